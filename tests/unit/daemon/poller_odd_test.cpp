// SPDX-License-Identifier: GPL-3.0-or-later
// Odd turns of events, told from what people see afterwards: nobody loses an id, nothing blocks the rest, nothing that
// is ours is told as somebody's edit.
#include "tests/unit/daemon/poll_rig.hpp"
#include "tests/unit/daemon/wiki_life.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <vector>

using namespace moisson;
using namespace moisson::test;
using namespace std::chrono_literals;

namespace {

// The lines of the exports that have all these words.
std::vector<std::string> lines(PollRig& rig, const std::vector<std::string>& words) {
    std::vector<std::string> found;
    std::istringstream all(rig.exports());
    for (std::string line; std::getline(all, line);) {
        bool has_all = true;
        for (const std::string& word : words) has_all = has_all && line.find(word) != std::string::npos;
        if (has_all) found.push_back(line);
    }
    return found;
}

bool is_complete(const Told& told) {
    return told.run.outcome == Outcome::complete;
}

void rewrite(PollRig& rig) {
    create(rig.wiki, 50, "Le WIP", "autre chose");
}

void restore_under_it(PollRig& rig) {
    auto& revisions = rig.wiki.page(50).revisions;
    revisions.insert(revisions.begin(), {114, "2026-11-20T10:00:14Z", "{{Tiers-lieu|nom=WIP}}"});
    log(rig.wiki, "delete/restore", 50, "Le WIP");
}

void make_template_redirect(PollRig& rig) {
    let_a_minute_pass(rig.wiki);
    rig.wiki.pages.push_back(
        {70, 10, "Modèle:Outil maison", {{6015, rig.wiki.now, "#REDIRECTION [[Modèle:Commun]]"}}, true, {}});
    rig.wiki.feed.push_back(rig.wiki.edit_row(70));
}

// What was told of the kind of that page, and why.
std::vector<std::string> changes_of_kind(PollRig& rig) {
    return lines(rig, {"\"field\":\"kind\"", "\"cause\""});
}

}  // namespace

TEST_CASE("a page written anew that gets the revisions of the deleted one continues its resource") {
    for (const bool with_polls_between : {true, false}) {
        CAPTURE(with_polls_between);
        PollRig rig;
        rig.run(Verb::poll);
        REQUIRE(lines(rig, {"\"id\":\"12\"", "\"resource\":\"petit-12\""}).size() == 1);
        remove(rig.wiki, 12);
        if (with_polls_between) rig.run(Verb::poll);
        rewrite(rig);
        if (with_polls_between) rig.run(Verb::poll);
        restore_under_it(rig);
        CHECK(is_complete(rig.run(Verb::poll)));
        CHECK(lines(rig, {"\"id\":\"50\"", "\"resource\":\"petit-12\""}).size() == 1);
        SUBCASE("and what was read of it is no trouble when the rules change") {
            make_template_redirect(rig);
            CHECK(is_complete(rig.run(Verb::poll)));
            rig.restart();
            CHECK(is_complete(rig.run(Verb::resync_full)));
        }
    }
}

TEST_CASE("a talk page stays with its resource when it, or what it speaks of, is deleted") {
    PollRig rig;
    rig.run(Verb::poll);
    const std::vector<std::string> as_before{"\"id\":\"6\"", "\"resource\":\"petit-4\""};
    REQUIRE(lines(rig, as_before).size() == 1);
    SUBCASE("its subject") {
        remove(rig.wiki, 4);
        rig.run(Verb::poll);
        edit(rig.wiki, 6, "ce qui reste");
    }
    SUBCASE("the talk page itself") {
        remove(rig.wiki, 6);
    }
    CHECK(is_complete(rig.run(Verb::poll)));
    CHECK(lines(rig, as_before).size() == 1);
}

