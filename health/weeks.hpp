// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/instant.hpp"
#include "schema/result.hpp"

#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace moisson::health {

// A week that begins on a Monday, 00:00 UTC, by its number since 2001-01-01 (week 0).
struct Week {
    std::uint16_t number = 0;

    friend auto operator<=>(const Week&, const Week&) = default;
};

// Weeks from 2001-01-01 until 2101-01-03: longer than anybody plans, short enough for a table.
inline constexpr std::size_t most_weeks = 5218;

// Why an instant lies in no week of ours.
enum class Untimely { before_2001, after_2100 };
std::string_view id_of(Untimely reason) noexcept;

// The week of an instant, or why it has none. Any instant is allowed.
tl::expected<Week, Untimely> week_of(Instant when) noexcept;

// The number of the week of any instant: -1 before 2001, most_weeks after 2100.
std::int64_t week_number(Instant when) noexcept;

// When a week begins; and its Thursday, 12:00 UTC, the instant at which all that happened in it is dated.
Instant monday_of(Week week) noexcept;
Instant thursday_of(Week week) noexcept;

// Days since 1970-01-01, the unit in which rhythms are computed.
double days_of(Instant when) noexcept;
double thursday_days_of(Week week) noexcept;

// The weeks in which something happened: a set, so that order and repetition of what is added mean nothing.
// Its memory and its bytes are one bit a week from 2001 to the last active one: 170 bytes in the year 2026.
class Weeks {
public:
    // Whether the week was not in it yet.
    bool add(Week week);
    // Whether the week was in it.
    bool remove(Week week) noexcept;
    bool has(Week week) const noexcept;

    bool empty() const noexcept { return words_.empty(); }
    std::size_t count() const noexcept;
    std::optional<Week> first() const noexcept;
    std::optional<Week> last() const noexcept;
    // How many of them lie in [from, until); both are numbers of weeks and may lie anywhere.
    std::size_t count_between(std::int64_t from, std::int64_t until) const noexcept;
    // Those that have begun by then: a source's clock may be ahead of the reader's.
    Weeks begun_by(Instant when) const;

    // All that happened in either: what two items of one resource make together.
    Weeks& operator|=(const Weeks& other);

    // Calls visit(Week) for each, in order.
    template <class Visit>
    void each(Visit visit) const {
        for (std::size_t i = 0; i < words_.size(); ++i)
            for (std::uint64_t left = words_[i]; left != 0; left &= left - 1)
                visit(Week{static_cast<std::uint16_t>(i * 64 + static_cast<std::size_t>(std::countr_zero(left)))});
    }

    friend bool operator==(const Weeks&, const Weeks&) = default;
    friend std::string to_bytes(const Weeks& weeks);
    friend Result<Weeks> weeks_from_bytes(std::string_view bytes);

private:
    void trim() noexcept;

    std::vector<std::uint64_t> words_;  // bit n of word i is week 64 i + n; the last word is not 0
};

// The one form in which the store keeps them: bit n of byte i is week 8 i + n; the last byte is not 0.
std::string to_bytes(const Weeks& weeks);
// Any bytes; those that to_bytes() never writes are Error{invalid}.
Result<Weeks> weeks_from_bytes(std::string_view bytes);

}  // namespace moisson::health
