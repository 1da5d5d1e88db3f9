// SPDX-License-Identifier: GPL-3.0-or-later
// Too much of what we know would be lost at once: it is held until a person has said so.
#include "tests/unit/daemon/poll_rig.hpp"
#include "tests/unit/daemon/wiki_life.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace moisson;
using namespace moisson::test;

namespace {

constexpr int first_commun = 100;
constexpr int communs = 40;

std::string commun(const std::string& summary) {
    return "{{Commun|shortdescription=" + summary + "|referent=Anne}}";
}

// Forty communs with a summary, harvested.
void harvested(PollRig& rig) {
    for (int i = 0; i < communs; ++i)
        create(rig.wiki, first_commun + i, "Commun " + std::to_string(i), commun("Résumé " + std::to_string(i)));
    rig.wiki.feed.clear();
    REQUIRE(rig.run(Verb::poll).run.outcome == Outcome::complete);
    REQUIRE(rig.run(Verb::poll).run.outcome == Outcome::complete);
}

void empty(PollRig& rig, int from, int count) {
    for (int i = from; i < from + count; ++i) edit(rig.wiki, first_commun + i, commun(""));
}

std::ptrdiff_t count(const std::string& text, const std::string& word) {
    std::ptrdiff_t found = 0;
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++found;
    return found;
}

std::ptrdiff_t summaries(PollRig& rig) {
    return count(rig.exports(), "\"summary\":\"Résumé");
}

std::ptrdiff_t those_called_commun(PollRig& rig) {
    return count(rig.exports(), "\"kind\":\"commun\"");
}

}  // namespace

TEST_CASE("a mapping that empties a field of a whole kind changes nothing, and says what it would have lost") {
    PollRig rig;
    harvested(rig);
    const std::string before = rig.exports();
    rig.leave_out_of_mapping("summary");
    rig.restart();
    for (const Verb verb : {Verb::poll, Verb::census, Verb::poll}) {
        const Told refused = rig.run(verb);
        CHECK(refused.run.outcome == Outcome::refused);
        CHECK(refused.run.error.find(" records of the kind commun would lose their summary, by our own rules") !=
              std::string::npos);
        CHECK(refused.run.error.find("moisson confirm petit") != std::string::npos);
    }
    CHECK(rig.exports() == before);
    const auto awaits = rig.awaits();
    REQUIRE(awaits);
    CHECK(awaits->matter == Awaiting::Matter::mass_loss);
    CHECK(awaits->cause == Cause::mapping);
    REQUIRE(awaits->losses.size() == 1);
    CHECK(awaits->losses[0].examples.size() == 3);
}

TEST_CASE("the mapping as it was is followed again without a person's word") {
    PollRig rig;
    harvested(rig);
    rig.leave_out_of_mapping("summary");
    rig.restart();
    rig.run(Verb::poll);
    rig.mapping_as_shipped();
    rig.restart();
    CHECK(rig.run(Verb::poll).run.outcome == Outcome::complete);
    CHECK_FALSE(rig.awaits());
    CHECK(summaries(rig) == communs);
}

TEST_CASE("a person's word lets a mapping take what it takes, and none of it is news") {
    PollRig rig;
    harvested(rig);
    rig.leave_out_of_mapping("summary");
    rig.restart();
    rig.run(Verb::poll);
    const Told confirmed = rig.run(Verb::confirm);
    CHECK(confirmed.run.outcome == Outcome::complete);
    CHECK(confirmed.run.changed == 0);
    CHECK_FALSE(rig.awaits());
    CHECK(summaries(rig) == 0);
    CHECK(rig.run(Verb::poll).run.outcome == Outcome::complete);
    CHECK(rig.run(Verb::confirm).error == ErrorKind::config);
}

TEST_CASE("the name by which many pages call their template is gone: they stay what they were until a person says so") {
    PollRig rig;
    rig.wiki.page(3).title = "Modèle:Fiche";  // leads to {{Commun}}
    for (int i = 0; i < communs; ++i)
        create(rig.wiki, 200 + i, "Fiche " + std::to_string(i), "{{Fiche|shortdescription=Résumé}}");
    harvested(rig);
    const auto before = those_called_commun(rig);
    CHECK(before >= std::ptrdiff_t{2} * communs);
    remove(rig.wiki, 3);
    const Told told = rig.run(Verb::poll);
    CHECK(told.run.outcome == Outcome::refused);
    CHECK(told.run.error.find("40 of ") != std::string::npos);
    CHECK(told.run.error.find("would be of another kind") != std::string::npos);
    CHECK(those_called_commun(rig) == before);
    CHECK(rig.run(Verb::poll).run.outcome == Outcome::refused);
    CHECK(rig.run(Verb::confirm).run.outcome == Outcome::complete);
    CHECK(those_called_commun(rig) == before - communs);
    CHECK(rig.run(Verb::poll).run.outcome == Outcome::complete);
}

TEST_CASE(
    "many pages emptied at the source are held from the one on that is too many, and nothing of it is forgotten") {
    PollRig rig;
    harvested(rig);
    empty(rig, 0, 30);
    const Told refused = rig.run(Verb::poll);
    CHECK(refused.run.outcome == Outcome::refused);
    CHECK(refused.run.error.find("records of the kind commun would lose their summary") != std::string::npos);
    const auto kept = summaries(rig);
    CHECK(kept >= communs - 20);
    CHECK(rig.awaits()->cause == Cause::source);
    CHECK(rig.run(Verb::poll).run.outcome == Outcome::refused);
    rig.restart();
    CHECK(rig.run(Verb::poll).run.outcome == Outcome::refused);
    CHECK(summaries(rig) == kept);
    CHECK(rig.run(Verb::confirm).run.outcome == Outcome::complete);
    CHECK(summaries(rig) == communs - 30);
    CHECK_FALSE(rig.awaits());
    CHECK(rig.debts() == 0);
}

TEST_CASE("a person's word counts for what was shown: rules that take more meanwhile are held again") {
    PollRig rig;
    harvested(rig);
    rig.leave_out_of_mapping("summary");
    rig.restart();
    rig.run(Verb::poll);
    rig.leave_out_of_mapping("contacts");
    rig.restart();
    CHECK(rig.run(Verb::confirm).run.outcome == Outcome::refused);
    CHECK(summaries(rig) == communs);
    const auto awaits = rig.awaits();
    REQUIRE(awaits);
    CHECK(awaits->losses.size() == 2);
    CHECK(rig.run(Verb::confirm).run.outcome == Outcome::complete);
    CHECK(summaries(rig) == 0);
}

TEST_CASE("pages that were emptied and are whole again need nobody") {
    PollRig rig;
    harvested(rig);
    empty(rig, 0, 30);
    CHECK(rig.run(Verb::poll).run.outcome == Outcome::refused);
    for (int i = 0; i < 30; ++i) edit(rig.wiki, first_commun + i, commun("Résumé " + std::to_string(i)));
    CHECK(rig.run(Verb::poll).run.outcome == Outcome::complete);
    CHECK_FALSE(rig.awaits());
    CHECK(summaries(rig) == communs);
}

TEST_CASE("twenty pages emptied at once are people's work") {
    PollRig rig;
    harvested(rig);
    empty(rig, 0, 20);
    CHECK(rig.run(Verb::poll).run.outcome == Outcome::complete);
    CHECK(summaries(rig) == communs - 20);
}
