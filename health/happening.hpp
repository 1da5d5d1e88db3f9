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

// Without an end it is over a day after it started; without any date nothing is said.
Known<Happening> happening(std::optional<Instant> starts, std::optional<Instant> ends, Instant now) noexcept;

}  // namespace moisson::health
