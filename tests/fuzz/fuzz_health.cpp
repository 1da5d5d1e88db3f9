// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes are weeks that are written back as the same bytes, or an error; what is made of them is never out of range.
#include "health/contributions.hpp"
#include "health/label.hpp"
#include "health/rhythm.hpp"
#include "health/tally.hpp"

#include <cstdint>
#include <cstdlib>
#include <cstring>

using namespace moisson;
using namespace moisson::health;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void one_label(const Weeks& weeks, Instant when) {
    const Standing standing = health::standing(weeks, Facts{}, when, Audience::routers);
    require(standing.label.has_value());
    if (standing.valid_until) require(*standing.valid_until > when);
    const Weeks begun = weeks.begun_by(when);
    if (begun.empty()) return;
    const Forecast told = forecast(rhythm_of(begun), days_of(when));
    require(told.p12 > 0 && told.p12 < 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    std::int64_t number = 0;
    if (size >= sizeof number) std::memcpy(&number, bytes, sizeof number);
    const Instant when{std::chrono::milliseconds(number)};
    if (const auto week = week_of(when))
        require(monday_of(*week) <= when && when < monday_of(*week) + std::chrono::weeks(1));

    if (const auto weeks = weeks_from_bytes(text)) {
        require(to_bytes(*weeks) == text);
        one_label(*weeks, Instant(std::chrono::days(20'635)));
        one_label(*weeks,
                  std::clamp(when, Instant(std::chrono::days(-700'000)), Instant(std::chrono::days(2'900'000))));
    }
    if (const auto tally = tally_from_bytes(text)) {
        require(to_bytes(*tally) == text);
        require(tally->weeks().count() == tally->entries().size());
    }
    names_a_bot(text);
    mark_of(text);
    return 0;
}
