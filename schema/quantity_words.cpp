// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/quantity_words.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace moisson {
namespace {

struct Called {
    std::string_view unit;
    double seconds;
    std::array<std::string_view, 6> names;
};

constexpr std::array<Called, 7> units{{{"second", 1, {"seconde", "secondes", "second", "seconds", "sec", "s"}},
                                       {"minute", 60, {"minute", "minutes", "min", "mn", "mins"}},
                                       {"hour", 3'600, {"heure", "heures", "hour", "hours", "h"}},
                                       {"day", 86'400, {"jour", "jours", "journee", "journees", "day", "days"}},
                                       {"week", 604'800, {"semaine", "semaines", "week", "weeks", "sem"}},
                                       {"month", 2'592'000, {"mois", "month", "months"}},
                                       {"year", 31'536'000, {"an", "ans", "annee", "annees", "year", "years"}}}};

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
    const std::size_t place = words.place();
    if (const auto number = words.number()) {
        if (!words.take({"/"})) return number;
        const auto parts = words.number();
        if (parts && ((*number == 1 && (*parts == 2 || *parts == 4)) || (*number == 3 && *parts == 4)))
            return *number / *parts;
        words.return_to(place);
        return std::nullopt;
    }
    const std::string name = words.name();
    if (name == "une") return 1;
    const auto* const found = std::find(counts.begin(), counts.end(), name);
    if (found != counts.end()) return static_cast<double>(found - counts.begin());
    words.return_to(place);
    return std::nullopt;
}

Opening opening(WordReader& words) {
    if (words.take({"entre", "between"})) return Opening::between;
    return words.take({"de", "max", "maximum"}) ? Opening::limit : Opening::none;
}

bool take_to(WordReader& words, Opening opened) {
    if (opened == Opening::between && words.take({"et", "and"})) return true;
    return words.take({"a", "-", "ou", "to"});
}

double length_of(std::string_view unit) {
    const auto* const found =
        std::find_if(units.begin(), units.end(), [&](const Called& each) { return each.unit == unit; });
    return found == units.end() ? 0 : found->seconds;
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
