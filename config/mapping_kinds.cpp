// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/mapping_rules.hpp"
#include "config/words.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

namespace moisson {
namespace {

using Condition = Mapping::Condition;

struct Origin {
    std::string_view name;
    Condition::Of of;
};

constexpr std::array<Origin, 6> origins{{{"template", Condition::Of::template_name},
                                         {"category", Condition::Of::category},
                                         {"namespace", Condition::Of::name_space},
                                         {"collection", Condition::Of::collection},
                                         {"tag", Condition::Of::tag},
                                         {"json", Condition::Of::value}}};

bool is_number(std::string_view text) {
    constexpr std::size_t longest = 6;
    return !text.empty() && text.size() <= longest && (text == "0" || text[0] != '0') &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Result<Condition> read_condition(const Node& node) {
    const std::string remedy = "Write a condition like \"template:Commun\", \"category:Communs\" or \"namespace:10\"";
    const std::string* text = node.text();
    if (text == nullptr)
        return fail(ErrorKind::config, node.place, "a condition must be a text, not " + node.type(), remedy);
    const std::size_t colon = text->find(':');
    if (colon == std::string::npos)
        return fail(ErrorKind::config, node.place, in_quotes(*text) + " does not say what it looks at", remedy);
    const std::string prefix = text->substr(0, colon);
    const auto* const origin =
        std::find_if(origins.begin(), origins.end(), [&](const Origin& o) { return o.name == prefix; });
    if (origin == origins.end()) {
        std::vector<std::string> known;
        known.reserve(origins.size());
        for (const Origin& each : origins) known.emplace_back(each.name);
        return fail(ErrorKind::config, node.place, "no condition looks at " + in_quotes(prefix), hint(prefix, known));
    }
    Condition condition{origin->of, text->substr(colon + 1)};
    if (fold_key(condition.name).empty())
        return fail(ErrorKind::config, node.place, in_quotes(*text) + " names nothing", remedy);
    const std::size_t sign = condition.name.find('=');
    if (condition.of == Condition::Of::value && (!condition.name.starts_with('/') || sign == std::string::npos ||
                                                 fold_key(condition.name.substr(sign + 1)).empty()))
        return fail(ErrorKind::config, node.place, in_quotes(condition.name) + " does not say which value is where",
                    "Write its path, = and the value, such as \"json:/section=need\"");
    if (condition.of == Condition::Of::name_space && !is_number(condition.name))
        return fail(ErrorKind::config, node.place, in_quotes(condition.name) + " is not the number of a namespace",
                    "Write its number, such as \"namespace:10\" for templates");
    return condition;
}

Result<Mapping::KindRule> read_kind(const Node& table) {
    if (table.table() == nullptr)
        return fail(ErrorKind::config, table.place, "a kind must be a table, not " + table.type(),
                    "Start it with [[kind]]");
    if (const auto keys = refuse_unknown(table, "[[kind]]", {"is", "when"}); !keys) return fail(keys.error());
    Mapping::KindRule rule;
    const Node* is = table.find("is");
    if (is == nullptr || is->text() == nullptr)
        return fail(ErrorKind::config, is == nullptr ? table.place : is->place,
                    "[[kind]] does not say which kind it is", "Write it like is = \"commun\"");
    if (std::find(known_kinds().begin(), known_kinds().end(), *is->text()) == known_kinds().end())
        return fail(ErrorKind::config, is->place, in_quotes(*is->text()) + " is not a kind",
                    hint(*is->text(), known_kinds()));
    rule.is = *is->text();
    const Node* when = table.find("when");
    if (when == nullptr || when->list() == nullptr || when->list()->empty())
        return fail(ErrorKind::config, when == nullptr ? table.place : when->place,
                    "[[kind]] has no list of conditions", "Write it like when = [\"template:Commun\"]");
    for (const Node& each : *when->list()) {
        auto condition = read_condition(each);
        if (!condition) return fail(condition.error());
        rule.when.push_back(std::move(*condition));
    }
    return rule;
}

std::string written(const Condition& condition) {
    const bool exact = condition.of == Condition::Of::value;  // as paths are
    return std::to_string(static_cast<int>(condition.of)) + ":" + (exact ? condition.name : fold_key(condition.name));
}

// Where pages go by the [[kind]]s read so far. One that asks for all that an earlier one asks for, and perhaps for
// more, is never reached; looked for where the earlier one asks for a single thing, or for the very same.
class Reached {
public:
    // Where the earlier one stands; empty when there is none.
    std::string before(const std::vector<Condition>& when) const {
        for (const std::string& each : sorted(when))
            if (const auto one = taken_.find(each); one != taken_.end()) return one->second;
        const auto same = taken_.find(joined(when));
        return same == taken_.end() ? std::string() : same->second;
    }
    void add(const std::vector<Condition>& when, const std::string& place) { taken_.emplace(joined(when), place); }

private:
    static std::set<std::string> sorted(const std::vector<Condition>& when) {
        std::set<std::string> all;
        for (const Condition& each : when) all.insert(written(each));
        return all;
    }
    static std::string joined(const std::vector<Condition>& when) {
        std::string out;
        for (const std::string& each : sorted(when)) out += (out.empty() ? "" : "\n") + each;
        return out;
    }
    std::map<std::string, std::string> taken_;  // conditions → place
};

Result<Mapping::FactRule> read_fact(const Node::Entry& entry) {
    const Node::List* list = entry.value.list();
    if (list == nullptr || list->empty())
        return fail(ErrorKind::config, entry.value.place, entry.key + " has no list of conditions",
                    "Write it like " + entry.key + " = [\"category:Archives\"]: one that holds is enough");
    Mapping::FactRule rule{entry.key, {}};
    std::set<std::string> named;
    for (const Node& each : *list) {
        auto condition = read_condition(each);
        if (!condition) return fail(condition.error());
        if (!named.insert(written(*condition)).second)
            return fail(ErrorKind::config, each.place, in_quotes(*each.text()) + " stands in this list twice",
                        "Remove one: capitals, _ and double spaces make no difference");
        rule.when.push_back(std::move(*condition));
    }
    return rule;
}

}  // namespace

Result<std::vector<Mapping::FactRule>> read_facts(const Node& facts) {
    if (facts.table() == nullptr)
        return fail(ErrorKind::config, facts.place, "facts must be a table, not " + facts.type(),
                    "Start it with [facts], in one pair of brackets");
    if (const auto keys = refuse_unknown(facts, "[facts]", known_facts()); !keys) return fail(keys.error());
    std::vector<Mapping::FactRule> rules;
    for (const Node::Entry& entry : *facts.table()) {
        auto rule = read_fact(entry);
        if (!rule) return fail(rule.error());
        rules.push_back(std::move(*rule));
    }
    // Their order in the file means nothing.
    std::sort(rules.begin(), rules.end(), [](const auto& a, const auto& b) { return a.fact < b.fact; });
    return rules;
}

Result<std::vector<Mapping::KindRule>> read_kinds(const Node& kinds) {
    if (kinds.list() == nullptr)
        return fail(ErrorKind::config, kinds.place, "kind must be a list of tables, not " + kinds.type(),
                    "Start each kind with [[kind]], in two pairs of brackets");
    std::vector<Mapping::KindRule> rules;
    Reached reached;
    for (const Node& table : *kinds.list()) {
        auto rule = read_kind(table);
        if (!rule) return fail(rule.error());
        if (const std::string place = reached.before(rule->when); !place.empty())
            return fail(ErrorKind::config, table.place,
                        "this [[kind]] is never reached: the one of " + place + " takes every page it speaks of",
                        "Remove it, or put it before the other: the first that matches wins");
        reached.add(rule->when, table.place);
        rules.push_back(std::move(*rule));
    }
    return rules;
}

}  // namespace moisson
