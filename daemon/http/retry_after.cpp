// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/http/retry_after.hpp"

#include <algorithm>
#include <array>

namespace moisson::daemon {

namespace {

// A server that asks for more has asked us never to come back.
constexpr int longest_seconds = 10 * 366 * 86'400;

// Digits only, and at most ten of them; anything else is nullopt.
std::optional<std::int64_t> number(std::string_view text) {
    if (text.empty() || text.size() > 10) return std::nullopt;
    std::int64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::optional<unsigned> month(std::string_view name) {
    static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto* const found = std::find(months.begin(), months.end(), name);
    if (found == months.end()) return std::nullopt;
    return static_cast<unsigned>(found - months.begin()) + 1;
}

}  // namespace

std::optional<Instant> from_http_date(std::string_view text) {
    // Sun, 06 Nov 1994 08:49:37 GMT: every part has its place.
    if (text.size() != 29 || !text.ends_with(" GMT") || text[3] != ',' || text[19] != ':' || text[22] != ':')
        return std::nullopt;
    const auto d = number(text.substr(5, 2));
    const auto m = month(text.substr(8, 3));
    const auto y = number(text.substr(12, 4));
    const auto hour = number(text.substr(17, 2));
    const auto minute = number(text.substr(20, 2));
    const auto second = number(text.substr(23, 2));
    if (!d || !m || !y || !hour || !minute || !second) return std::nullopt;
    const std::chrono::year_month_day day(std::chrono::year(static_cast<int>(*y)), std::chrono::month(*m),
                                          std::chrono::day(static_cast<unsigned>(*d)));
    if (!day.ok() || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    return Instant(std::chrono::sys_days(day)) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
           std::chrono::seconds(*second);
}

std::optional<Wait> retry_after(const HttpResponse& answer, Instant now) {
    if (answer.status != 429 && answer.status != 503) return std::nullopt;
    const auto text = answer.header("retry-after");
    if (const auto seconds = number(text))
        return Wait{std::chrono::seconds(std::min<std::int64_t>(*seconds, longest_seconds))};
    const auto when = from_http_date(text);
    if (!when) return std::nullopt;
    const auto wait = *when - from_http_date(answer.header("date")).value_or(now);
    const std::chrono::milliseconds most = std::chrono::seconds(longest_seconds);
    return Wait{std::clamp<std::chrono::milliseconds>(wait, std::chrono::milliseconds(0), most)};
}

}  // namespace moisson::daemon
