// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dump/importer.hpp"

#include "daemon/poll/same_source.hpp"

#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>
#include <utility>

namespace moisson::daemon {

namespace {

// Pages whose revisions are not all there are asked for one by one; of more than these, the whole list is cheaper.
constexpr std::size_t most_holes = 50;

}  // namespace

asio::awaitable<RunReport> Importer::run(std::string path) {
    path_ = path;
    report_.run.source = parts_.config.name;
    report_.run.verb = "import";
    report_.run.started = parts_.clock.now();
    progress_.source = parts_.config.name.text;
    progress_.phase = "import";
    Result<Done> done = fail(ErrorKind::cancelled, parts_.config.name.text, "stopped on request");
    try {
        auto task = work(std::move(path));
        done = co_await std::move(task);
    } catch (const boost::system::system_error& stopped) {
        if (stopped.code() != asio::error::operation_aborted) done = fail(ErrorKind::storage, "loop", stopped.what());
    }
    judge_outcome(done);
    close();
    co_return report_;
}

asio::awaitable<Result<Done>> Importer::work(std::string path) {
    auto open_there = [this, path = std::move(path)] { return OpenDump::open(parts_.kind, path); };
    auto dump = co_await reading_.run(std::move(open_there));
    if (!dump) co_return fail(dump.error());
    dump_ = std::move(*dump);
    auto begun = co_await begin();
    if (!begun) co_return begun;
    if (auto same = check_origin(); !same) co_return same;
    auto opened = co_await open();
    if (!opened) co_return opened;
    auto read = co_await read_all();
    if (!read) co_return read;
    auto finished = co_await finish();
    co_return finished;
}

// On record from here on: a file of another wiki is a refused run.
asio::awaitable<Result<Done>> Importer::begin() {
    auto begin_there = [this]() -> Result<Done> {
        auto kept = parts_.roles.sources.remember(parts_.config.name, parts_.config.kind, std::nullopt);
        if (!kept) return kept;
        auto row = parts_.roles.sources.find(parts_.config.name);
        if (!row) return fail(row.error());
        row_ = std::move(**row);
        auto mark = parts_.imports.mark(parts_.config.name);
        if (!mark) return fail(mark.error());
        if (*mark && (*mark)->file == dump_->file().identity()) mark_ = std::move(*mark);
        auto id = parts_.roles.runs.begin(parts_.config.name, report_.run.verb, report_.run.started);
        if (!id) return fail(id.error());
        report_.run.id = *id;
        return Done{};
    };
    auto begun = co_await parts_.store.run(std::move(begin_there));
    co_return begun;
}

Result<Done> Importer::check_origin() const {
    if (row_.traits) return check_same_source(dump_->told(), *row_.traits, path_);
    return check_same_host(dump_->told(), parts_.config.options, path_);
}

// What the source has told of itself counts; where it has told nothing yet, the file's own head must do.
asio::awaitable<Result<Done>> Importer::open() {
    const Traits traits = row_.traits.value_or(dump_->told());
    auto connector = parts_.kind.open(parts_.config.options, traits);
    if (!connector) co_return fail(connector.error());
    Rules rules{parts_.config.name, std::move(*connector), &parts_.config.rules, {}, traits.unique_revision_ids};
    absorber_ = std::make_shared<Absorber>(parts_.roles, std::move(rules));
    auto prepare = [this, traits, now = when()]() -> Result<Done> {
        if (!row_.traits)
            if (auto kept = parts_.roles.sources.remember(parts_.config.name, parts_.config.kind, traits); !kept)
                return kept;
        return absorber_->prepare(now);
    };
    auto prepared = co_await parts_.store.run(std::move(prepare));
    if (!prepared) co_return prepared;
    auto begin_there = [this, traits] {
        const auto position = mark_ ? std::optional(mark_->position) : std::nullopt;
        return dump_->begin(parts_.kind, parts_.config.options, traits, position);
    };
    auto begun = co_await reading_.run(std::move(begin_there));
    if (!begun) co_return begun;
    meanwhile_ = dump_->cursor(std::nullopt);
    leads_on_ = !row_.baseline_done && (row_.cursor.empty() || row_.cursor == meanwhile_);
    co_return Done{};
}

// While one part is committed the next is read: at most one waits, so memory stays flat.
asio::awaitable<Result<Done>> Importer::read_all() {
    auto loop = co_await asio::this_coro::executor;
    auto ahead = std::make_shared<PartAhead>(loop, dump_);
    ahead->start(reading_);
    for (;;) {
        auto part = co_await ahead->part();
        if (!part) co_return fail(part.error());
        if (!*part) co_return Done{};
        ahead = std::make_shared<PartAhead>(loop, dump_);
        ahead->start(reading_);
        auto taken = co_await take(std::move(**part));
        if (!taken) co_return taken;
    }
}

asio::awaitable<Result<Done>> Importer::take(DumpPart part) {
    left_out_ += part.read.left_out;
    ignored_ += part.read.batch.ignored.size();
    // An import that is cut, or of a file that is, spares the harvest what it brought all the same.
    if (leads_on_ && row_.cursor.empty()) part.read.batch.cursor = meanwhile_;
    store::ImportMark mark{dump_->file().identity(), part.read.position};
    auto absorb = [absorber = absorber_, batch = std::move(part.read.batch), mark = std::move(mark),
                   now = when()]() mutable { return absorber->absorb(std::move(batch), now, std::move(mark)); };
    auto counts = co_await parts_.store.run(std::move(absorb));
    if (!counts) co_return fail(counts.error());
    report_.run.listed = counts->listed;
    report_.run.seen = counts->seen;
    report_.run.changed = counts->changed;
    report_.reasons = counts->reasons;
    tell_progress(part.file_bytes);
    co_return Done{};
}

// The whole file was read: the next harvest asks only what it cannot know.
asio::awaitable<Result<Done>> Importer::finish() {
    auto end = [this, now = when()] { return end_there(now); };
    auto ended = co_await parts_.store.run(std::move(end));
    co_return ended;
}

Result<Done> Importer::end_there(const Occasioned& now) {
    // The templates it brought may redirect.
    if (auto learnt = absorber_->prepare(now); !learnt) return learnt;
    store::Delta delta;
    delta.source = parts_.config.name;
    delta.run = now.run;
    delta.now = now.now;
    delta.import_mark = store::ImportMark{};
    if (leads_on_) {
        auto holes = parts_.imports.with_holes(parts_.config.name, most_holes + 1);
        if (!holes) return fail(holes.error());
        auto alive = parts_.roles.sources.alive(parts_.config.name);
        if (!alive) return fail(alive.error());
        const auto known = holes->size() <= most_holes ? std::optional<std::uint64_t>(*alive) : std::nullopt;
        delta.cursor = dump_->cursor(known);
        const bool whole = delta.cursor != meanwhile_;
        if (whole)
            for (const ItemId& item : *holes)
                delta.owed.push_back(
                    Owed{item, {}, Read::history, "a file tells not all of its revisions", std::nullopt});
    }
    return parts_.roles.writer.commit(delta);
}

void Importer::judge_outcome(const Result<Done>& done) {
    Run& run = report_.run;
    run.ended = parts_.clock.now();
    run.bytes = progress_.bytes;
    const std::string& source = run.source.text;
    if (left_out_ > 0)
        report_.notes.push_back(source + ": " + std::to_string(left_out_) +
                                " pages of the file are in namespaces that are not followed");
    const std::string about = source + ": ";
    for (const std::string& reason : report_.reasons) report_.notes.push_back(about + reason);
    if (!done) {
        report_.error = done.error();
        run.error = done.error().sentence();
        run.outcome = done.error().kind == ErrorKind::cancelled  ? Outcome::interrupted
                      : done.error().kind == ErrorKind::conflict ? Outcome::refused
                      : done.error().kind == ErrorKind::invalid  ? Outcome::partial
                                                                 : Outcome::failed;
        return;
    }
    progress_.bytes = dump_->file().size();
    run.bytes = progress_.bytes;
    run.outcome = run.seen < run.listed || ignored_ > 0 ? Outcome::partial : Outcome::complete;
}

void Importer::close() {
    leave_last_word(parts_.store, parts_.roles, absorber_, report_.run);
}

void Importer::tell_progress(std::uint64_t file_bytes) {
    progress_.listed = report_.run.listed;
    progress_.bytes = file_bytes;
    progress_.bytes_in_all = dump_->file().size();
    if (listener_) listener_(progress_);
}

Occasioned Importer::when() const {
    return Occasioned{report_.run.id, parts_.clock.now(), row_.baseline_done ? Sight::news : Sight::baseline};
}

}  // namespace moisson::daemon
