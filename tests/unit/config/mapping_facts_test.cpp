// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/config.hpp"
#include "tests/unit/config/refusal.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using test::mentions;
using test::refusal;

namespace {

Error refused(const std::string& line) {
    return refusal(parse_mapping("[facts]\n" + line + "\n", "movilab.toml"));
}

}  // namespace

TEST_CASE("what a source states is written as conditions, of which one is enough") {
    const auto mapping = parse_mapping(
        "[facts]\nstable = [\"tag:fini\"]\narchived = [\"template:Archive\", \"json:/disabled=true\"]\n", "m.toml");
    REQUIRE(mapping.has_value());
    using Of = Mapping::Condition::Of;
    const std::vector<Mapping::FactRule> expected{
        {"archived", {{Of::template_name, "Archive"}, {Of::value, "/disabled=true"}}}, {"stable", {{Of::tag, "fini"}}}};
    CHECK(mapping->facts == expected);
    CHECK(mapping->hash != parse_mapping("", "m.toml")->hash);
}

TEST_CASE("a fact nobody knows is refused where it stands, with the nearest one") {
    const Error error = refused("archive = [\"category:Archives\"]");
    CHECK(error.where == "movilab.toml:2:1");
    CHECK(mentions(error.remedy, "archived"));
}

TEST_CASE("a fact without conditions, or with one that looks at nothing, is refused where it stands") {
    CHECK(refused("archived = []").where == "movilab.toml:2:12");
    CHECK(refused("archived = \"category:Archives\"").where == "movilab.toml:2:12");
    CHECK(refused("archived = [\"Archives\"]").where == "movilab.toml:2:13");
    CHECK(mentions(refused("archived = [\"categorie:Archives\"]").remedy, "category"));
    CHECK(mentions(refused("archived = [\"category:A\", \"category:a\"]").what, "twice"));
    CHECK(refusal(parse_mapping("facts = 1\n", "movilab.toml")).where == "movilab.toml:1:9");
}
