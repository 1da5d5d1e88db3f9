// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/http/retry_after.hpp"

#include "connectors/retry_after.hpp"

#include <algorithm>

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

}  // namespace

std::optional<Wait> retry_after(const HttpResponse& answer, Instant now) {
    if (answer.status != 429 && answer.status != 503) return std::nullopt;
    const auto text = answer.header("retry-after");
    if (const auto seconds = number(text))
        return Wait{std::chrono::seconds(std::min<std::int64_t>(*seconds, longest_seconds))};
    const auto when = http_date(text);
    if (!when) return std::nullopt;
    const auto wait = *when - http_date(answer.header("date")).value_or(now);
    const std::chrono::milliseconds most = std::chrono::seconds(longest_seconds);
    return Wait{std::clamp<std::chrono::milliseconds>(wait, std::chrono::milliseconds(0), most)};
}

}  // namespace moisson::daemon
