// SPDX-License-Identifier: GPL-3.0-or-later
// The runs that people ask the daemon for, followed to their end.
#include "daemon/control/to_value.hpp"
#include "daemon/dump/importer.hpp"
#include "daemon/system/daemon.hpp"
#include "daemon/system/visit.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace moisson::daemon {

namespace {

constexpr std::chrono::milliseconds progress_interval{200};
constexpr int intervals_at_the_end = 25;

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        if (end > at) lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

std::optional<Order> order_of(const Question& question) {
    const std::string verb = question.get("verb");
    for (auto known : {Order::Verb::poll, Order::Verb::resync_full, Order::Verb::census, Order::Verb::deep_census,
                       Order::Verb::confirm})
        if (verb == name_of(known)) return Order(known);
    if (verb == name_of(Order::Verb::resync_items))
        return Order(Order::Verb::resync_items, lines_of(question.get("item")));
    return std::nullopt;
}

std::string event(const std::string& name, const Value& value) {
    return "event: " + name + "\ndata: " + to_json(value) + "\n\n";
}

Value as_told(const RunReport& report) {
    Value value = to_value(report.run);
    Value::List notes;
    for (const std::string& note : report.notes) notes.emplace_back(note);
    (*value.object())["notes"] = std::move(notes);
    if (report.error) (*value.object())["error_kind"] = name_of(report.error->kind);
    return value;
}

// It could not even be opened: a service sees less of the disk than whoever calls it.
void tell_whose_file(RunReport& report) {
    if (report.run.id == 0 && report.error)
        report.notes.emplace_back(
            "moissond opens the file itself, as its own user: put it where that one may read it, or stop moissond, "
            "import, and start it again");
}

}  // namespace

// A file is read by the daemon while the source is left in peace.
asio::awaitable<RunReport> Daemon::import_file(Visit& visit, std::string file) {
    auto kind = kind_of(visit.source);
    if (!kind) {
        RunReport refused;
        refused.error = kind.error();
        co_return refused;
    }
    Importer importer(
        Importer::Parts{visit.source, **kind, house_.clock(), house_.store_thread(), house_.roles(), house_.imports()});
    importer.on_progress([&visit](const Progress& progress) { visit.imported = progress; });
    auto run = importer.run(std::move(file));
    RunReport report = co_await std::move(run);
    visit.imported.reset();
    visit.poller.look_anew();
    tell_whose_file(report);
    co_return report;
}

Result<Daemon::Visit*> Daemon::begin_run(const Question& question, Rounds::Ended ended) {
    Visit* visit = this->visit(question.get("source"));
    if (visit == nullptr) return fail(unknown_source(question.get("source"), house_.config()));
    if (question.get("verb") == "import") {
        const std::string file = question.get("file");
        if (!file.starts_with('/'))
            return fail(ErrorKind::config, file, "no absolute path", "name the file from the root on");
        visit->rounds.lend([this, visit, file] { return import_file(*visit, file); }, std::move(ended));
        return visit;
    }
    std::optional<Order> order = order_of(question);
    if (!order) return fail(ErrorKind::config, question.get("verb"), "unknown verb", {});
    if (question.get("knock") == "yes") order->knocking = Knocking::all_the_same;
    visit->rounds.ask(std::move(*order), std::move(ended));
    return visit;
}

// Asks for a run and tells how it goes, as server-sent events: progress…, then report. The run goes on when the
// asker leaves.
asio::awaitable<void> Daemon::answer_run(Question question, ControlStream& stream) {
    auto report = std::make_shared<std::optional<RunReport>>();
    auto bell = std::make_shared<asio::steady_timer>(house_.loop());
    auto ended = [report, bell](const RunReport& told) {
        *report = told;
        bell->cancel();
    };
    auto begun = begin_run(question, ended);
    if (!begun) {
        std::string json = "application/json";
        co_await stream.begin(404, std::move(json));
        std::string text = error_text(begun.error());
        co_await stream.send(std::move(text));
        co_return;
    }
    Visit* visit = *begun;
    std::string type = "text/event-stream";
    bool there = co_await stream.begin(200, std::move(type));
    // When we stop, the run is told to; its report comes within moments, unless it had not begun.
    int left = intervals_at_the_end;
    while (there && !*report && (!stopping_ || left-- > 0)) {
        boost::system::error_code rung;
        auto token = asio::redirect_error(asio::use_awaitable, rung);
        bell->expires_after(progress_interval);
        co_await bell->async_wait(token);
        if (*report) break;
        std::string news = event("progress", to_value(visit->progress()));
        there = co_await stream.send(std::move(news));
    }
    if (!there || !*report) co_return;
    std::string news = event("report", as_told(**report));
    co_await stream.send(std::move(news));
}

}  // namespace moisson::daemon
