// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/mapping_rules.hpp"
#include "config/words.hpp"
#include "schema/plain_values.hpp"
#include "schema/vocabulary.hpp"

#include <algorithm>

namespace moisson {
namespace {

bool has(const std::vector<std::string>& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

Result<std::string> read_word(const Node& table, std::string_view key, const std::string& otherwise) {
    const Node* node = table.find(key);
    if (node == nullptr) return otherwise;
    if (const std::string* text = node->text(); text != nullptr && !text->empty()) return *text;
    return fail(ErrorKind::config, node->place, std::string(key) + " must be a text that is not empty", {});
}

// keep = ["this, that"]
Result<std::vector<std::string>> read_keep(const Node& table, const std::string& separator) {
    std::vector<std::string> all;
    const Node* node = table.find("keep");
    if (node == nullptr) return all;
    const std::string remedy = "Write it like keep = [\"this, that\"]";
    if (node->list() == nullptr)
        return fail(ErrorKind::config, node->place, "keep must be a list of texts, not " + node->type(), remedy);
    for (const Node& each : *node->list()) {
        if (each.text() == nullptr)
            return fail(ErrorKind::config, each.place, "keep must be a list of texts, not " + each.type(), remedy);
        if (each.text()->find(separator) == std::string::npos)
            return fail(ErrorKind::config, each.place, in_quotes(*each.text()) + " does not hold the separator",
                        "Remove it: only what the separator would cut needs to be kept");
        all.push_back(*each.text());
    }
    return all;
}

// { scale = "difficulty" }
Result<Mapping::Type> read_scale_type(const Node& table) {
    if (const auto keys = refuse_unknown(table, "type", {"scale"}); !keys) return fail(keys.error());
    const Node* scale = table.find("scale");
    const std::string* name = scale->text();
    if (name == nullptr || !has(known_scales(), *name))
        return fail(ErrorKind::config, scale->place,
                    name == nullptr ? "a scale is named by a text" : in_quotes(*name) + " is not a scale",
                    hint(name == nullptr ? "" : *name, known_scales()));
    return Mapping::Type{"scale", {}, {}, {}, {}, *name};
}

// { funding = "asked", currency = "EUR" }
Result<Mapping::Type> read_funding_type(const Node& table) {
    static const std::vector<std::string> amounts{"asked", "found"};
    if (const auto keys = refuse_unknown(table, "type", {"funding", "currency"}); !keys) return fail(keys.error());
    const Node* amount = table.find("funding");
    const std::string* name = amount->text();
    if (name == nullptr || !has(amounts, *name))
        return fail(ErrorKind::config, amount->place,
                    name == nullptr ? "the amount of a funding is named by a text"
                                    : in_quotes(*name) + " is not an amount of a funding",
                    hint(name == nullptr ? "" : *name, amounts));
    auto currency = read_word(table, "currency", {});
    if (!currency) return fail(currency.error());
    const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (!currency->empty() && (currency->size() != 3 || !std::all_of(currency->begin(), currency->end(), is_capital)))
        return fail(ErrorKind::config, table.find("currency")->place, in_quotes(*currency) + " is not a currency",
                    "Write its three letters of ISO 4217, such as \"EUR\"");
    Mapping::Type type{"funding", {}, {}, *name};
    type.currency = std::move(*currency);
    return type;
}

// { list = "organisation", separator = ",", role = "contributor" }
Result<Mapping::Type> read_list_type(const Node& table) {
    if (const auto keys = refuse_unknown(table, "type", {"list", "separator", "role", "keep"}); !keys)
        return fail(keys.error());
    Mapping::Type type{"list", {}, {}, {}};
    const Node* element = table.find("list");
    if (element == nullptr || element->text() == nullptr)
        return fail(ErrorKind::config, element == nullptr ? table.place : element->place,
                    "type does not say what it is a list of",
                    "Write it like type = { list = \"line\", separator = \",\" }");
    type.element = *element->text();
    if (!has(known_elements(), type.element))
        return fail(ErrorKind::config, element->place, "there is no list of " + in_quotes(type.element),
                    hint(type.element, known_elements()));
    auto separator = read_word(table, "separator", ",");
    if (!separator) return fail(separator.error());
    auto role = read_word(table, "role", {});
    if (!role) return fail(role.error());
    auto keep = read_keep(table, *separator);
    if (!keep) return fail(keep.error());
    static const std::vector<std::string> with_role{"person", "organisation", "email", "phone"};
    if (!role->empty() && !has(with_role, type.element))
        return fail(ErrorKind::config, table.find("role")->place, "only persons and organisations have a role",
                    "Remove it");
    type.separator = std::move(*separator);
    type.role = std::move(*role);
    type.keep = std::move(*keep);
    return type;
}

}  // namespace

Result<Mapping::Type> read_type(const Node& node) {
    if (node.table() != nullptr && node.find("scale") != nullptr) return read_scale_type(node);
    if (node.table() != nullptr && node.find("funding") != nullptr) return read_funding_type(node);
    if (node.table() != nullptr) return read_list_type(node);
    const std::string* name = node.text();
    if (name == nullptr)
        return fail(ErrorKind::config, node.place, "type must be a text or a table, not " + node.type(),
                    "Write it like type = \"line\"");
    if (!has(known_types(), *name))
        return fail(ErrorKind::config, node.place, in_quotes(*name) + " is not a type", hint(*name, known_types()));
    if (*name == "funding")
        return fail(ErrorKind::config, node.place, "type does not say which amount of a funding it is",
                    "Write it like type = { funding = \"asked\", currency = \"EUR\" }");
    if (*name == "list")
        return fail(ErrorKind::config, node.place, "type does not say what it is a list of",
                    "Write it like type = { list = \"line\", separator = \",\" }");
    Mapping::Type type{*name, {}, {}, {}};
    if (*name == "scale") type.scale = known_scales().front();
    return type;
}

}  // namespace moisson
