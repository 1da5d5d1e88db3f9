// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/change.hpp"
#include "schema/fingerprint.hpp"
#include "tests/unit/schema/normalise_rig.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::test;
using Of = Mapping::Condition::Of;

namespace {

Mapping mapping_with_facts() {
    Mapping mapping{{kind("commun", Of::template_name, "Commun")}, {}, {}};
    mapping.facts = {{"archived", {{Of::template_name, "Archive"}, {Of::category, "Archives"}}},
                     {"stable", {{Of::value, "/complete=yes"}}}};
    return mapping;
}

// The record of a page as it is after a second reading, in revision 2.
Snapshot read_again(const Page& before, const Page& after) {
    const Mapping mapping = mapping_with_facts();
    Snapshot old = before.under(mapping);
    inherit_provenance(old, nullptr, RevisionId("1"), true);
    Snapshot now = after.under(mapping);
    inherit_provenance(now, &old, RevisionId("2"), false);
    return now;
}

Page commun() {
    return Page().has("Commun", {});
}

}  // namespace

TEST_CASE("one condition that holds is enough for a fact, and the first one is told") {
    const Snapshot filed = commun().in_category("archives").under(mapping_with_facts());
    CHECK(filed.fields.at("facts") == Value(Value::List{"archived"}));
    CHECK(filed.provenance.at("facts.archived").rule == "category:Archives");
    CHECK(filed.provenance.at("facts").rule == "category:Archives");
    const Snapshot both = commun().has("Archive", {}).in_category("Archives").under(mapping_with_facts());
    CHECK(both.provenance.at("facts.archived").rule == "template:Archive");
}

TEST_CASE("a page of which nothing is stated has no facts") {
    CHECK_FALSE(commun().under(mapping_with_facts()).fields.contains("facts"));
    CHECK_FALSE(commun().in_category("Archives").under(Mapping{}).fields.contains("facts"));
}

TEST_CASE("facts stand in the order of their words, and may contradict each other") {
    const Snapshot both = commun().says("/complete", "Yes").in_category("Archives").under(mapping_with_facts());
    CHECK(both.fields.at("facts") == Value(Value::List{"archived", "stable"}));
}

TEST_CASE("a fact is as old as the revision that brought it, whatever other facts come and go") {
    const Page finished = commun().says("/complete", "yes");
    const Snapshot after = read_again(finished, Page(finished).in_category("Archives"));
    CHECK(after.provenance.at("facts.stable") == Provenance{"json:/complete=yes", RevisionId("1"), true});
    CHECK(after.provenance.at("facts.archived") == Provenance{"category:Archives", RevisionId("2"), false});
}

TEST_CASE("a fact that comes or goes is a change of the record") {
    const Mapping mapping = mapping_with_facts();
    const auto changes = compare(commun().under(mapping), commun().in_category("Archives").under(mapping));
    CHECK(changes == std::vector<FieldChange>{{"facts", std::nullopt, "archived"}});
}

TEST_CASE("other facts are another meaning; none at all means what it meant before there were any") {
    const Mapping plain{{kind("commun", Of::template_name, "Commun")}, {}, {}};
    Mapping other = mapping_with_facts();
    other.facts.front().when.pop_back();
    CHECK(meaning_of(plain) != meaning_of(mapping_with_facts()));
    CHECK(meaning_of(other) != meaning_of(mapping_with_facts()));
}
