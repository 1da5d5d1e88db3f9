// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/poll/standing.hpp"

#include "tests/unit/daemon/settle_rig.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::daemon;
using test::noon;
using test::Story;

namespace {

const ItemId place("organizations-5a1b2c3d4e5f60718293a4b5");
const Instant yesterday{std::chrono::hours(24)};
const Instant now{std::chrono::hours(48)};

Standing told(Publication publication, std::string why = {}) {
    return Standing{place, publication, std::move(why)};
}

store::StandingRow known(Publication publication, std::optional<Instant> asked, std::optional<Instant> due) {
    return store::StandingRow{place, publication, {}, asked, due};
}

}  // namespace

TEST_CASE("what was never met is published by assumption, or asked about first, as its scope says") {
    CHECK(stand(std::nullopt, told(Publication::assumed), Freshness::renewed, now) ==
          known(Publication::assumed, std::nullopt, std::nullopt));
    CHECK(stand(std::nullopt, told(Publication::unknown), Freshness::renewed, now) ==
          known(Publication::unknown, std::nullopt, now));
}

TEST_CASE("the source's own word settles it, with the hour at which it was asked") {
    for (const auto before : {Publication::unknown, Publication::assumed, Publication::open, Publication::withheld}) {
        const auto row = known(before, yesterday, yesterday);
        CHECK(stand(row, told(Publication::open), Freshness::same, now) == known(Publication::open, now, std::nullopt));
        const auto withheld = stand(row, told(Publication::withheld, "preferences.private"), Freshness::same, now);
        CHECK(withheld.publication == Publication::withheld);
        CHECK(withheld.why == "preferences.private");
        CHECK(withheld.asked == now);
        CHECK(!withheld.due);
    }
}

TEST_CASE("what the source keeps to itself is not published because a list names it") {
    const auto withheld = known(Publication::withheld, yesterday, std::nullopt);
    for (const auto met : {Publication::assumed, Publication::unknown}) {
        CHECK(stand(withheld, told(met), Freshness::same, now) == withheld);
        CHECK(stand(withheld, told(met), Freshness::renewed, now) == known(Publication::withheld, yesterday, now));
    }
}

TEST_CASE("what the source calls open stays published, and is asked about again once it was edited") {
    const auto open = known(Publication::open, yesterday, std::nullopt);
    for (const auto met : {Publication::assumed, Publication::unknown}) {
        CHECK(stand(open, told(met), Freshness::same, now) == open);
        CHECK(stand(open, told(met), Freshness::renewed, now) == known(Publication::open, yesterday, now));
    }
}

TEST_CASE("a scope that no longer assumes takes back what it had assumed, until the source is asked") {
    const auto assumed = known(Publication::assumed, std::nullopt, std::nullopt);
    CHECK(stand(assumed, told(Publication::unknown), Freshness::same, now) ==
          known(Publication::unknown, std::nullopt, now));
    const auto unknown = known(Publication::unknown, std::nullopt, yesterday);
    CHECK(stand(unknown, told(Publication::unknown), Freshness::same, now) == unknown);
    CHECK(stand(unknown, told(Publication::assumed), Freshness::same, now) == assumed);
}

TEST_CASE("an element that was edited is asked about again before it is published anew") {
    Story story;
    const auto listed = [](const std::string& revision, const std::string& text) {
        Batch batch = Story::page("12", "La Bulloterie", revision, text);
        batch.standings = {Standing{ItemId("12"), Publication::unknown, {}}};
        return batch;
    };
    const auto due = [&] {
        return story.last.delta.standings.empty() ? std::optional<Instant>() : story.last.delta.standings.front().due;
    };
    story.settles(listed("40", "resume=Un outil"));
    CHECK(due() == noon);
    Batch asked;
    asked.standings = {Standing{ItemId("12"), Publication::open, {}}};
    story.held.standings = {{ItemId("12"), story.last.delta.standings.front()}};
    story.settles(std::move(asked));
    CHECK(!due());
    CHECK(story.last.named.empty());
    story.held.standings = {{ItemId("12"), story.last.delta.standings.front()}};
    story.settles(listed("40", "resume=Un outil"));
    CHECK(story.last.delta.standings.empty());
    story.settles(listed("41", "resume=Un bel outil"));
    CHECK(due() == noon);
    CHECK(story.last.delta.standings.front().publication == Publication::open);
}
