// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/config.hpp"
#include "config/mapping_rules.hpp"
#include "schema/fingerprint.hpp"

namespace moisson {

Result<Mapping> parse_mapping(std::string_view text, std::string_view file_name) {
    const auto file = parse_document(text, file_name);
    if (!file) return fail(file.error());
    if (const auto keys = refuse_unknown(*file, "a mapping", {"kind", "field"}); !keys) return fail(keys.error());
    Mapping mapping;
    if (const Node* kinds = file->find("kind")) {
        auto rules = read_kinds(*kinds);
        if (!rules) return fail(rules.error());
        mapping.kinds = std::move(*rules);
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
    const auto text = read_text(file);
    if (!text) return fail(text.error());
    return parse_mapping(*text, file.string());
}

}  // namespace moisson
