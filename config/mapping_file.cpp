// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/config.hpp"
#include "config/mapping_rules.hpp"
#include "schema/fingerprint.hpp"

#include "config/words.hpp"
#include "schema/vocabulary.hpp"

namespace moisson {
namespace {

// A mapping written for a later Moisson may speak of what this one does not know: it is not half obeyed.
Result<Done> check_version(const Node& node) {
    const auto* scalar = std::get_if<Section::Scalar>(&node.value);
    const auto* version = scalar == nullptr ? nullptr : std::get_if<std::int64_t>(scalar);
    if (version == nullptr || *version < 1)
        return fail(ErrorKind::config, node.place, "schema_version must be a whole number from 1, not " + node.type(),
                    "Write it like schema_version = " + std::to_string(schema_version));
    if (*version > schema_version)
        return fail(ErrorKind::config, node.place,
                    "this mapping is written for schema " + std::to_string(*version) + ", this Moisson knows schema " +
                        std::to_string(schema_version),
                    "Use a newer Moisson, or the mapping that came with this one");
    return Done{};
}

Result<Mapping::Contract> read_contract(const Node& node) {
    const std::string* name = node.text();
    const auto contract = name == nullptr ? std::nullopt : contract_named(*name);
    if (contract) return *contract;
    return fail(
        ErrorKind::config, node.place,
        name == nullptr ? "contract must be a text, not " + node.type() : in_quotes(*name) + " is not a contract",
        hint(name == nullptr ? "" : *name, known_contracts()));
}

}  // namespace

Result<Mapping> parse_mapping(std::string_view text, std::string_view file_name) {
    const auto file = parse_document(text, file_name);
    if (!file) return fail(file.error());
    if (const auto keys =
            refuse_unknown(*file, "a mapping", {"schema_version", "contract", "known", "kind", "field", "facts"});
        !keys)
        return fail(keys.error());
    Mapping mapping;
    if (const Node* version = file->find("schema_version"))
        if (const auto right = check_version(*version); !right) return fail(right.error());
    if (const Node* contract = file->find("contract")) {
        auto word = read_contract(*contract);
        if (!word) return fail(word.error());
        mapping.contract = *word;
    }
    if (const Node* known = file->find("known")) {
        auto origins = read_known(*known);
        if (!origins) return fail(origins.error());
        mapping.known = std::move(*origins);
    }
    if (const Node* kinds = file->find("kind")) {
        auto rules = read_kinds(*kinds);
        if (!rules) return fail(rules.error());
        mapping.kinds = std::move(*rules);
    }
    if (const Node* facts = file->find("facts")) {
        auto rules = read_facts(*facts);
        if (!rules) return fail(rules.error());
        mapping.facts = std::move(*rules);
    }
    if (const Node* fields = file->find("field")) {
        auto rules = read_fields(*fields);
        if (!rules) return fail(rules.error());
        mapping.fields = std::move(*rules);
    }
    mapping.hash = meaning_of(mapping);
    return mapping;
}

Result<Mapping> load_mapping(const std::filesystem::path& file) {
    const auto text = read_text(file, "--mapping");
    if (!text) return fail(text.error());
    auto mapping = parse_mapping(*text, file.string());
    if (mapping && mapping->kinds.empty() && mapping->fields.empty())
        return fail(ErrorKind::config, file.string() + ":1:1",
                    "this mapping is empty: it has no [[kind]] and no [field.…], every page would lose its record",
                    "Is this the right file? The mappings that come with Moisson show how to write one");
    return mapping;
}

}  // namespace moisson
