// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/daemon/poll_rig.hpp"

#include "report/export_lines.hpp"
#include "tests/unit/daemon/poll_parts.hpp"

#include <doctest/doctest.h>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include <future>

namespace moisson::test {

namespace {

template <class T>
T must(Result<T> result) {
    if (!result) FAIL(result.error().sentence());
    return std::move(*result);
}

Mapping shipped() {
    return must(load_mapping(std::string(MOISSON_SOURCE_DIR) + "/config/mappings/movilab.toml"));
}

SourceConfig small_source() {
    SourceConfig config;
    config.name = SourceName("petit");
    config.kind = "mediawiki";
    config.rules = shipped();
    config.options = Section("source", "moisson.toml:4:1");
    config.options.put(
        "api", Section::Option{Section::Scalar(std::string("https://petit.example/api.php")), "moisson.toml:5"});
    return config;
}

const ConnectorKind& mediawiki() {
    for (const ConnectorKind& kind : connector_kinds())
        if (kind.name == "mediawiki") return kind;
    FAIL("no kind \"mediawiki\" in the registry");
    return connector_kinds().front();
}

daemon::Manners manners_of(Insisting insisting) {
    daemon::Manners manners;
    manners.min_delay = {};  // the driver has stories of its own
    if (insisting == Insisting::never) manners.attempts = 1;
    return manners;
}

}  // namespace

daemon::Order order_of(Verb verb) {
    switch (verb) {
        case Verb::poll:
            return daemon::Order(daemon::Order::Verb::poll);
        case Verb::resync_full:
            return daemon::Order(daemon::Order::Verb::resync_full);
        case Verb::census:
            return daemon::Order(daemon::Order::Verb::census);
        case Verb::deep_census:
            return daemon::Order(daemon::Order::Verb::deep_census);
        case Verb::confirm:
            return daemon::Order(daemon::Order::Verb::confirm);
    }
    return {};
}

Told told(const daemon::RunReport& report) {
    Told words{report.run, std::nullopt, report.notes};
    if (report.error) words.error = report.error->kind;
    return words;
}

asio::awaitable<Result<daemon::HttpExchange>> Wire::send(HttpRequest request) {
    const std::size_t number = ++sent_;
    const auto names_pages = [](const auto& field) { return field.first == "pageids" || field.first == "titles"; };
    const Fields& asked = request.form.empty() ? request.query : request.form;
    if (std::any_of(asked.begin(), asked.end(), names_pages)) readings.insert(number);
    if (auto happens = when.extract(number)) happens.mapped()();
    co_await asio::post(asio::use_awaitable);  // an answer never comes from within the question
    Result<HttpResponse> answer = wiki_.answer(request);
    if (road) answer = road(number, std::move(*answer));
    if (!answer) co_return fail(std::move(answer.error()));
    daemon::HttpExchange exchange(std::move(*answer));
    exchange.received_bytes = exchange.response.body.size();
    co_return exchange;
}

Result<Done> FailingWriter::commit(const store::Delta& delta) {
    if (++commits == refused) return fail(ErrorKind::storage, "store", "the disk is full");
    return real_.commit(delta);
}

PollRig::Parts::Parts(mediawiki_test::ScriptedWiki& wiki, daemon::Manners how)
    : config(small_source()),
      engine(must(store::open_store(":memory:"))),
      reader(engine.reader()),
      writer(*engine.writer),
      clock(*from_iso("2026-11-25T10:00:00Z")),
      wire(wiki),
      manners(how) {
    make_poller();
}

void PollRig::Parts::make_poller() {
    const daemon::StoreRoles roles{writer, *engine.sources, *engine.runs, *engine.debts, *engine.standings, *reader};
    poller.reset();
    poller = std::make_unique<daemon::Poller>(
        daemon::Poller::Parts{config, mediawiki(), wire, clock, store_thread, roles, [] { return 0.5; }}, manners);
}

// A coroutine there takes up to three turns: to begin, to work, to come back.
void PollRig::Parts::drain_store() {
    for (int turn = 0; turn < 3; ++turn) {
        std::promise<void> reached;
        store_thread.leave([&reached] { reached.set_value(); });
        reached.get_future().wait();
    }
}

bool PollRig::Parts::step() {
    loop.restart();
    if (loop.poll_one() != 0) return true;
    drain_store();
    loop.restart();
    return loop.poll_one() != 0;
}

Told PollRig::Parts::carry_out(daemon::Order order) {
    wire.begin_run();
    writer.commits = 0;
    std::optional<daemon::RunReport> report;
    auto run = poller->run(std::move(order), daemon::Probing::always);
    auto ended = [&report](std::exception_ptr failed, daemon::RunReport how) {
        if (failed) std::rethrow_exception(failed);
        report = std::move(how);
    };
    asio::co_spawn(loop, std::move(run), asio::bind_cancellation_slot(stop.slot(), ended));
    while (!report) {
        if (step() || clock.advance_to_next()) continue;
        REQUIRE_MESSAGE(loop.run_one_for(std::chrono::seconds(10)) != 0, "the run waits for what never comes");
    }
    drain_store();
    writer.refused = 0;
    return told(*report);
}

PollRig::PollRig(Insisting insisting)
    : wiki(mediawiki_test::small_wiki()), parts_(std::make_unique<Parts>(wiki, manners_of(insisting))) {}

PollRig::~PollRig() = default;

Told PollRig::run(Verb verb) {
    return parts_->carry_out(order_of(verb));
}

Told PollRig::resync(std::vector<std::string> items) {
    return parts_->carry_out(daemon::Order(daemon::Order::Verb::resync_items, std::move(items)));
}

Told PollRig::knock() {
    daemon::Order order(daemon::Order::Verb::poll);
    order.knocking = daemon::Knocking::all_the_same;
    return parts_->carry_out(std::move(order));
}

Told PollRig::run_stopped_at(std::size_t request) {
    parts_->wire.when[request] = [this] {
        asio::post(parts_->loop, [this] { parts_->stop.emit(asio::cancellation_type::terminal); });
    };
    Told how = run(Verb::poll);
    parts_->wire.when.clear();
    return how;
}

void PollRig::disturb(Road road) {
    parts_->wire.road = std::move(road);
}

void PollRig::leave_in_peace() {
    parts_->wire.road = nullptr;
}

void PollRig::refuse_commit(std::size_t number) {
    parts_->writer.refused = number;
}

std::set<std::size_t> PollRig::readings() const {
    return parts_->wire.readings;
}

std::size_t PollRig::commits() const {
    return parts_->writer.commits;
}

void PollRig::pass(std::chrono::milliseconds time) {
    parts_->clock.advance(time);
}

void PollRig::restart() {
    parts_->make_poller();
}

void PollRig::leave_out_of_mapping(const std::string& field) {
    Mapping& mapping = parts_->config.rules;
    std::erase_if(mapping.fields, [&](const Mapping::FieldRule& rule) { return rule.field == field; });
    mapping.hash += " without " + field;
}

void PollRig::mapping_as_shipped() {
    parts_->config.rules = shipped();
}

void PollRig::ask_at(const std::string& api) {
    parts_->config.options.put("api", Section::Option{Section::Scalar(api), "moisson.toml:5"});
}

std::optional<Closing> PollRig::closing() {
    parts_->drain_store();
    auto row = must(parts_->engine.sources->find(parts_->config.name));
    return row ? row->closing : std::nullopt;
}

std::optional<Awaiting> PollRig::awaits() {
    parts_->drain_store();
    return must(parts_->engine.sources->find(parts_->config.name))->awaits;
}

std::string PollRig::cursor() {
    parts_->drain_store();
    auto row = must(parts_->engine.sources->find(parts_->config.name));
    return row ? row->cursor.text : std::string{};
}

std::string PollRig::exports() {
    parts_->drain_store();
    std::string text;
    const auto take = [&text](const auto& record) {
        text += report::line(record) + "\n";
        return true;
    };
    must(parts_->reader->items(take));
    must(parts_->reader->revisions(take));
    must(parts_->reader->resources([&text](const store::ResourceRow& row) {
        text += report::line(row.record, std::nullopt) + "\n";
        return true;
    }));
    must(parts_->reader->changes({}, take));
    for (const store::SourceStatus& status : must(parts_->reader->sources()))
        text += "baseline " + std::to_string(status.row.baseline_done) + " owed " + std::to_string(status.owed) +
                " gone " + std::to_string(status.gone) + "\n";
    return text;
}

std::vector<std::string> PollRig::changes() {
    parts_->drain_store();
    std::vector<std::string> lines;
    must(parts_->reader->changes({}, [&lines](const ChangeRecord& record) {
        const FieldChange& what = record.change.what;
        lines.push_back(record.title + " " + what.field + ": " + what.before.value_or("-") + " → " +
                        what.after.value_or("-"));
        return true;
    }));
    return lines;
}

std::uint64_t PollRig::debts() {
    parts_->drain_store();
    const auto sources = must(parts_->reader->sources());
    return sources.empty() ? 0 : sources.front().owed;
}

std::vector<Run> PollRig::runs() {
    parts_->drain_store();
    auto all = must(parts_->reader->runs({.limit = 1000}));
    return {all.rbegin(), all.rend()};
}

}  // namespace moisson::test
