// SPDX-License-Identifier: GPL-3.0-or-later
// What is not believed of a source until a person has said so.
#include "daemon/poll/judge_census.hpp"
#include "daemon/poll/judge_past.hpp"
#include "daemon/poll/poller.hpp"

namespace moisson::daemon {

namespace {

std::string how_to_confirm(const SourceName& source) {
    return "moisson confirm " + source.text + " shows what is at stake, and takes a person's word";
}

Error refusal_of(const SourceName& source, const Awaiting& matter) {
    Error refusal{ErrorKind::conflict, source.text, {}, {}, std::nullopt};
    if (matter.matter == Awaiting::Matter::fewer_items) {
        refusal.what = "the source lists " + std::to_string(matter.listed) + " pages where " +
                       std::to_string(matter.known) + " are known, fewer than half; nothing was changed";
        refusal.remedy =
            "a broken or half-restored source comes back by itself at the next run; was it emptied on "
            "purpose: " +
            how_to_confirm(source);
    } else if (matter.matter == Awaiting::Matter::mass_loss) {
        const bool ours = matter.cause == Cause::mapping;
        const Awaiting::Loss worst = matter.losses.empty() ? Awaiting::Loss{} : matter.losses.front();
        refusal.what = std::to_string(worst.items) + " of " + std::to_string(worst.of) + " records of the kind " +
                       worst.kind + " would " +
                       (worst.field == "kind" ? "be of another kind" : "lose their " + worst.field) +
                       (matter.losses.size() > 1 ? ", and there is more" : "") +
                       (ours ? ", by our own rules; nothing was changed" : ", by what is written there now; they stay");
        refusal.remedy = how_to_confirm(source);
    } else {
        refusal.what = "the source was put back to an older state: " + std::to_string(matter.known) +
                       " revisions that we hold are no longer there, the last one we share is " +
                       (matter.common.empty() ? std::string("none") : matter.common.text) + "; nothing was changed";
        refusal.remedy = how_to_confirm(source) + "; moisson export lost gives back what it lost";
    }
    return refusal;
}

}  // namespace

// Most of what is known must be there; what a person confirmed is the new measure.
bool Poller::is_believable(std::uint64_t listed) const {
    const bool counted = confirmed_ && confirmed_->matter == Awaiting::Matter::fewer_items;
    const bool went_back = confirmed_ && confirmed_->matter == Awaiting::Matter::went_back;
    return went_back || !looks_mutilated(counted ? confirmed_->listed : known_, listed);
}

// A census for its guard alone.
asio::awaitable<Result<Done>> Poller::guard() {
    auto told = co_await take_census(Depth::latest);
    if (!told) co_return fail(told.error());
    co_return Done{};
}

// The refusal, which is kept until a census is believed again.
asio::awaitable<Error> Poller::await_person(Awaiting matter, std::vector<RevisionId> lost) {
    matter.since = parts_.clock.now();
    Error refusal = refusal_of(parts_.config.name, matter);
    auto keep = [this, matter, lost = std::move(lost)]() -> Result<Done> {
        Awaiting kept = matter;
        auto row = parts_.roles.sources.find(parts_.config.name);
        if (row && *row && (*row)->awaits && (*row)->awaits->matter == matter.matter)
            kept.since = (*row)->awaits->since;
        return parts_.roles.sources.await_person(parts_.config.name, kept, lost);
    };
    auto done = co_await parts_.store.run(std::move(keep));
    co_return done ? refusal : done.error();
}

asio::awaitable<Error> Poller::mutilated(std::uint64_t listed) {
    auto pending = co_await awaited();
    if (!pending) co_return pending.error();
    // The graver matter stays: what it set aside must not be forgotten for this one.
    if (*pending && (*pending)->matter == Awaiting::Matter::went_back)
        co_return refusal_of(parts_.config.name, **pending);
    Awaiting matter;
    matter.known = known_;
    matter.listed = listed;
    std::vector<RevisionId> nothing_lost;
    auto refusal = co_await await_person(std::move(matter), std::move(nothing_lost));
    co_return refusal;
}

// What the store thread refused, if it was for what many records would lose, is kept for a person; else as it is.
asio::awaitable<Error> Poller::losing(Error error, std::shared_ptr<const Absorber> absorber) {
    if (!absorber || !absorber->mass_loss()) co_return error;
    auto pending = co_await awaited();
    if (!pending) co_return pending.error();
    if (*pending && (*pending)->matter == Awaiting::Matter::went_back)
        co_return refusal_of(parts_.config.name, **pending);
    std::vector<RevisionId> nothing_lost;
    Awaiting matter = *absorber->mass_loss();
    auto refusal = co_await await_person(std::move(matter), std::move(nothing_lost));
    co_return refusal;
}

asio::awaitable<Result<std::optional<Awaiting>>> Poller::awaited() {
    auto look = [this]() -> Result<std::optional<Awaiting>> {
        auto row = parts_.roles.sources.find(parts_.config.name);
        if (!row) return fail(row.error());
        return *row ? (*row)->awaits : std::nullopt;
    };
    auto matter = co_await parts_.store.run(std::move(look));
    co_return matter;
}

asio::awaitable<Result<Done>> Poller::believe() {
    auto there = [this] { return parts_.roles.sources.believe(parts_.config.name); };
    auto done = co_await parts_.store.run(std::move(there));
    co_return done;
}

// Every revision of the source against every one of ours.
asio::awaitable<Result<Past>> Poller::compare_pasts() {
    auto told = co_await take_census(Depth::history);
    if (!told) co_return fail(told.error());
    auto compare = [this, told = std::move(*told)]() -> Result<Past> {
        auto held = parts_.roles.reader.census(parts_.config.name, Depth::history);
        if (!held) return fail(held.error());
        auto buried = parts_.roles.reader.buried(parts_.config.name);
        if (!buried) return fail(buried.error());
        return judge_past(told, *held, *buried);
    };
    auto past = co_await parts_.store.run(std::move(compare));
    co_return past;
}

// Did the source go back? Then a person is asked.
asio::awaitable<Result<Done>> Poller::look_back() {
    auto past = co_await compare_pasts();
    if (!past) co_return fail(past.error());
    if (past->lost.empty()) co_return Done{};
    Awaiting matter;
    matter.matter = Awaiting::Matter::went_back;
    matter.known = past->lost.size();
    matter.common = past->common;
    auto refusal = co_await await_person(std::move(matter), std::move(past->lost));
    co_return fail(std::move(refusal));
}

// A source that went back is refused until it has come back by itself, or a person has confirmed it: whatever else a
// run would read of it might be written over the last copy of what it lost.
asio::awaitable<Result<Done>> Poller::look_again() {
    const bool pending = row_ && row_->awaits && row_->awaits->matter == Awaiting::Matter::went_back;
    if (!pending) co_return Done{};
    auto looked = co_await look_back();
    if (!looked) co_return looked;
    auto believed = co_await believe();
    co_return believed;
}

// Why a census comes before anything is believed of what the feed says; empty when it does not.
asio::awaitable<Result<std::string>> Poller::why_census() {
    auto look = [this]() -> Result<std::string> {
        auto row = parts_.roles.sources.find(parts_.config.name);
        if (!row) return fail(row.error());
        if (!*row || !(*row)->baseline_done) return std::string();
        if ((*row)->awaits) return std::string("the last one was not believed");
        return (*row)->census_due;
    };
    auto why = co_await parts_.store.run(std::move(look));
    co_return why;
}

// A person has looked, and takes the source as it is now for the truth.
asio::awaitable<Result<Done>> Poller::confirm() {
    auto matter = co_await awaited();
    if (!matter) co_return fail(matter.error());
    // Given once, it counts for the whole run, also where the run must begin again.
    if (!*matter && !confirmed_)
        co_return fail(ErrorKind::config, parts_.config.name.text, "nothing awaits a person's word", {});
    const bool adopted_before = !*matter && confirmed_->matter == Awaiting::Matter::went_back;
    if (*matter) confirmed_ = *matter;
    if (!adopted_before && confirmed_->matter == Awaiting::Matter::went_back) {
        auto adopted = co_await adopt_past();
        if (!adopted) co_return adopted;
    }
    auto held = co_await census(Depth::latest);
    if (!held || confirmed_->matter != Awaiting::Matter::went_back) co_return held;
    auto searched = co_await census(Depth::history);
    co_return searched;
}

// What is lost now, not what was when it was noticed: the source may have come back meanwhile.
asio::awaitable<Result<Done>> Poller::adopt_past() {
    auto past = co_await compare_pasts();
    if (!past) co_return fail(past.error());
    if (past->lost.empty()) {
        report_.notes.push_back(parts_.config.name.text +
                                ": the source has again all that we hold; nothing was adopted");
        auto believed = co_await believe();
        co_return believed;
    }
    Awaiting matter = *confirmed_;
    matter.known = past->lost.size();
    matter.common = past->common;
    auto adopt = [this, matter, lost = std::move(past->lost), run = report_.run.id,
                  now = parts_.clock.now()]() -> Result<Done> {
        auto kept = parts_.roles.sources.await_person(parts_.config.name, matter, lost);
        return kept ? parts_.roles.sources.adopt(parts_.config.name, run, now) : kept;
    };
    row_.reset();
    auto adopted = co_await parts_.store.run(std::move(adopt));
    co_return adopted;
}

}  // namespace moisson::daemon
