// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/plain_values.hpp"
#include "schema/quantity_words.hpp"

#include <utility>

namespace moisson {
namespace {

constexpr double half = 0.5;
constexpr double quarter = 0.25;

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

// How many of a smaller unit make one of a larger, when everybody counts the same: a day of work has no 24 hours, nor a
// week of it seven days. 0: no telling.
double parts_of(std::string_view larger, std::string_view smaller) {
    constexpr double sixty = 60;
    constexpr double months = 12;
    if ((larger == "hour" && smaller == "minute") || (larger == "minute" && smaller == "second")) return sixty;
    return larger == "year" && smaller == "month" ? months : 0;
}

// What may follow « 1 h »: « 30 », « 30 min », « et 30 min », « et demie ». Anything else is left where it is.
void add_rest(WordReader& words, Amount& amount) {
    const std::size_t place = words.place();
    const bool joined = words.take({"et"});
    if (joined && words.take({"demi", "demie"})) {
        *amount.value += half;
        return;
    }
    const auto rest = words.number();
    const std::size_t after = words.place();
    std::string unit = time_unit(words);
    if (unit.empty() && !joined && amount.unit == "hour") {
        unit = "minute";
        words.return_to(after);
    }
    const double parts = parts_of(amount.unit, unit);
    if (!rest || *rest >= parts) return words.return_to(place);
    *amount.value += *rest / parts;
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
std::optional<double> lower_end(WordReader& words, Opening opened) {
    const std::size_t place = words.place();
    skip_about(words);
    auto value = quantity(words);
    if (value && take_to(words, opened)) return value;
    words.return_to(place);
    return std::nullopt;
}

// « 9 h à 18 h » says when a place is open.
bool may_be_of_the_clock(const Amount& lower, const Amount& upper) {
    constexpr double earliest = 6;
    constexpr double latest = 24;
    if (lower.unit != "hour" || upper.unit != "hour" || *upper.value > latest) return false;
    return *lower.value >= earliest || *lower.value == 0;
}

// A range is a lower end, then an upper one.
bool is_range(const Amount& lower, const Amount& upper) {
    return *lower.value * length_of(lower.unit) <= *upper.value * length_of(upper.unit) &&
           !may_be_of_the_clock(lower, upper);
}

}  // namespace

std::optional<Amount> duration_in(std::string_view line) {
    WordReader words(line, Numbers::amounts);
    const Opening opened = opening(words);
    std::optional<Amount> lower;
    const auto least = lower_end(words, opened);
    auto amount = one_duration(words);
    if (!amount) return std::nullopt;
    if (least) {
        lower = Amount{least, amount->unit};
    } else if (take_to(words, opened)) {
        lower = std::exchange(amount, one_duration(words));
        if (!amount) return std::nullopt;
    }
    if (lower ? !is_range(*lower, *amount) : opened == Opening::between) return std::nullopt;
    if (const std::string each = per(words); !each.empty()) amount->unit += "/" + each;
    if (!words.at_end()) return std::nullopt;
    return amount;
}

}  // namespace moisson
