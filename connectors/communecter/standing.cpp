// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/standing.hpp"

#include "connectors/communecter/words.hpp"

namespace moisson::communecter {

namespace {

// The first network that has yet to let it in: {"slug": true}.
std::string awaiting(const Value& validated, const std::string& path) {
    const Value::Object* networks = validated.object();
    if (networks == nullptr) return is_set(validated) ? path : std::string{};
    for (const auto& [slug, waits] : *networks)
        if (is_set(waits)) return path + "." + slug;
    return {};
}

std::string withheld_by_preferences(const Value& preferences) {
    if (is_set(preferences.at("private"))) return "preferences.private";
    if (std::string why = awaiting(preferences.at("toBeValidated"), "preferences.toBeValidated"); !why.empty())
        return why;
    if (preferences.at("isOpenData").is_null()) return "isOpenData not said";
    return is_set(preferences.at("isOpenData")) ? std::string{} : std::string("preferences.isOpenData");
}

}  // namespace

std::string withheld_by_row(const Value& row) {
    const std::string state = row.at("state").text_or("");
    if (state == "uncomplete" || state == "deleted") return "state " + state;
    if (row.at("status").text_or("") == "deletePending") return "status deletePending";
    if (is_set(row.at("disabled"))) return "disabled";
    return awaiting(row.at("source").at("toBeValidated"), "source.toBeValidated");
}

Standing standing_of(const ItemId& item, const Value& element) {
    std::string why = withheld_by_row(element);
    if (why.empty()) why = withheld_by_preferences(element.at("preferences"));
    if (why.empty()) return Standing{item, Publication::open, {}};
    return Standing{item, Publication::withheld, std::move(why)};
}

}  // namespace moisson::communecter
