// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace moisson::report {

// How moissond fares, in one French line for whoever manages services: how many sources it follows, and how many of
// them fail; nothing: no run has ended yet.
std::string words_of_service(std::size_t sources, std::optional<std::size_t> failing);

}  // namespace moisson::report
