// SPDX-License-Identifier: GPL-3.0-or-later
// The input is a mapping, a line "----", then a page: one value a line, "Template|key=text". Any bytes do.
// A mapping is read or refused at a place; a page always becomes a record, and the same one twice.
#include "config/config.hpp"
#include "schema/fingerprint.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

using namespace moisson;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

bool is_known(const std::vector<std::string>& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

NamedValue value_of(std::string_view line) {
    const std::size_t bar = line.find('|');
    NamedValue value;
    if (bar != std::string_view::npos) value.group = line.substr(0, bar);
    if (value.group.ends_with('2')) value.occurrence = 2;
    line.remove_prefix(bar == std::string_view::npos ? 0 : bar + 1);
    const std::size_t equals = line.find('=');
    value.key = line.substr(0, equals);
    if (equals != std::string_view::npos) value.text = line.substr(equals + 1);
    // So that a value may have several lines.
    std::replace(value.text.begin(), value.text.end(), '\x01', '\n');
    return value;
}

Reading reading_of(std::string_view text) {
    Reading reading;
    constexpr std::array markups{Markup::wikitext, Markup::markdown, Markup::html};
    reading.markup = markups[text.size() % markups.size()];
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        reading.values.push_back(value_of(line));
        const std::string& group = reading.values.back().group;
        if (group.empty())
            reading.categories.push_back(reading.values.back().key);
        else
            reading.templates.push_back(group);
    }
    return reading;
}

void one_page(std::string_view text, const Mapping& mapping) {
    const Reading reading = reading_of(text);
    const Subject subject{"A page", 0, {}};
    const Snapshot snapshot = normalise(subject, reading, mapping);
    require(normalise(subject, reading, mapping) == snapshot);
    require(is_known(known_kinds(), snapshot.kind()));
    require(snapshot.fields.at("title") == Value("A page"));
    require(snapshot_from_json(to_json(snapshot)).has_value());
    for (const auto& [field, from] : snapshot.provenance) require(!from.rule.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const std::string folded = fold_key(text);
    require(fold_key(folded) == folded);

    const std::size_t cut = text.find("\n----\n");
    const std::string_view page = cut == std::string_view::npos ? text : text.substr(cut + 6);
    const auto mapping = parse_mapping(text.substr(0, cut), "fuzz.toml");
    if (!mapping) {
        require(mapping.error().kind == ErrorKind::config && mapping.error().where.starts_with("fuzz.toml"));
        one_page(page, Mapping{});
        return 0;
    }
    require(mapping->hash == meaning_of(*mapping));
    for (const auto& rule : mapping->kinds) require(is_known(known_kinds(), rule.is));
    for (const auto& rule : mapping->facts) require(is_known(known_facts(), rule.fact) && !rule.when.empty());
    for (const auto& rule : mapping->fields) require(is_known(known_fields(), rule.field));
    one_page(page, *mapping);
    return 0;
}
