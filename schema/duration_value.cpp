// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/plain_values.hpp"
#include "schema/quantity_words.hpp"

namespace moisson {
namespace {

constexpr double half = 0.5;
constexpr double quarter = 0.25;
constexpr double minutes_an_hour = 60;

bool take_of(WordReader& words) {
    return words.take({"d"}) ? words.take({"'"}) : words.take({"de"});
}

// « une demi-journée », « un quart d'heure », « trois quarts d'heure ».
std::optional<Amount> part_of_unit(WordReader& words) {
    const std::size_t place = words.place();
    double value = quantity(words).value_or(1);
    if (words.take({"demi", "demie"})) {
        words.take({"-"});
        value *= half;
    } else if (words.take({"quart", "quarts"}) && take_of(words)) {
        value *= quarter;
    } else {
        words.return_to(place);
        return std::nullopt;
    }
    const std::string unit = time_unit(words);
    if (!unit.empty()) return Amount{value, unit};
    words.return_to(place);
    return std::nullopt;
}

// What may follow « 1 h »: « 30 », « 30 min », « et demie ».
void add_rest(WordReader& words, Amount& amount) {
    const std::size_t place = words.place();
    if (words.take({"et"})) {
        if (words.take({"demi", "demie"}))
            *amount.value += half;
        else
            words.return_to(place);
        return;
    }
    if (amount.unit != "hour") return;
    const auto minutes = words.number();
    if (!minutes || *minutes >= minutes_an_hour) return words.return_to(place);
    const std::size_t after = words.place();
    const std::string unit = time_unit(words);
    if (!unit.empty() && unit != "minute") return words.return_to(place);
    if (unit.empty()) words.return_to(after);
    *amount.value += *minutes / minutes_an_hour;
}

std::optional<Amount> one_duration(WordReader& words) {
    skip_about(words);
    if (auto part = part_of_unit(words)) return part;
    const auto value = quantity(words);
    if (!value) return std::nullopt;
    std::string unit = time_unit(words);
    if (unit.empty()) return std::nullopt;
    Amount amount{value, std::move(unit)};
    add_rest(words, amount);
    return amount;
}

// The lower end of « 2 à 3 jours », which names no unit of its own.
std::optional<double> lower_end(WordReader& words) {
    const std::size_t place = words.place();
    skip_about(words);
    auto value = quantity(words);
    if (value && take_to(words)) return value;
    words.return_to(place);
    return std::nullopt;
}

}  // namespace

std::optional<Amount> duration_in(std::string_view line) {
    WordReader words(line, Numbers::amounts);
    words.take({"entre", "de", "max", "maximum"});
    const auto lower = lower_end(words);
    auto amount = one_duration(words);
    if (!amount || (lower && *amount->value < *lower)) return std::nullopt;
    if (!lower && take_to(words)) {
        amount = one_duration(words);
        if (!amount) return std::nullopt;
    }
    if (const std::string each = per(words); !each.empty()) amount->unit += "/" + each;
    if (!words.at_end()) return std::nullopt;
    return amount;
}

}  // namespace moisson