TEST_CASE("a page gone here, restored there and unreadable is tried once, then later") {
    PollRig rig;
    rig.run(Verb::poll);
    const auto page = rig.wiki.page(12);
    remove(rig.wiki, 12);
    rig.run(Verb::poll);
    rig.wiki.pages.push_back(page);
    rig.wiki.poison = {12};
    log(rig.wiki, "delete/restore", 12, "Le WIP");
    const Told told = rig.run(Verb::poll);
    CHECK(told.run.outcome == Outcome::partial);
    CHECK(told.run.requests < 60);
    rig.wiki.poison.clear();
    rig.pass(1h);
    CHECK(is_complete(rig.run(Verb::poll)));
    CHECK(lines(rig, {"\"id\":\"12\"", "\"deleted\":false"}).size() == 1);
}

TEST_CASE("a start that failed is made again, and what it would have renewed is nobody's edit") {
    PollRig rig;
    rig.run(Verb::poll);
    edit(rig.wiki, 1, "{{Outil maison|description=a}}");
    rig.run(Verb::poll);
    SUBCASE("a full disk while a new process brings snapshots up to date") {
        make_template_redirect(rig);
        rig.run(Verb::poll);
        rig.wiki.pages.pop_back();
        log(rig.wiki, "delete/delete", 70, "Modèle:Outil maison", 10);
        rig.refuse_commit(2);
        CHECK(rig.run(Verb::poll).run.outcome == Outcome::failed);
        rig.restart();
        rig.refuse_commit(1);
        CHECK(rig.run(Verb::poll).run.outcome == Outcome::failed);
    }
    SUBCASE("a full disk while a template redirect is learnt") {
        make_template_redirect(rig);
        rig.refuse_commit(2);
        CHECK(rig.run(Verb::poll).run.outcome == Outcome::failed);
    }
    CHECK(is_complete(rig.run(Verb::poll)));
    edit(rig.wiki, 1, "{{Outil maison|description=a}} ");
    CHECK(is_complete(rig.run(Verb::poll)));
    for (const std::string& change : changes_of_kind(rig))
        CHECK(change.find("\"cause\":\"mapping\"") != std::string::npos);
}

TEST_CASE("a template redirect that is deleted is forgotten at once, as after a restart") {
    PollRig rig;
    rig.run(Verb::poll);
    edit(rig.wiki, 1, "{{Outil maison|description=a}}");
    make_template_redirect(rig);
    rig.run(Verb::poll);
    REQUIRE(lines(rig, {"\"id\":\"petit-1\"", "\"kind\":\"commun\""}).size() == 1);
    remove(rig.wiki, 70);
    CHECK(is_complete(rig.run(Verb::poll)));
    CHECK(lines(rig, {"\"id\":\"petit-1\"", "\"kind\":\"commun\""}).empty());
    const std::string before = rig.exports();
    rig.restart();
    CHECK(is_complete(rig.run(Verb::poll)));
    CHECK(rig.exports() == before);
}

TEST_CASE("everything again does not forget what the feed had still to tell") {
    PollRig rig;
    rig.run(Verb::poll);
    remove(rig.wiki, 12);
    for (int minute = 0; minute < 8; ++minute) let_a_minute_pass(rig.wiki);  // past the overlap of the feed
    CHECK(is_complete(rig.run(Verb::resync_full)));
    CHECK(lines(rig, {"\"id\":\"12\"", "\"deleted\":true"}).size() == 1);
}

