// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/unknown.hpp"
#include "schema/instant.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace moisson::health {

// What is said of an event instead of dynamics.
enum class Happening {
    a_venir,  // or under way
    passe,
};
inline constexpr std::array all_happenings{Happening::a_venir, Happening::passe};
std::string_view id_of(Happening happening) noexcept;

// A date as its source says it: an instant, or a whole day of wherever people read it.
struct Dated {
    Instant from{};
    Instant until{};  // exclusive; of an instant the same as `from`

    Dated(Instant at) noexcept : from(at), until(at) {}
    Dated(Instant begins, Instant ends) noexcept : from(begins), until(ends) {}
    friend bool operator==(const Dated&, const Dated&) = default;
};

// What ends on a day lasts until that day is over. Without an end it is over with the day of its start, or a day after
// the instant of it; without any date nothing is said.
Known<Happening> happening(std::optional<Dated> starts, std::optional<Dated> ends, Instant now) noexcept;

}  // namespace moisson::health
