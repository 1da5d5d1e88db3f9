// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/section.hpp"
#include "config/words.hpp"

#include <array>

namespace moisson {
namespace {

struct Unit {
    std::string_view name;
    std::int64_t milliseconds;
};

constexpr std::array<Unit, 6> units{
    {{"ms", 1}, {"s", 1000}, {"min", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}, {"w", 604'800'000}}};

// Nine digits of weeks still fit into 64 bits of milliseconds.
constexpr std::size_t most_digits = 9;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

Result<std::chrono::milliseconds> parse_duration(std::string_view text) {
    const std::string example =
        "Write a whole number and a unit, such as \"250ms\", \"90s\", \"10min\", \"6h\", \"1d\" or \"2w\"";
    std::size_t digits = 0;
    std::int64_t count = 0;
    while (digits < text.size() && digits <= most_digits && is_digit(text[digits]))
        count = count * 10 + (text[digits++] - '0');
    if (digits == 0) return fail(ErrorKind::config, {}, in_quotes(text) + " is not a duration", example);
    if (digits > most_digits) return fail(ErrorKind::config, {}, in_quotes(text) + " is too long a duration", example);
    const std::string_view name = text.substr(digits);
    for (const Unit& unit : units)
        if (unit.name == name) return std::chrono::milliseconds{count * unit.milliseconds};
    if (name.empty()) return fail(ErrorKind::config, {}, in_quotes(text) + " has no unit", example);
    return fail(ErrorKind::config, {}, in_quotes(text) + " has an unknown unit", example);
}

}  // namespace moisson
