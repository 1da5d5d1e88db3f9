// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/contributions.hpp"
#include "tests/unit/health/histories.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::health;
using namespace moisson::health::test;

namespace {

Revision by(std::string name, Actor::Kind kind = Actor::Kind::account) {
    Revision revision;
    revision.at = now;
    revision.actor = Actor{std::move(name), kind};
    revision.sha1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
    return revision;
}

Act::By told_by(const Revision& revision) {
    return act_of(revision, Person{1}, TextMark::unknown).by;
}

}  // namespace

TEST_CASE("a robot is known by its flag or its name, and « Robotique » is none") {
    for (const char* name :
         {"Bot", "bot", "Movilab Bot", "Bot de Movilab", "Movilab_bot", "Maj-BOT", "(bot)", "Bot2 bot"})
        CHECK_MESSAGE(told_by(by(name)) == Act::By::bot, name);
    for (const char* name : {"Robotique", "Abbott", "Éloi Botté", "Botéro", "Debot", "Bots", "Bot2", "", "bo", "ébot"})
        CHECK_MESSAGE(told_by(by(name)) == Act::By::account, name);
    Revision flagged = by("Alice");
    flagged.bot = true;
    CHECK(told_by(flagged) == Act::By::bot);
}

TEST_CASE("the wiki's own software, unsigned, hidden and imported authors are told apart") {
    CHECK(told_by(by("Maintenance script")) == Act::By::system);
    CHECK(told_by(by("192.0.2.7", Actor::Kind::anonymous)) == Act::By::anonymous);
    CHECK(told_by(by("autre>Alice", Actor::Kind::import)) == Act::By::import);
    Revision hidden = by("Alice");
    hidden.hidden.user = true;
    CHECK(told_by(hidden) == Act::By::hidden);
    CHECK(act_of(hidden, Person{7}, TextMark::unknown).who == Person{});
    hidden.actor.reset();
    CHECK(told_by(hidden) == Act::By::hidden);
}

TEST_CASE("a text is known by its SHA-1, or not at all") {
    CHECK(mark_of("da39a3ee5e6b4b0d3255bfef95601890afd80709") == TextMark{0xda39a3ee5e6b4b0d});
    CHECK(mark_of("DA39A3EE5E6B4B0D") == TextMark{0xda39a3ee5e6b4b0d});
    for (const char* text :
         {"", "da39", "da39a3ee5e6b4b0", "zz39a3ee5e6b4b0d", "da39a3ee 5e6b4b0d", "-a39a3ee5e6b4b0d"})
        CHECK(mark_of(text) == TextMark::unknown);
}

TEST_CASE("the tags of MediaWiki say what takes back, and what was taken back") {
    for (const char* tag : {"mw-rollback", "mw-undo", "mw-manual-revert"}) {
        Revision revision = by("Alice");
        revision.tags = {"mobile edit", tag};
        CHECK(act_of(revision, Person{1}, TextMark::unknown).tagged_revert);
        CHECK_FALSE(act_of(revision, Person{1}, TextMark::unknown).tagged_reverted);
    }
    Revision revision = by("Alice");
    revision.tags = {"mw-reverted"};
    CHECK(act_of(revision, Person{1}, TextMark::unknown).tagged_reverted);
    CHECK_FALSE(act_of(revision, Person{1}, TextMark::unknown).tagged_revert);
}

TEST_CASE("a history is cut when its oldest revision has a parent, or came from elsewhere") {
    CHECK_FALSE(begins_earlier(by("Alice")));
    CHECK(begins_earlier(by("autre>Alice", Actor::Kind::import)));
    Revision cut = by("Alice");
    cut.parent = RevisionId("3");
    CHECK(begins_earlier(cut));
}
