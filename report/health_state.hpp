// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/answer_age.hpp"
#include "health/happening.hpp"
#include "report/health_lines.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace moisson::report {

// The one thing that is said of a resource in a list: its label; of what bears none, whether it is to come or over, or
// how fresh its answers are. One of them at most.
struct State {
    std::optional<health::Label> label = {};
    std::optional<health::Known<health::Happening>> happening = {};        // of an event
    std::optional<health::Known<health::AnswerFreshness>> freshness = {};  // of a place with a grid
};

// As that audience is told it; `now` is the reader's clock.
State state_of(const HealthRecord& record, Instant now, health::Audience audience);

// In French: "vivante", "à venir", "informations à jour (environ 75 sur 100)". Empty: nothing is said.
std::string words_of(const State& state, std::string_view kind);

}  // namespace moisson::report
