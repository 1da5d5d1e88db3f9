// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/mapping_rules.hpp"
#include "config/words.hpp"
#include "schema/vocabulary.hpp"

#include <algorithm>
#include <set>

namespace moisson {
namespace {

bool has(const std::vector<std::string>& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// "param:Commun|referent", "param:referent", "json:/a/b", "category:*", "tag:x".
Result<Mapping::From> read_one_origin(const Node& node) {
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

// Signs between two origins of one value: neither letter nor digit.
bool is_sign(const std::string& text) {
    constexpr std::size_t longest = 10;
    return !text.empty() && text.size() <= longest && std::all_of(text.begin(), text.end(), [](char c) {
        return std::string_view(" \t\n,;:/-|().").find(c) != std::string_view::npos;
    });
}

// ["json:/geo/latitude", ", ", "json:/geo/longitude"]
Result<Mapping::From> read_pieces(const Node& node) {
    Mapping::From whole;
    std::size_t origins = 0;
    for (const Node& each : *node.list()) {
        if (const std::string* text = each.text(); text != nullptr && is_sign(*text)) {
            whole.pieces.push_back({{}, *text, {}});
            whole.rule += *text;
            continue;
        }
        auto piece = read_one_origin(each);
        if (!piece) return fail(piece.error());
        if (!whole.pieces.empty() && !whole.pieces.back().rule.empty()) whole.rule += ", ";
        whole.rule += piece->rule;
        whole.pieces.push_back(std::move(*piece));
        ++origins;
    }
    if (origins < 2)
        return fail(ErrorKind::config, node.place, "one value is put together from two origins at least",
                    "Write it like [\"json:/geo/latitude\", \", \", \"json:/geo/longitude\"]");
    return whole;
}

Result<Mapping::From> read_origin(const Node& node) {
    return node.list() == nullptr ? read_one_origin(node) : read_pieces(node);
}

// By what two origins are the same one.
std::string identity_of(const Mapping::From& origin) {
    if (!origin.pieces.empty()) return origin.rule;
    const std::string prefix = origin.rule.substr(0, origin.rule.find(':'));
    const std::string key = prefix == "json" ? origin.key : fold_key(origin.key);
    return prefix + '\n' + fold_key(origin.group) + '\n' + key;
}

// A list of origins, none twice.
Result<std::vector<Mapping::From>> read_origins(const Node& list) {
    std::vector<Mapping::From> origins;
    std::set<std::string> named;
    for (const Node& each : *list.list()) {
        auto origin = read_origin(each);
        if (!origin) return fail(origin.error());
        if (!named.insert(identity_of(*origin)).second)
            return fail(ErrorKind::config, each.place, in_quotes(origin->rule) + " stands in this list twice",
                        "Remove one: capitals, _ and double spaces make no difference");
        origins.push_back(std::move(*origin));
    }
    return origins;
}

// vocabulary = ["Association", ["Plus de 200 m²", "Plus de 200m2"]]: of words in a list the first is the name.
Result<Mapping::Label> read_label(const Node& node) {
    const std::string remedy = "Write it like vocabulary = [\"Association\", [\"SCIC\", \"scic sarl\"]]";
    Mapping::Label label;
    const Node::List one{node};
    for (const Node& each : node.list() == nullptr ? one : *node.list()) {
        const std::string* text = each.text();
        if (text == nullptr || fold_key(*text).empty())
            return fail(ErrorKind::config, each.place,
                        text == nullptr ? "a word of a vocabulary must be a text, not " + each.type()
                                        : "a word of a vocabulary is empty",
                        remedy);
        if (label.name.empty())
            label.name = *text;
        else
            label.also.push_back(*text);
    }
    if (label.name.empty()) return fail(ErrorKind::config, node.place, "a word of a vocabulary is empty", remedy);
    return label;
}

Result<std::vector<Mapping::Label>> read_vocabulary(const Node& node) {
    if (node.list() == nullptr || node.list()->empty())
        return fail(ErrorKind::config, node.place, "vocabulary must be a list of words",
                    "Write it like vocabulary = [\"Association\", \"SCIC\"]");
    std::vector<Mapping::Label> labels;
    std::set<std::string> words;
    for (const Node& each : *node.list()) {
        auto label = read_label(each);
        if (!label) return fail(label.error());
        bool fresh = words.insert(fold_key(label->name)).second;
        for (const std::string& also : label->also) fresh = words.insert(fold_key(also)).second && fresh;
        if (!fresh)
            return fail(ErrorKind::config, each.place, "a word of " + in_quotes(label->name) + " stands here twice",
                        "Remove one: capitals, _ and double spaces make no difference");
        labels.push_back(std::move(*label));
    }
    return labels;
}

// Words of the vocabulary that hold the separator are kept whole.
void keep_whole(Mapping::Type& type, const std::vector<Mapping::Label>& vocabulary) {
    if (type.name != "list") return;
    const auto keep = [&type](const std::string& word) {
        if (word.find(type.separator) != std::string::npos && !has(type.keep, word)) type.keep.push_back(word);
    };
    for (const Mapping::Label& label : vocabulary) {
        keep(label.name);
        for (const std::string& also : label.also) keep(also);
    }
}

// One type, or a list of them: one for each origin.
Result<Done> read_types(const Node* written, const std::string& where_in, Mapping::FieldRule& rule) {
    if (written == nullptr) return Done{};
    if (written->list() == nullptr) {
        auto type = read_type(*written);
        if (!type) return fail(type.error());
        rule.type = std::move(*type);
        return Done{};
    }
    for (const Node& each : *written->list()) {
        auto type = read_type(each);
        if (!type) return fail(type.error());
        rule.types.push_back(std::move(*type));
    }
    if (rule.types.size() != rule.from.size())
        return fail(ErrorKind::config, written->place,
                    where_in + " has " + std::to_string(rule.from.size()) + " origins and " +
                        std::to_string(rule.types.size()) + " types",
                    "Write one type for all, or a list with one for each origin, in their order");
    rule.type = rule.types.front();
    return Done{};
}

Result<Done> check_types(const Node& place, const std::string& field, const Mapping::FieldRule& rule) {
    const Shape shape = *shape_of(field);
    for (std::size_t at = 0; at < std::max<std::size_t>(rule.types.size(), 1); ++at)
        if (!fits(shape, rule.type_of(at)))
            return fail(ErrorKind::config, place.place, in_quotes(field) + " cannot be of this type",
                        "Write type = " + std::string(type_for(shape)));
    for (std::size_t at = 0; at < std::max<std::size_t>(rule.types.size(), 1); ++at)
        if (rule.vocabulary.empty() && is_word(rule.type_of(at)))
            return fail(ErrorKind::config, place.place, in_quotes(field) + " takes words, and no vocabulary says which",
                        "Write it like vocabulary = [\"Association\", \"SCIC\"]");
    if (!rule.vocabulary.empty() && shape != Shape::text && shape != Shape::texts && shape != Shape::area)
        return fail(ErrorKind::config, place.place, in_quotes(field) + " takes no words, so it has no vocabulary",
                    "Remove it");
    return Done{};
}

Result<Mapping::FieldRule> read_field(const Node::Entry& entry) {
    const std::string where_in = "[field." + entry.key + "]";
    const Node& table = entry.value;
    if (!shape_of(entry.key))
        return fail(ErrorKind::config, entry.place, in_quotes(entry.key) + " is not a field",
                    hint(entry.key, known_fields()));
    if (table.table() == nullptr)
        return fail(ErrorKind::config, table.place, "a field must be a table, not " + table.type(),
                    "Start it with " + where_in);
    if (const auto keys = refuse_unknown(table, where_in, {"from", "type", "vocabulary"}); !keys)
        return fail(keys.error());
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
    if (const auto types = read_types(written, where_in, rule); !types) return fail(types.error());
    if (const Node* words = table.find("vocabulary")) {
        auto vocabulary = read_vocabulary(*words);
        if (!vocabulary) return fail(vocabulary.error());
        rule.vocabulary = std::move(*vocabulary);
        keep_whole(rule.type, rule.vocabulary);
        for (Mapping::Type& type : rule.types) keep_whole(type, rule.vocabulary);
    }
    if (const auto right = check_types(written == nullptr ? table : *written, entry.key, rule); !right)
        return fail(right.error());
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
