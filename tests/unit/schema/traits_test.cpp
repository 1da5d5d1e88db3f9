// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/traits.hpp"

#include <doctest/doctest.h>

using namespace moisson;

namespace {

Traits movilab() {
    Traits traits;
    traits.software = "MediaWiki 1.39.17";
    traits.base_url = "https://movilab.org";
    traits.data_licence = "CC-BY-SA-4.0";
    traits.attribution = "Movilab";
    traits.unique_revision_ids = true;
    traits.readable = false;
    traits.pages = 6114;
    traits.details =
        Value(Value::Object{{"case", Value("first-letter")}, {"namespaces", Value(Value::List{Value(0), Value(10)})}});
    return traits;
}

}  // namespace

TEST_CASE("what a probe learnt is the same after it was kept") {
    for (const Traits& traits : {movilab(), Traits{}}) {
        const auto text = from_json(to_json(to_value(traits)));
        REQUIRE(text);
        const auto read = traits_from(*text);
        REQUIRE(read);
        CHECK(*read == traits);
    }
}

TEST_CASE("that an account was refused is kept with the source, and forgotten where it cannot be read") {
    Traits traits = movilab();
    traits.refusal = Refusal{*from_iso("2026-11-30T06:53:00Z"), "way file 1", "signing in failed"};
    const auto read = traits_from(*from_json(to_json(to_value(traits))));
    REQUIRE(read);
    CHECK(read->refusal == traits.refusal);
    for (const Value& odd : {Value(), Value("x"), Value(Value::Object{{"at", "yesterday"}, {"why", "x"}})}) {
        Value kept = to_value(traits);
        kept.object()->insert_or_assign("refusal", odd);
        const auto without = traits_from(kept);
        REQUIRE(without);
        CHECK_FALSE(without->refusal.has_value());
    }
}

TEST_CASE("traits kept by an older version lack words, and have their defaults") {
    const auto read = traits_from(Value(Value::Object{{"software", Value("MediaWiki 1.35")}}));
    REQUIRE(read);
    CHECK(read->readable);
    CHECK(!read->pages);
    CHECK(read->software == "MediaWiki 1.35");
}

TEST_CASE("traits of another shape are refused") {
    CHECK(!traits_from(Value()));
    CHECK(!traits_from(Value("MediaWiki")));
    CHECK(!traits_from(Value(Value::Object{{"software", Value(1)}})));
    CHECK(!traits_from(Value(Value::Object{{"readable", Value("yes")}})));
    CHECK(!traits_from(Value(Value::Object{{"pages", Value(-1)}})));
    CHECK(!traits_from(Value(Value::Object{{"pages", Value(1.5)}})));
}
