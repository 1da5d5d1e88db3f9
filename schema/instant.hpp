// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace moisson {

// A point in time, always UTC. Whose clock it was read on is said where it is kept.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

// "2024-03-03T10:20:30Z"; with milliseconds only when there are any. Years 0000 to 9999.
std::string to_iso(Instant when);

// Reads "YYYY-MM-DDTHH:MM:SS[.mmm](Z|+HH:MM)" and "YYYY-MM-DD"; anything else is nullopt.
std::optional<Instant> from_iso(std::string_view text);

}  // namespace moisson
