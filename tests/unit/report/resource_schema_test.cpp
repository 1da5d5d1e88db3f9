// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/export_lines.hpp"
#include "schema/mapping.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <fstream>
#include <iterator>

using namespace moisson;

namespace {

// The published contract, as it is in the tree.
Value contract() {
    std::ifstream file(MOISSON_SOURCE_DIR "/schema/resource.schema.json");
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    auto value = from_json(text);
    REQUIRE_MESSAGE(value, (value ? "" : value.error().sentence()));
    return *std::move(value);
}

bool lists(const Value& list, const std::string& word) {
    return list.list() && std::count(list.list()->begin(), list.list()->end(), Value(word)) == 1;
}

}  // namespace

TEST_CASE("every field a mapping may feed is in the published schema") {
    const Value schema = contract();
    for (const std::string& field : known_fields()) CHECK_MESSAGE(schema.at("properties").at(field).object(), field);
}

TEST_CASE("the kinds of the published schema are those a mapping may decide") {
    const Value schema = contract();
    const Value& kinds = schema.at("properties").at("kind").at("enum");
    REQUIRE(kinds.list());
    CHECK(kinds.list()->size() == known_kinds().size());
    for (const std::string& kind : known_kinds()) CHECK_MESSAGE(lists(kinds, kind), kind);
}

TEST_CASE("a resource's line says what the published schema requires and nothing it does not name") {
    const Value schema = contract();
    ResourceRecord record;
    record.snapshot.fields = {{"title", Value("Dokos")}, {"kind", Value("page")}, {"extra", Value(Value::Object{})}};
    const auto line = from_json(report::line(record));
    REQUIRE(line);
    const Value& required = schema.at("required");
    REQUIRE(required.list());
    for (const Value& name : *required.list()) CHECK_MESSAGE(line->object()->contains(*name.text()), *name.text());
    for (const auto& field : *line->object())
        CHECK_MESSAGE(schema.at("properties").at(field.first).object(), field.first);
    CHECK(schema.at("properties").at("schema_version").at("const") == Value(schema_version));
    CHECK(line->at("schema_version") == Value(schema_version));
}
