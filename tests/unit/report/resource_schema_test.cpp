// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/export_lines.hpp"
#include "schema/mapping.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

using namespace moisson;

namespace {

// A published file, as it is in the tree.
Value published(const std::string& name) {
    std::ifstream file(MOISSON_SOURCE_DIR "/schema/" + name);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    auto value = from_json(text);
    REQUIRE_MESSAGE(value, (value ? "" : value.error().sentence()));
    return *std::move(value);
}

Value contract() {
    return published("resource.schema.json");
}

bool lists_kind(const Value& kinds, const std::string& word) {
    const auto is_it = [&](const Value& kind) { return kind.at("const") == Value(word); };
    return kinds.list() && std::count_if(kinds.list()->begin(), kinds.list()->end(), is_it) == 1;
}

std::set<std::string> texts(const Value& list) {
    std::set<std::string> all;
    REQUIRE(list.list());
    for (const Value& each : *list.list())
        if (each.text()) all.insert(*each.text());
    return all;
}

// Every field of the schema with what it says of it, those of its parts too.
void describe(const Value& part, const std::string& name, std::vector<std::string>& silent) {
    if (part.at("description").text_or("").empty()) silent.push_back(name);
    if (const auto* members = part.at("properties").object())
        for (const auto& [member, inside] : *members) describe(inside, name + "." + member, silent);
}

}  // namespace

TEST_CASE("every field a mapping may feed is in the published schema") {
    const Value schema = contract();
    for (const std::string& field : known_fields()) CHECK_MESSAGE(schema.at("properties").at(field).object(), field);
}

TEST_CASE("the kinds of the published schema are those a mapping may decide") {
    const Value schema = contract();
    const Value& kinds = schema.at("properties").at("kind").at("oneOf");
    REQUIRE(kinds.list());
    CHECK(kinds.list()->size() == known_kinds().size());
    for (const std::string& kind : known_kinds()) CHECK_MESSAGE(lists_kind(kinds, kind), kind);
}

TEST_CASE("a resource's line says what the published schema requires and nothing it does not name") {
    const Value schema = contract();
    ResourceRecord record;
    record.snapshot.fields = {{"title", Value("Dokos")}, {"kind", Value("page")}, {"extra", Value(Value::Object{})}};
    const auto line = from_json(report::line(record, std::nullopt));
    REQUIRE(line);
    const Value& required = schema.at("required");
    REQUIRE(required.list());
    for (const Value& name : *required.list()) CHECK_MESSAGE(line->object()->contains(*name.text()), *name.text());
    for (const auto& field : *line->object())
        CHECK_MESSAGE(schema.at("properties").at(field.first).object(), field.first);
    CHECK(schema.at("properties").at("schema_version").at("const") == Value(schema_version));
    CHECK(line->at("schema_version") == Value(schema_version));
}

TEST_CASE("what is exported of health says what the published schema requires, in words that the schema knows") {
    const Value health = contract().at("$defs").at("health");
    const auto line = from_json(report::line(ResourceRecord{}, report::ExportedHealth{}));
    REQUIRE(line);
    std::set<std::string> members;
    for (const auto& [name, value] : *line->at("health").object()) members.insert(name);
    CHECK(members == texts(health.at("required")));
    const Value& properties = health.at("properties");
    std::set<std::string> labels;
    for (const auto label : health::all_labels) labels.emplace(id_of(label));
    CHECK(texts(properties.at("label").at("enum")) == labels);
    std::set<std::string> criteria;
    for (const auto each : health::all_criteria) criteria.emplace(id_of(each));
    CHECK(texts(properties.at("missing").at("items").at("enum")) == criteria);
}

TEST_CASE("the published schema says of every field what it is") {
    const Value schema = contract();
    std::vector<std::string> silent;
    describe(schema, "", silent);
    for (const auto& [name, definition] : *schema.at("$defs").object()) describe(definition, name, silent);
    CHECK(silent == std::vector<std::string>{});
}

TEST_CASE("every field and every kind has a term in linked data, under a vocabulary that is named") {
    const Value schema = contract();
    const Value context = published("resource.context.jsonld").at("@context");
    REQUIRE(context.object());
    std::vector<std::string> names = known_kinds();
    for (const auto& [field, value] : *schema.at("properties").object()) names.push_back(field);
    for (const std::string& name : names) {
        CAPTURE(name);
        const Value& term = context.at(name);
        const std::string iri = term.text() ? *term.text() : term.at("@id").text_or("");
        if (iri == "@type") continue;
        REQUIRE(iri.find(':') != std::string::npos);
        CHECK(context.at(iri.substr(0, iri.find(':'))).text() != nullptr);
    }
}
