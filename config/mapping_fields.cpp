// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/mapping_rules.hpp"
#include "config/words.hpp"
#include "schema/plain_values.hpp"
#include "schema/vocabulary.hpp"

#include <algorithm>
#include <set>

namespace moisson {
namespace {

bool has(const std::vector<std::string>& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// "param:Commun|referent", "param:referent", "json:/a/b", "category:*", "tag:x".
Result<Mapping::From> read_origin(const Node& node) {
    static const std::vector<std::string> origins{"param", "json", "category", "tag"};
    const std::string remedy = "Write it like \"param:referent\", \"param:Commun|referent\" or \"category:*\"";
    const std::string* text = node.text();
    if (text == nullptr)
        return fail(ErrorKind::config, node.place, "an origin must be a text, not " + node.type(), remedy);
    const std::size_t colon = text->find(':');
    if (colon == std::string::npos)
        return fail(ErrorKind::config, node.place, in_quotes(*text) + " does not say where it comes from", remedy);
    const std::string prefix = text->substr(0, colon);
    if (!has(origins, prefix))
        return fail(ErrorKind::config, node.place, "nothing comes from " + in_quotes(prefix), hint(prefix, origins));
    Mapping::From from{{}, text->substr(colon + 1), *text};
    if (const std::size_t bar = from.key.find('|'); prefix == "param" && bar != std::string::npos) {
        from.group = from.key.substr(0, bar);
        from.key.erase(0, bar + 1);
        if (fold_key(from.group).empty())
            return fail(ErrorKind::config, node.place, in_quotes(*text) + " has no template before the |", remedy);
    }
    if (fold_key(from.key).empty())
        return fail(ErrorKind::config, node.place, in_quotes(*text) + " names nothing", remedy);
    if (prefix == "json" && !from.key.starts_with('/'))
        return fail(ErrorKind::config, node.place, in_quotes(*text) + " is not a path",
                    "A path starts with /, as in \"json:/name\"");
    return from;
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
    if (!role->empty() && type.element != "person" && type.element != "organisation")
        return fail(ErrorKind::config, table.find("role")->place, "only persons and organisations have a role",
                    "Remove it");
    type.separator = std::move(*separator);
    type.role = std::move(*role);
    type.keep = std::move(*keep);
    return type;
}

Result<Mapping::Type> read_type(const Node& node) {
    if (node.table() != nullptr) return node.find("scale") != nullptr ? read_scale_type(node) : read_list_type(node);
    const std::string* name = node.text();
    if (name == nullptr)
        return fail(ErrorKind::config, node.place, "type must be a text or a table, not " + node.type(),
                    "Write it like type = \"line\"");
    if (!has(known_types(), *name))
        return fail(ErrorKind::config, node.place, in_quotes(*name) + " is not a type", hint(*name, known_types()));
    if (*name == "list")
        return fail(ErrorKind::config, node.place, "type does not say what it is a list of",
                    "Write it like type = { list = \"line\", separator = \",\" }");
    Mapping::Type type{*name, {}, {}, {}};
    if (*name == "scale") type.scale = known_scales().front();
    return type;
}

// A list of origins, none twice.
Result<std::vector<Mapping::From>> read_origins(const Node& list) {
    std::vector<Mapping::From> origins;
    std::set<std::string> named;
    for (const Node& each : *list.list()) {
        auto origin = read_origin(each);
        if (!origin) return fail(origin.error());
        const std::string prefix = origin->rule.substr(0, origin->rule.find(':'));
        const std::string key = prefix == "json" ? origin->key : fold_key(origin->key);
        if (!named.insert(prefix + '\n' + fold_key(origin->group) + '\n' + key).second)
            return fail(ErrorKind::config, each.place, in_quotes(origin->rule) + " stands in this list twice",
                        "Remove one: capitals, _ and double spaces make no difference");
        origins.push_back(std::move(*origin));
    }
    return origins;
}

Result<Mapping::FieldRule> read_field(const Node::Entry& entry) {
    const std::string where_in = "[field." + entry.key + "]";
    const Node& table = entry.value;
    const auto shape = shape_of(entry.key);
    if (!shape)
        return fail(ErrorKind::config, entry.place, in_quotes(entry.key) + " is not a field",
                    hint(entry.key, known_fields()));
    if (table.table() == nullptr)
        return fail(ErrorKind::config, table.place, "a field must be a table, not " + table.type(),
                    "Start it with " + where_in);
    if (const auto keys = refuse_unknown(table, where_in, {"from", "type"}); !keys) return fail(keys.error());
    Mapping::FieldRule rule;
    rule.field = entry.key;
    const Node* from = table.find("from");
    if (from == nullptr || from->list() == nullptr || from->list()->empty())
        return fail(ErrorKind::config, from == nullptr ? table.place : from->place,
                    where_in + " has no list of origins", "Write it like from = [\"param:referent\"]");
    auto origins = read_origins(*from);
    if (!origins) return fail(origins.error());
    rule.from = std::move(*origins);
    const Node* written = table.find("type");
    auto type = written == nullptr ? Result<Mapping::Type>(Mapping::Type{}) : read_type(*written);
    if (!type) return fail(type.error());
    if (!fits(*shape, *type))
        return fail(ErrorKind::config, written == nullptr ? table.place : written->place,
                    in_quotes(entry.key) + " cannot be of this type", "Write type = " + std::string(type_for(*shape)));
    rule.type = std::move(*type);
    return rule;
}

}  // namespace

Result<std::vector<Mapping::From>> read_known(const Node& known) {
    if (known.list() == nullptr)
        return fail(ErrorKind::config, known.place, "known must be a list of origins, not " + known.type(),
                    "Write it like known = [\"param:complement\"]");
    return read_origins(known);
}

Result<std::vector<Mapping::FieldRule>> read_fields(const Node& fields) {
    if (fields.table() == nullptr)
        return fail(ErrorKind::config, fields.place, "field must be a table, not " + fields.type(),
                    "Start each field like [field.summary]");
    std::vector<Mapping::FieldRule> rules;
    for (const Node::Entry& entry : *fields.table()) {
        auto rule = read_field(entry);
        if (!rule) return fail(rule.error());
        rules.push_back(std::move(*rule));
    }
    // Their order in the file means nothing.
    std::sort(rules.begin(), rules.end(), [](const auto& a, const auto& b) { return a.field < b.field; });
    return rules;
}

}  // namespace moisson
