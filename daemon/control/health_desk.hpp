// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config.hpp"
#include "daemon/control/health_answers.hpp"

#include <string>

namespace moisson::daemon {

// Where questions about health are answered: over a store file, by connections of its own, under the grids and in the
// time zone of a configuration.
struct HealthOffice {
    std::string store;
    const Config& config;
    Complain complain;
};

// answer_health() there; `now` is our clock.
Result<bool> answer_health_from(const HealthOffice& office, Instant now, const Question& question,
                                const TakeLine& take);

// add_health() there. Where the zone is not known, days are those of UTC: the answer is about something else.
Result<Done> add_health_from(const HealthOffice& office, Instant now, const Question& question, Value& answer);

}  // namespace moisson::daemon
