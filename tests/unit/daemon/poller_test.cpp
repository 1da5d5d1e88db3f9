// SPDX-License-Identifier: GPL-3.0-or-later
// What a run is: what it costs, what it keeps, how it ends.
#include "tests/unit/daemon/poll_rig.hpp"
#include "tests/unit/daemon/wiki_life.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <utility>

using namespace moisson;
using namespace moisson::test;
using namespace std::chrono_literals;

namespace {

bool tells(const std::vector<std::string>& lines, const std::string& words) {
    return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) { return line.find(words) == 0; });
}

}  // namespace

TEST_CASE("a first harvest asks who the wiki is, reads it whole, looks at its feed once, and tells no news") {
    PollRig rig;
    const Told first = rig.run(Verb::poll);
    CHECK(first.run.verb == "harvest");
    CHECK(first.run.outcome == Outcome::complete);
    CHECK(first.run.listed == 11);  // the user's draft is not followed
    CHECK(first.run.seen == 11);
    CHECK(first.run.changed == 0);
    CHECK_FALSE(first.run.drift.has_value());
    CHECK(first.run.requests == 1 + 6 + 1 + 1);  // probe, six namespaces, revisions, feed
    CHECK(rig.wiki.asked().size() == first.run.requests);
    CHECK(rig.changes().empty());
    CHECK(rig.debts() == 0);
}

TEST_CASE("a poll of a wiki where nothing happened costs one request and changes nothing") {
    PollRig rig;
    rig.run(Verb::poll);
    const std::string held = rig.exports();
    for (int again = 0; again < 3; ++again) {
        rig.pass(10min);
        let_a_minute_pass(rig.wiki);
        const Told poll = rig.run(Verb::poll);
        CHECK(poll.run.verb == "poll");
        CHECK(poll.run.outcome == Outcome::complete);
        CHECK(poll.run.requests == 1);
        CHECK(poll.run.changed == 0);
        CHECK(rig.exports() == held);
    }
}

TEST_CASE("what people did becomes changes once, although the feed repeats it") {
    PollRig rig;
    rig.run(Verb::poll);
    edit(rig.wiki, 12, "{{Tiers-lieu|nom=WIP|description=Un lieu}}");
    create(rig.wiki, 20, "Nouveau lieu", "bonjour");
    remove(rig.wiki, 1);
    move(rig.wiki, 4, "Badge commun", 21);
    const Told news = rig.run(Verb::poll);
    CHECK(news.run.outcome == Outcome::complete);
    CHECK(news.run.changed == 5);  // and the redirect that the move left
    const auto changes = rig.changes();
    CHECK(tells(changes, "Accueil @life: alive → gone"));
    CHECK(tells(changes, "Nouveau lieu @life: - → alive"));
    CHECK(tells(changes, "Badge commun title: Badge inter lieux → Badge commun"));
    CHECK(tells(changes, "Le WIP description: - → Un lieu"));
    const std::string held = rig.exports();
    for (int again = 0; again < 2; ++again) {
        const Told quiet = rig.run(Verb::poll);
        CHECK(quiet.run.changed == 0);
        CHECK(rig.exports() == held);
    }
}

TEST_CASE("a source that is known is not asked who it is, except once by a new process") {
    PollRig rig;
    rig.run(Verb::poll);
    rig.wiki.forget_questions();
    rig.run(Verb::poll);
    CHECK(rig.wiki.asked().size() == 1);
    rig.restart();
    rig.wiki.forget_questions();
    rig.run(Verb::poll);
    rig.run(Verb::poll);
    CHECK(rig.wiki.asked().size() == 1 + 1 + 1);
}

TEST_CASE("an emptied source changes nothing and calls a human, whoever asks") {
    for (const Verb verb : {Verb::poll, Verb::census, Verb::resync_full}) {
        CAPTURE(static_cast<int>(verb));
        PollRig rig;
        rig.run(Verb::poll);
        const std::string held = rig.exports();
        const std::string cursor = rig.cursor();
        const auto pages = std::exchange(rig.wiki.pages, {});
        const Told refused = rig.run(verb);
        CHECK(refused.run.outcome == Outcome::refused);
        CHECK(refused.error == ErrorKind::conflict);
        CHECK(refused.run.error.find("fewer than half") != std::string::npos);
        CHECK(rig.exports() == held);
        CHECK(rig.cursor() == cursor);
        rig.wiki.pages = pages;
        const Told back = rig.run(verb);
        CHECK(back.run.outcome == Outcome::complete);
        CHECK(rig.exports() == held);
    }
}

