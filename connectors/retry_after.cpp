// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/retry_after.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace moisson {

namespace {

constexpr std::chrono::milliseconds longest_wait = std::chrono::hours(24);

// The whole of `text` as a decimal number without sign.
std::optional<int> number(std::string_view text) {
    int value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

std::optional<unsigned> month_number(std::string_view name) {
    constexpr std::array<std::string_view, 12> names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto* const found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<unsigned>(found - names.begin()) + 1;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

}  // namespace

std::optional<Instant> http_date(std::string_view text) {
    text = trimmed(text);
    constexpr std::size_t length = 29;
    if (text.size() != length || text.substr(3, 2) != ", " || text.substr(25) != " GMT") return std::nullopt;
    const auto day = number(text.substr(5, 2));
    const auto month = month_number(text.substr(8, 3));
    const auto year = number(text.substr(12, 4));
    const auto hour = number(text.substr(17, 2));
    const auto minute = number(text.substr(20, 2));
    const auto second = number(text.substr(23, 2));
    if (!day || !month || !year || !hour || !minute || !second) return std::nullopt;
    if (*hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(*month),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
           std::chrono::seconds(*second);
}

std::optional<Wait> retry_after(const HttpResponse& answer) {
    const std::string_view asked = trimmed(answer.header("retry-after"));
    if (asked.empty()) return std::nullopt;
    if (asked.find_first_not_of("0123456789") == std::string_view::npos) {
        const auto seconds = number(asked);  // more than fits is more than a day
        if (!seconds) return Wait{longest_wait};
        return Wait{std::min<std::chrono::milliseconds>(std::chrono::seconds(*seconds), longest_wait)};
    }
    const auto until = http_date(asked);
    const auto now = http_date(answer.header("date"));
    if (!until || !now) return std::nullopt;
    return Wait{std::clamp<std::chrono::milliseconds>(*until - *now, std::chrono::milliseconds(0), longest_wait)};
}

}  // namespace moisson