TEST_CASE("a name or a text that the wiki hides disappears from what we told of it") {
    PollRig rig;
    rig.run(Verb::poll);
    edit(rig.wiki, 12, "{{Tiers-lieu|nom=Jeanne Dupont}}");
    rig.run(Verb::poll);
    SUBCASE("told of already") {
        edit(rig.wiki, 12, "{{Tiers-lieu|nom=WIP}}");
        rig.run(Verb::poll);
        REQUIRE(lines(rig, {"Dupont"}).size() == 2);
    }
    SUBCASE("and not yet") {
        edit(rig.wiki, 12, "{{Tiers-lieu|nom=WIP}}");
    }
    auto& revisions = rig.wiki.page(12).revisions;
    const std::string hidden = std::to_string(revisions[revisions.size() - 2].id);
    revisions[revisions.size() - 2].hidden = true;
    log(rig.wiki, "delete/revision", 12, "Le WIP");
    CHECK(is_complete(rig.run(Verb::poll)));
    CHECK(lines(rig, {"Dupont"}).empty());
    CHECK(lines(rig, {"\"revision\":\"" + hidden + "\"", "Anne"}).empty());
    CHECK(lines(rig, {"\"revision\":\"" + hidden + "\"", "\"field\""}).size() >= 1);
}

TEST_CASE("one reading that the source refuses holds up no other") {
    PollRig rig;
    rig.run(Verb::poll);
    edit(rig.wiki, 12, "refusé");
    edit(rig.wiki, 4, "accepté");
    rig.disturb([](std::size_t, HttpResponse answer) -> Result<HttpResponse> {
        const bool names_it = answer.body.find("refusé") != std::string::npos;
        return names_it ? HttpResponse(403, "no") : std::move(answer);
    });
    const Told told = rig.run(Verb::poll);
    CHECK(told.run.outcome == Outcome::partial);
    REQUIRE(told.notes.size() >= 1);
    CHECK(told.notes.front().find("page 12 was not read") != std::string::npos);
    CHECK(rig.debts() == 1);
    SUBCASE("and when the source refuses everything, that is said, and nothing is hammered") {
        edit(rig.wiki, 4, "encore");
        edit(rig.wiki, 1, "aussi");
        edit(rig.wiki, 2, "et lui");
        rig.disturb([](std::size_t request, HttpResponse answer) -> Result<HttpResponse> {
            return request == 1 ? std::move(answer) : HttpResponse(403, "no");
        });
        const Told all = rig.run(Verb::poll);
        CHECK(all.run.outcome == Outcome::failed);
        CHECK(all.error == ErrorKind::refused);
        CHECK(all.run.requests < 8);
    }
    rig.leave_in_peace();
    rig.pass(2h);
    CHECK(is_complete(rig.run(Verb::poll)));
    CHECK(rig.debts() == 0);
}

TEST_CASE("a page of two hundred thousand values is kept, and its neighbours and its repair arrive") {
    PollRig rig;
    rig.run(Verb::poll);
    std::string text = "{{A";
    for (int i = 0; i < 200'000; ++i) text += "|x";
    edit(rig.wiki, 12, text + "}}");
    CHECK(is_complete(rig.run(Verb::poll)));
    CHECK(rig.exports().size() < 1'000'000);
    edit(rig.wiki, 12, text + "}} ");
    edit(rig.wiki, 4, "autre chose");
    CHECK(is_complete(rig.run(Verb::poll)));
    edit(rig.wiki, 12, "tout va bien");
    CHECK(is_complete(rig.run(Verb::poll)));
}

TEST_CASE("of ten thousand values that nobody mapped two thousand are told, and how many more there are") {
    PollRig rig;
    rig.run(Verb::poll);
    std::string text = "{{A";
    for (int i = 0; i < 10'000; ++i) text += "|x";
    edit(rig.wiki, 12, text + "}}");
    CHECK(is_complete(rig.run(Verb::poll)));
    CHECK(lines(rig, {"\"8000 more values\""}).size() == 2);  // the record and the change
}

TEST_CASE("a page that nobody knows is said to be unknown, by its number too") {
    PollRig rig;
    rig.run(Verb::poll);
    for (const char* words : {"999999", "0", "Nulle part"}) {
        CAPTURE(words);
        const Told told = rig.resync({words});
        CHECK(told.run.outcome == Outcome::failed);
        CHECK(told.error == ErrorKind::config);
        CHECK(rig.debts() == 0);
    }
    CHECK(is_complete(rig.resync({"Le WIP", "4"})));
}
