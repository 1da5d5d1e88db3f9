// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/poll/poller.hpp"

#include "daemon/poll/commit.hpp"
#include "daemon/poll/judge_census.hpp"
#include "daemon/poll/same_source.hpp"

#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>

namespace moisson::daemon {

std::string_view name_of(Order::Verb verb) noexcept {
    switch (verb) {
        case Order::Verb::poll:
            return "poll";
        case Order::Verb::resync_items:
            return "resync";
        case Order::Verb::resync_full:
            return "resync_full";
        case Order::Verb::census:
            return "census";
        case Order::Verb::deep_census:
            return "deep_census";
        case Order::Verb::confirm:
            return "confirm";
    }
    return "poll";
}

Poller::Poller(Parts parts, Manners manners)
    : parts_(std::move(parts)), driver_(parts_.http, parts_.clock, manners, parts_.jitter) {
    if (parts_.membership) driver_.speak_for(*parts_.membership);
    driver_.on_news([this](const DriverNews& news) { hear(news); });
}

Poller::~Poller() = default;

asio::awaitable<RunReport> Poller::run(Order order, Probing probing) {
    report_ = {};
    report_.run.source = parts_.config.name;
    report_.run.verb = std::string(name_of(order.verb));
    report_.run.started = parts_.clock.now();
    progress_ = {};
    progress_.source = parts_.config.name.text;
    total_checked_ = false;
    harvest_ended_ = false;
    left_unread_ = false;
    confirmed_.reset();
    driver_.start_counting();
    Result<Done> done = fail(ErrorKind::cancelled, parts_.config.name.text, "stopped on request");
    try {
        auto task = work(std::move(order), probing);
        done = co_await std::move(task);
    } catch (const boost::system::system_error& stopped) {
        if (stopped.code() != asio::error::operation_aborted) done = fail(ErrorKind::transport, "loop", stopped.what());
    }
    judge_outcome(done);
    end_membership();
    note_closing();
    close();
    co_return report_;
}

asio::awaitable<Result<Done>> Poller::work(Order order, Probing probing) {
    auto begun = co_await begin(order.knocking);
    if (!begun) co_return begun;
    auto known = co_await know_source(probing);
    if (!known) co_return known;
    if (order.verb != Order::Verb::confirm) {
        auto looked = co_await look_again();
        if (!looked) co_return looked;
    }
    Order again = order;
    auto done = co_await obey(std::move(order));
    if (!done && absorber_->mass_loss()) {
        auto refusal = co_await losing(done.error(), absorber_);
        co_return fail(std::move(refusal));
    }
    if (done || !absorber_->looks_put_back()) co_return done;
    // Either the source went back, and a person is asked; or we are damaged, and the same order repairs us.
    auto past = co_await look_back();
    if (!past) co_return past;
    absorber_->trust();
    done = co_await obey(std::move(again));
    co_return done;
}

asio::awaitable<Result<Done>> Poller::obey(Order order) {
    Result<Done> done = Done{};
    switch (order.verb) {
        case Order::Verb::poll:
            done = co_await poll();
            break;
        case Order::Verb::resync_items:
            done = co_await resync_items(std::move(order.items));
            break;
        case Order::Verb::resync_full:
            done = co_await resync_full();
            break;
        case Order::Verb::census:
            done = co_await census(Depth::latest);
            break;
        case Order::Verb::deep_census:
            done = co_await census(parts_.kind.memory == Memory::of_revisions ? Depth::history : Depth::latest);
            break;
        case Order::Verb::confirm:
            done = co_await confirm();
            break;
    }
    co_return done;
}

// The run is on record before the first word is exchanged: a source that never answers has its failures told too.
asio::awaitable<Result<Done>> Poller::begin(Knocking knocking) {
    struct Begun {
        std::int64_t id = 0;
        std::optional<store::SourceRow> row;
    };
    auto begin_there = [this, absorber = absorber_]() -> Result<Begun> {
        auto row = parts_.roles.sources.find(parts_.config.name);
        if (row && (!*row || (*row)->kind != parts_.config.kind)) {
            auto kept = parts_.roles.sources.remember(parts_.config.name, parts_.config.kind, std::nullopt);
            if (!kept) return fail(kept.error());
            row = parts_.roles.sources.find(parts_.config.name);
        }
        if (!row) return fail(row.error());
        const bool first = !(*row)->baseline_done && report_.run.verb == name_of(Order::Verb::poll);
        const std::string verb = first ? "harvest" : report_.run.verb;
        auto id = parts_.roles.runs.begin(parts_.config.name, verb, report_.run.started);
        if (!id) return fail(id.error());
        if (absorber) absorber->begin_run((*row)->awaits);
        return Begun{*id, std::move(*row)};
    };
    auto begun = co_await parts_.store.run(std::move(begin_there));
    if (!begun) co_return fail(begun.error());
    report_.run.id = begun->id;
    sight_ = begun->row->baseline_done ? Sight::news : Sight::baseline;
    if (sight_ == Sight::baseline && report_.run.verb == name_of(Order::Verb::poll)) report_.run.verb = "harvest";
    if (!traits_) traits_ = begun->row->traits;
    begin_membership();
    row_ = std::move(begun->row);
    heed_closing(knocking);
    if (absorber_ && confirms_loss()) absorber_->bear(*row_->awaits);
    co_return Done{};
}

// A source seen before is opened from what the store kept of it; a new one is asked who it is.
asio::awaitable<Result<Done>> Poller::know_source(Probing probing) {
    const std::string followed = parts_.kind.followed(parts_.config.options);
    const bool other = traits_ && traits_->followed != followed;
    const bool ask = !traits_ || other || traits_->hearsay || (probing == Probing::always && !probed_);
    if (ask) {
        auto told = co_await probe();
        if (!told) co_return fail(told.error());
        const bool written_before = traits_ && !traits_->followed.empty();
        if (traits_ && traits_->hearsay)
            if (auto same = check_same_source(*traits_, *told, "what was imported"); !same) co_return same;
        const auto refusal = traits_ ? traits_->refusal : std::nullopt;
        traits_ = *told;
        traits_->refusal = refusal;
        traits_->followed = followed;
        probed_ = true;
        // The same wiki under another name, perhaps, or more of it: the feed says nothing of what was there before.
        if (other && written_before && sight_ == Sight::news) {
            auto doubt = [this]() -> Result<Done> {
                auto doubted = parts_.roles.sources.doubt(parts_.config.name, "what is followed has changed");
                // Its lists are its contents: they say what they are met by, and cost what a census costs.
                const bool again = doubted && parts_.kind.memory == Memory::of_today;
                return again ? parts_.roles.sources.rewind(parts_.config.name) : doubted;
            };
            row_.reset();
            auto doubted = co_await parts_.store.run(std::move(doubt));
            if (!doubted) co_return doubted;
        }
    }
    if (!ask && connector_) co_return Done{};
    auto opened = co_await open(*traits_);
    co_return opened;
}

asio::awaitable<Result<Traits>> Poller::probe() {
    begin_phase("probe");
    auto talk = parts_.kind.probe(parts_.config.options);
    if (!talk) co_return fail(talk.error());
    auto reply = co_await driver_.next_reply(**talk);
    if (!reply) co_return fail(reply.error());
    if (!*reply) co_return fail(ErrorKind::invalid, parts_.config.name.text, "the source said nothing of itself");
    Traits told = std::move(**reply);
    told.two_dates = tells_two_dates(parts_.kind);
    co_return told;
}

asio::awaitable<Result<Done>> Poller::open(Traits traits) {
    auto connector = parts_.kind.open(parts_.config.options, traits);
    if (!connector) co_return fail(connector.error());
    // Kept once all of it has succeeded: a run that failed here is followed by one that begins here again.
    std::shared_ptr<Connector> opened = std::move(*connector);
    Rules rules{parts_.config.name, opened, &parts_.config.rules, {}, traits.unique_revision_ids, parts_.kind.memory};
    auto absorber = std::make_shared<Absorber>(parts_.roles, std::move(rules));
    const Occasioned now = when();
    auto remember = [this, traits, now, absorber]() -> Result<Done> {
        auto kept = parts_.roles.sources.remember(parts_.config.name, parts_.config.kind, traits);
        if (!kept) return kept;
        return absorber->prepare(now);
    };
    connector_.reset();
    absorber->begin_run(row_ ? row_->awaits : std::nullopt);
    if (confirms_loss()) absorber->bear(*row_->awaits);
    auto done = co_await parts_.store.run(std::move(remember));
    if (!done) {
        auto refusal = co_await losing(done.error(), absorber);
        co_return fail(std::move(refusal));
    }
    connector_ = std::move(opened);
    absorber_ = std::move(absorber);
    co_return Done{};
}

// The feed since the last cursor, then everything it made due; a census first when the feed may not tell all.
asio::awaitable<Result<Done>> Poller::poll() {
    auto followed = co_await follow();
    if (!followed) co_return followed;
    auto why = co_await why_census();
    if (!why) co_return fail(why.error());
    if (!why->empty()) {
        report_.notes.push_back(parts_.config.name.text + ": a census is held, for " + *why);
        auto held = co_await census(Depth::latest);
        co_return held;
    }
    auto settled = co_await settle_up();
    if (!settled) co_return settled;
    if (harvest_ended_ && report_.run.listed == 0)
        report_.notes.push_back(parts_.config.name.text + ": the source has no page in what is followed");
    co_return Done{};
}

// A first harvest ends with a poll too, so that what happened meanwhile is already known when it is called complete.
asio::awaitable<Result<Done>> Poller::follow() {
    auto known = co_await known_items();
    if (!known) co_return fail(known.error());
    known_ = *known;
    auto first = co_await poll_once();
    if (!first || !harvest_ended_) co_return first;
    auto caught_up = co_await poll_once();
    co_return caught_up;
}

asio::awaitable<Result<Done>> Poller::poll_once() {
    auto since = co_await cursor();
    if (!since) co_return fail(since.error());
    begin_phase(sight_ == Sight::baseline && !harvest_ended_ ? "pages" : "feed");
    auto talk = connector_->changes(std::move(*since));
    auto done = co_await converse(std::move(talk), nullptr);
    co_return done;
}

// Asks for batches while the store thread digests the one before: at most one waits, so memory stays flat.
asio::awaitable<Result<Done>> Poller::converse(std::unique_ptr<Conversation<Batch>> talk,
                                               std::vector<std::int64_t>* paid) {
    for (;;) {
        auto reply = co_await driver_.next_reply(*talk);
        if (!reply) {
            auto last = co_await commit_finished();
            if (!last) co_return last;
            co_return fail(reply.error());
        }
        if (!*reply) break;
        Batch batch = std::move(**reply);
        if (batch.total) progress_.total = batch.total;
        if (batch.total && !total_checked_) {
            total_checked_ = true;
            if (!is_believable(*batch.total)) {
                auto believed = co_await guard();
                if (!believed) co_return believed;
            }
        }
        harvest_ended_ = harvest_ended_ || batch.harvest_complete;
        if (paid != nullptr)
            for (const Paid& row : batch.paid) paid->push_back(row.owed);
        auto handed = co_await commit(std::move(batch));
        if (!handed) co_return handed;
    }
    auto last = co_await commit_finished();
    co_return last;
}

void Poller::judge_outcome(const Result<Done>& done) {
    Run& run = report_.run;
    run.ended = parts_.clock.now();
    run.requests = driver_.spent().requests;
    run.bytes = driver_.spent().bytes;
    run.retries = driver_.spent().retries;
    run.waited = driver_.spent().waited;
    run.faults = driver_.spent().faults;
    if (!done) {
        report_.error = done.error();
        run.error = done.error().sentence();
        run.outcome = done.error().kind == ErrorKind::cancelled  ? Outcome::interrupted
                      : done.error().kind == ErrorKind::conflict ? Outcome::refused
                                                                 : Outcome::failed;
        return;
    }
    run.outcome = run.seen < run.listed || left_unread_ ? Outcome::partial : Outcome::complete;
    for (const std::string& reason : report_.reasons) report_.notes.push_back(run.source.text + ": " + reason);
}

void Poller::close() {
    pending_.reset();
    leave_last_word(parts_.store, parts_.roles, absorber_, report_.run);
}

// A person has looked at what many records would lose, and wants it so.
bool Poller::confirms_loss() const {
    return report_.run.verb == name_of(Order::Verb::confirm) && row_ && row_->awaits &&
           row_->awaits->matter == Awaiting::Matter::mass_loss;
}

Schedule Poller::schedule() const {
    Schedule schedule{parts_.config.poll, parts_.config.census, std::nullopt};
    if (parts_.kind.memory == Memory::of_revisions)
        schedule.deep_census = parts_.config.deep_census;
    else
        schedule.census_hours = Hours::night;
    return schedule;
}

void Poller::look_anew() {
    connector_.reset();
    absorber_.reset();
}

void Poller::begin_phase(std::string phase) {
    progress_.phase = std::move(phase);
    progress_.note.clear();
    if (listener_) listener_(progress_);
}

void Poller::hear(const DriverNews& news) {
    progress_.requests = driver_.spent().requests;
    progress_.bytes = driver_.spent().bytes;
    progress_.note = news.sentence;
    if (listener_) listener_(progress_);
}

}  // namespace moisson::daemon