TEST_CASE("a page that makes the server fail is left out by name; the others arrive, and it comes another day") {
    PollRig rig;
    rig.wiki.poison = {12};
    const Told partial = rig.run(Verb::poll);
    CHECK(partial.run.outcome == Outcome::partial);
    CHECK_FALSE(partial.error.has_value());
    CHECK(partial.run.listed == 11);
    CHECK(partial.run.seen == 10);
    REQUIRE(partial.notes.size() >= 1);
    CHECK(partial.notes.front().find("page 12") != std::string::npos);
    CHECK(rig.debts() == 1);
    rig.wiki.poison.clear();
    const Told too_soon = rig.run(Verb::poll);
    CHECK(too_soon.run.requests == 1);
    CHECK(rig.debts() == 1);
    CHECK(rig.exports().find("Tiers-lieu") == std::string::npos);
    rig.pass(24h);
    CHECK(rig.run(Verb::poll).run.outcome == Outcome::complete);
    CHECK(rig.debts() == 0);
    CHECK(rig.run(Verb::census).run.drift == 0u);
}

TEST_CASE("a census finds what no feed told, mends it, and counts it as drift") {
    PollRig rig;
    rig.run(Verb::poll);
    edit_silently(rig.wiki, 12, "{{Tiers-lieu|nom=Autre}}");
    CHECK(rig.run(Verb::poll).run.changed == 0);
    const Told found = rig.run(Verb::census);
    CHECK(found.run.outcome == Outcome::complete);
    CHECK(found.run.drift == 1u);
    CHECK(found.run.changed == 1);
    CHECK(rig.run(Verb::census).run.drift == 0u);
    const Told deep = rig.run(Verb::deep_census);
    CHECK(deep.run.drift == 0u);
    CHECK(deep.run.listed == 11);  // every page has a revision
    CHECK(deep.run.seen == 11);
}

TEST_CASE("what happens while a census is taken explains itself") {
    PollRig rig;
    rig.run(Verb::poll);
    rig.disturb([&rig](std::size_t request, HttpResponse answer) -> Result<HttpResponse> {
        if (request == 3) {  // the articles are listed, the feed is yet to come
            edit(rig.wiki, 12, "bonjour");
            create(rig.wiki, 20, "Nouveau lieu", "bonjour");
            remove(rig.wiki, 1);
        }
        return answer;
    });
    const Told census = rig.run(Verb::census);
    CHECK(census.run.outcome == Outcome::complete);
    CHECK(census.run.drift == 0u);
    CHECK(census.run.changed == 3);
}

TEST_CASE("what a feed told is no drift, whatever happened to the pages") {
    PollRig rig;
    rig.run(Verb::poll);
    edit(rig.wiki, 12, "bonjour");
    create(rig.wiki, 20, "Nouveau lieu", "bonjour");
    remove(rig.wiki, 1);
    move(rig.wiki, 4, "Badge commun", 21);
    CHECK(rig.run(Verb::deep_census).run.drift == 0u);
    CHECK(rig.run(Verb::census).run.drift == 0u);
    CHECK(rig.run(Verb::deep_census).run.drift == 0u);
}

TEST_CASE("only the census of every revision finds what was hidden in the past") {
    PollRig rig;
    rig.run(Verb::poll);
    rig.wiki.page(4).revisions.front().hidden = true;
    CHECK(rig.run(Verb::census).run.drift == 0u);
    CHECK(rig.run(Verb::deep_census).run.drift == 1u);
    CHECK(rig.run(Verb::deep_census).run.drift == 0u);
}

TEST_CASE("a page asked for is read again with its history, and one that nobody knows is an error with a remedy") {
    PollRig rig;
    rig.run(Verb::poll);
    edit_silently(rig.wiki, 12, "{{Tiers-lieu|nom=Autre}}");
    const Told again = rig.resync({"Le WIP"});
    CHECK(again.run.outcome == Outcome::complete);
    CHECK(again.run.listed == 1);
    CHECK(again.run.changed == 1);
    const Told unknown = rig.resync({"Nulle part"});
    CHECK(unknown.error == ErrorKind::config);
    CHECK(unknown.run.error.find("Nulle part") != std::string::npos);
}

TEST_CASE("a run that is stopped anywhere is interrupted; what it kept stays, and the next one goes on from there") {
    PollRig whole;
    const std::uint64_t requests = whole.run(Verb::poll).run.requests;
    for (std::size_t request = 1; request <= requests; ++request) {
        CAPTURE(request);
        PollRig rig;
        const Told stopped = rig.run_stopped_at(request);
        CHECK(stopped.run.outcome == Outcome::interrupted);
        CHECK(stopped.error == ErrorKind::cancelled);
        const auto runs = rig.runs();
        REQUIRE(runs.size() == 1);
        CHECK(runs[0].outcome == Outcome::interrupted);
        rig.restart();
        const Told rest = rig.run(Verb::poll);
        CHECK(rest.run.outcome == Outcome::complete);
        CHECK(rig.exports() == whole.exports());
        CHECK(rig.cursor() == whole.cursor());
        // It does not begin again: a probe, and at most one answer is asked for twice.
        CHECK(stopped.run.requests + rest.run.requests <= requests + 2);
    }
}
