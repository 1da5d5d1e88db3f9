// SPDX-License-Identifier: GPL-3.0-or-later
// A feed that does not tell all, and a source that was put back.
#include "tests/unit/daemon/poll_rig.hpp"
#include "tests/unit/daemon/wiki_life.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace moisson;
using namespace moisson::test;
using namespace std::chrono_literals;

namespace {

// Harvested, lived with, then away: what happened meanwhile is no longer in the feed.
void long_away(PollRig& rig) {
    rig.wiki.edits = 100;
    rig.run(Verb::poll);
    edit(rig.wiki, 12, "{{Tiers-lieu|nom=WIP}}");
    rig.run(Verb::poll);
    edit(rig.wiki, 4, "{{Tiers-lieu|nom=Pendant l'absence}}");
    remove(rig.wiki, 1);
    rig.wiki.forgotten = rig.wiki.feed.size();
    rig.wiki.edits = 102;
}

Road broken_at(std::size_t place) {
    return [place](std::size_t request, HttpResponse answer) -> Result<HttpResponse> {
        if (request != place) return answer;
        return fail(ErrorKind::transport, "wiki", "connection reset");
    };
}

std::size_t count(const std::string& text, const std::string& word) {
    std::size_t found = 0;
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++found;
    return found;
}

// The wiki as it was once, kept to be put back.
struct Backup {
    explicit Backup(const PollRig& rig) : wiki(rig.wiki) {}
    void put_back(PollRig& rig) const {
        const std::string now = rig.wiki.now;
        rig.wiki = wiki;
        rig.wiki.now = now;
        let_a_minute_pass(rig.wiki);
    }
    mediawiki_test::ScriptedWiki wiki;
};

// An edit is lost with the backup, another one gets its number.
void given_again(PollRig& rig) {
    rig.wiki.edits = 100;
    rig.run(Verb::poll);
    const Backup backup(rig);
    edit(rig.wiki, 12, "{{Tiers-lieu|nom=Perdu}}");
    create(rig.wiki, 20, "Page perdue", "perdue aussi");
    rig.wiki.edits = 102;
    rig.run(Verb::poll);
    backup.put_back(rig);
    edit(rig.wiki, 4, "{{Tiers-lieu|nom=Sous le même numéro}}");
    create(rig.wiki, 20, "Autre page", "sous le même numéro de page");
    rig.wiki.edits = 102;
}

}  // namespace

TEST_CASE("what the feed forgot is found in the same run, and said") {
    PollRig rig;
    long_away(rig);
    const Told told = rig.run(Verb::poll);
    CHECK(told.run.outcome == Outcome::complete);
    CHECK(told.run.drift == 1u);  // the edit; the log told of the deletion
    REQUIRE(told.notes.size() == 1);
    CHECK(told.notes[0].find("no longer reach back") != std::string::npos);
    CHECK(rig.exports().find("Pendant l'absence") != std::string::npos);
    const auto changes = rig.changes();
    CHECK(std::count_if(changes.begin(), changes.end(),
                        [](const auto& line) { return line.find("@life: alive → gone") != std::string::npos; }) == 1);
    const Told next = rig.run(Verb::poll);
    CHECK_FALSE(next.run.drift);
    CHECK(next.run.requests == 1);
    CHECK(rig.run(Verb::deep_census).run.drift == 0u);
}

TEST_CASE("a return that is cut anywhere is still a return") {
    PollRig undisturbed;
    long_away(undisturbed);
    const Told whole = undisturbed.run(Verb::poll);
    const std::string expected = undisturbed.exports();
    REQUIRE(whole.run.requests > 10);
    for (std::size_t place = 1; place <= whole.run.requests; ++place) {
        CAPTURE(place);
        PollRig rig(Insisting::never);
        long_away(rig);
        rig.disturb(broken_at(place));
        CHECK(rig.run(Verb::poll).run.outcome != Outcome::complete);
        rig.leave_in_peace();
        rig.restart();
        rig.pass(2h);  // what was postponed is due again
        CHECK(rig.run(Verb::poll).run.outcome == Outcome::complete);
        CHECK(rig.exports() == expected);
    }
}

