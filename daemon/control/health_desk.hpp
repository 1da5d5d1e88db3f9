// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config.hpp"
#include "daemon/control/health_answers.hpp"

#include <string>

namespace moisson::daemon {

// answer_health() over a store file, by connections of its own, under the grids and in the time zone of a
// configuration.
Result<bool> answer_health_from(const std::string& store, const Config& config, Instant now, const Question& question,
                                const TakeLine& take);

// add_health() over a store file, likewise.
Result<Done> add_health_from(const std::string& store, const GridFor& grid_for, Instant now, const Question& question,
                             Value& answer);

}  // namespace moisson::daemon
