// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/normaliser.hpp"
#include "tests/unit/schema/normalise_rig.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::test;
using Contract = Mapping::Contract;
using Of = Mapping::Condition::Of;

namespace {

Mapping under(Contract contract) {
    Mapping mapping{
        {kind("commun", Of::template_name, "Commun")}, {field("summary", {"param:court", "param:long"})}, {}};
    mapping.contract = contract;
    mapping.known = {from("param:complement")};
    return mapping;
}

Page page() {
    return Page()
        .has("Commun", {{"court", "Un outil"}, {"long", "Un grand outil"}, {"budget", "12"}, {"complement", "x"}})
        .has("Commun", {{"budget", "13"}})
        .has("Bandeau", {{"texte", "En travaux"}});
}

Account account(const Mapping& mapping, const Page& of) {
    return Normaliser(mapping).account_of(Subject{"Une page", 0, {}}, of.reading());
}

std::vector<std::string> keys_of_extra(const Account& account) {
    std::vector<std::string> keys;
    for (const auto& member : *account.record.snapshot.fields.at("extra").object()) keys.push_back(member.first);
    return keys;
}

}  // namespace

TEST_CASE("a value that appears from nowhere is kept and told of as the contract says") {
    const std::vector<std::string> all{"Bandeau|texte", "Commun#2|budget", "Commun|budget", "Commun|complement",
                                       "Commun|long"};
    const Account evolve = account(under(Contract::evolve), page());
    CHECK(keys_of_extra(evolve) == all);
    CHECK(evolve.record.surprises.empty());

    const Account freeze = account(under(Contract::freeze), page());
    CHECK(keys_of_extra(freeze) == all);
    CHECK(freeze.record.surprises == std::vector<std::string>{"Commun|budget"});
    CHECK_FALSE(freeze.record.refused);

    const Account discard = account(under(Contract::discard), page());
    CHECK(keys_of_extra(discard) ==
          std::vector<std::string>{"Bandeau|texte", "Commun#2|budget", "Commun|complement", "Commun|long"});
    CHECK(discard.record.surprises.empty());

    const Account reject = account(under(Contract::reject), page());
    CHECK(reject.record.surprises == std::vector<std::string>{"Commun|budget"});
    CHECK(reject.record.refused);
}

TEST_CASE("a contract asks nothing of other templates, of empty values, nor of what is known") {
    const Mapping mapping = under(Contract::reject);
    const Page calm = Page()
                          .has("Commun", {{"court", "x"}, {"budget", ""}, {"complement", "y"}})
                          .has("Bandeau", {{"texte", "En travaux"}});
    CHECK_FALSE(account(mapping, calm).record.refused);
    // A source in JSON has no templates: all it says is asked about.
    CHECK(account(mapping, Page().says("/budget", "12")).record.refused);
}

TEST_CASE("every value of a page has its story: who took it, or why nobody did") {
    Mapping mapping = under(Contract::evolve);
    mapping.fields.push_back(field("starts", {"param:debut"}, {"date", {}, {}, {}}));
    mapping.fields.push_back(field("tags", {"param:mots"}, list_of("url")));
    const Page told = Page().has("Commun", {{"court", "Un"},
                                            {"long", "Deux"},
                                            {"debut", "bientôt"},
                                            {"mots", "https://a.org, b"},
                                            {"complement", "x"},
                                            {"budget", "1"},
                                            {"budget", "2"},
                                            {"vide", ""}});
    std::vector<std::string> story;
    for (const Fate& fate : account(mapping, told).fates)
        story.push_back(fate.name + " " + fate.field + " " + std::string(name_of(fate.is)));
    CHECK(story == std::vector<std::string>{"Commun|court summary fed", "Commun|long summary passed_over",
                                            "Commun|debut starts not_understood", "Commun|mots tags partly",
                                            "Commun|complement  known", "Commun|budget  repeated",
                                            "Commun|budget  unread"});
}
