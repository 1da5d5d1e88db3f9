// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/standing.hpp"

#include "connectors/communecter/words.hpp"

#include <algorithm>
#include <initializer_list>

namespace moisson::communecter {

namespace {

// Whether some network has yet to let it in: {"slug": true}. Which one is not told on: a key may be anything.
std::string awaiting(const Value& validated, const std::string& path) {
    const Value::Object* networks = validated.object();
    const bool waits = networks == nullptr ? is_set(validated)
                                           : std::any_of(networks->begin(), networks->end(),
                                                         [](const auto& network) { return is_set(network.second); });
    return waits ? path : std::string{};
}

std::string withheld_by_preferences(const Value& preferences) {
    if (is_set(preferences.at("private"))) return "preferences.private";
    if (std::string why = awaiting(preferences.at("toBeValidated"), "preferences.toBeValidated"); !why.empty())
        return why;
    if (preferences.at("isOpenData").is_null()) return "isOpenData not said";
    return is_a_yes(preferences.at("isOpenData")) ? std::string{} : std::string("preferences.isOpenData");
}

std::string lower(std::string word) {
    for (char& c : word)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return word;
}

// Why these words forbid it. One text or a list of texts; of any other shape nobody knows what it means to say.
std::string withheld_by_words(const Value& row, const std::string& name, std::initializer_list<const char*> forbidden) {
    const Value& written = row.at(name);
    if (is_empty(written)) return {};
    const Value::List one{written};
    for (const Value& each : written.list() != nullptr ? *written.list() : one) {
        if (each.text() == nullptr) return name + " of a form that nobody knows";
        const std::string word = line_of(*each.text());
        for (const char* bad : forbidden)
            if (lower(word) == lower(bad)) return name + " " + bad;
    }
    return {};
}

}  // namespace

std::string withheld_by_row(const Value& row) {
    if (std::string why = withheld_by_words(row, "state", {"uncomplete", "deleted"}); !why.empty()) return why;
    if (std::string why = withheld_by_words(row, "status", {"deletePending"}); !why.empty()) return why;
    if (is_set(row.at("disabled"))) return "disabled";
    const Value& source = row.at("source");
    if (source.object() == nullptr && !is_empty(source)) return "source of a form that nobody knows";
    return awaiting(source.at("toBeValidated"), "source.toBeValidated");
}

Standing standing_of(const ItemId& item, const Value& element) {
    std::string why = withheld_by_row(element);
    if (why.empty()) why = withheld_by_preferences(element.at("preferences"));
    if (why.empty()) return Standing{item, Publication::open, {}};
    return Standing{item, Publication::withheld, std::move(why)};
}

}  // namespace moisson::communecter