TEST_CASE("a return whose commits fail anywhere is still a return") {
    PollRig undisturbed;
    long_away(undisturbed);
    undisturbed.run(Verb::poll);
    const std::string expected = undisturbed.exports();
    for (std::size_t commit = 1; commit <= undisturbed.commits(); ++commit) {
        CAPTURE(commit);
        PollRig rig;
        long_away(rig);
        rig.refuse_commit(commit);
        CHECK(rig.run(Verb::poll).run.outcome == Outcome::failed);
        rig.restart();
        CHECK(rig.run(Verb::poll).run.outcome == Outcome::complete);
        CHECK(rig.exports() == expected);
    }
}

TEST_CASE("a wiki put back is refused at each visit, and nothing of ours changes") {
    PollRig rig;
    given_again(rig);
    const std::string before = rig.exports();
    for (const Verb verb : {Verb::poll, Verb::census, Verb::deep_census, Verb::resync_full, Verb::poll}) {
        const Told told = rig.run(verb);
        CHECK(told.run.outcome == Outcome::refused);
        CHECK(told.run.error.find("put back to an older state: 2 revisions") != std::string::npos);
        CHECK(told.run.error.find("moisson confirm") != std::string::npos);
        CHECK(rig.exports() == before);
    }
}

TEST_CASE("once confirmed, the wiki is read as it is, and no id of a resource stands for two") {
    PollRig rig;
    given_again(rig);
    CHECK(rig.run(Verb::poll).run.outcome == Outcome::refused);
    CHECK(rig.run(Verb::confirm).run.outcome == Outcome::complete);
    const std::string after = rig.exports();
    CHECK(after.find("\"Tiers-lieu|nom\":\"Perdu\"") == std::string::npos);
    CHECK(after.find("Sous le même numéro") != std::string::npos);
    CHECK(count(after, "\"resource\":\"petit-20.1\"") >= 1);
    CHECK(rig.run(Verb::deep_census).run.drift == 0u);
    CHECK(rig.run(Verb::poll).run.outcome == Outcome::complete);
    CHECK(rig.run(Verb::confirm).error == ErrorKind::config);
}

TEST_CASE("a confirmation that is cut anywhere ends as one left in peace") {
    PollRig undisturbed;
    given_again(undisturbed);
    undisturbed.run(Verb::poll);
    const Told whole = undisturbed.run(Verb::confirm);
    const std::string expected = undisturbed.exports();
    for (std::size_t place = 1; place <= whole.run.requests; ++place) {
        CAPTURE(place);
        PollRig rig(Insisting::never);
        given_again(rig);
        rig.run(Verb::poll);
        rig.disturb(broken_at(place));
        CHECK(rig.run(Verb::confirm).run.outcome != Outcome::complete);
        rig.leave_in_peace();
        rig.restart();
        rig.pass(2h);
        CHECK(rig.run(Verb::poll).run.outcome == Outcome::complete);
        CHECK(rig.run(Verb::deep_census).run.drift.has_value());
        CHECK(rig.exports() == expected);
    }
}

TEST_CASE("a wiki that recounts its edits, and lost none, is followed on") {
    PollRig rig;
    rig.wiki.edits = 100;
    rig.run(Verb::poll);
    edit(rig.wiki, 12, "{{Tiers-lieu|nom=WIP}}");
    rig.wiki.edits = 50;
    const Told told = rig.run(Verb::poll);
    CHECK(told.run.outcome == Outcome::complete);
    CHECK(rig.exports().find("WIP") != std::string::npos);
    CHECK(rig.run(Verb::poll).run.requests == 1);
}

TEST_CASE("what is absent without a word is believed on another day, and at once when a person says so") {
    for (const bool asked : {false, true}) {
        PollRig rig;
        rig.run(Verb::poll);
        const std::size_t all = rig.wiki.pages.size();
        rig.wiki.pages.resize(asked ? all / 3 : all - 1);
        const Told first = rig.run(Verb::census);
        CHECK(first.run.outcome == (asked ? Outcome::refused : Outcome::complete));
        CHECK(rig.exports().find("\"deleted\":true") == std::string::npos);
        if (!asked) {
            let_a_minute_pass(rig.wiki);
            rig.run(Verb::census);
            CHECK(rig.exports().find("\"deleted\":true") == std::string::npos);
            rig.wiki.now = "2026-11-26T10:00:00Z";
            rig.pass(24h);
        }
        CHECK(rig.run(asked ? Verb::confirm : Verb::census).run.outcome == Outcome::complete);
        CHECK(rig.exports().find("\"deleted\":true") != std::string::npos);
    }
}
