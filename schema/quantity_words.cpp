// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/quantity_words.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace moisson {
namespace {

struct Called {
    std::string_view unit;
    std::array<std::string_view, 6> names;
};

constexpr std::array<Called, 7> units{{{"second", {"seconde", "secondes", "second", "seconds", "sec", "s"}},
                                       {"minute", {"minute", "minutes", "min", "mn", "mins"}},
                                       {"hour", {"heure", "heures", "hour", "hours", "h"}},
                                       {"day", {"jour", "jours", "journee", "journees", "day", "days"}},
                                       {"week", {"semaine", "semaines", "week", "weeks", "sem"}},
                                       {"month", {"mois", "month", "months"}},
                                       {"year", {"an", "ans", "annee", "annees", "year", "years"}}}};

constexpr std::array<std::string_view, 13> counts{"zero", "un",   "deux", "trois", "quatre", "cinq", "six",
                                                  "sept", "huit", "neuf", "dix",   "onze",   "douze"};

std::string unit_named(std::string_view name) {
    if (name.empty()) return {};
    for (const Called& each : units)
        if (std::find(each.names.begin(), each.names.end(), name) != each.names.end()) return std::string(each.unit);
    return {};
}

}  // namespace

void skip_about(WordReader& words) {
    while (words.take({"environ", "env", ".", "~", "\u2248", "about", "approximativement", "compter", "prevoir"})) {
    }
}

std::optional<double> quantity(WordReader& words) {
    if (const auto number = words.number()) {
        const std::size_t place = words.place();
        if (!words.take({"/"})) return number;
        const auto parts = words.number();
        if (parts && *parts > 0) return *number / *parts;
        words.return_to(place);
        return number;
    }
    const std::size_t place = words.place();
    const std::string name = words.name();
    if (name == "une") return 1;
    const auto* const found = std::find(counts.begin(), counts.end(), name);
    if (found != counts.end()) return static_cast<double>(found - counts.begin());
    words.return_to(place);
    return std::nullopt;
}

bool take_to(WordReader& words) {
    return words.take({"a", "-", "ou", "et", "to"});
}

std::string time_unit(WordReader& words) {
    const std::size_t place = words.place();
    if (words.take({"j"})) return "day";
    std::string unit = unit_named(words.name());
    if (unit.empty()) {
        words.return_to(place);
        return unit;
    }
    // The forms of Wikifab offer "hour(s)".
    const std::size_t after = words.place();
    if (words.take({"("}) && !(words.take({"s"}) && words.take({")"}))) words.return_to(after);
    return unit;
}

std::string per(WordReader& words) {
    const std::size_t place = words.place();
    if (!words.take({"/", "par"}) && !(words.take({"l"}) && words.take({"'"}))) {
        words.return_to(place);
        return {};
    }
    if (words.take({"personne", "pers", "participant", "participante", "person"})) return "person";
    std::string unit = time_unit(words);
    if (unit.empty()) words.return_to(place);
    return unit;
}

}  // namespace moisson
