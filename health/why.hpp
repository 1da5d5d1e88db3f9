// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/calling.hpp"
#include "health/contributions.hpp"
#include "health/portrait.hpp"

#include <chrono>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace moisson::health {

// A number of an explanation: an amount, an instant, a month, a person, or the id of something that has one.
using Quantity = std::variant<double, Instant, std::chrono::year_month, Person, std::string_view>;

// One reason of an explanation, to be put into words elsewhere.
struct Reason {
    std::string_view id;
    std::vector<std::pair<std::string_view, Quantity>> numbers;
    std::vector<std::size_t> revisions;  // what it rests on: places among the revisions that were handed in

    friend bool operator==(const Reason&, const Reason&) = default;
};

// A revision and what became of it.
struct Judged {
    Instant at{};
    Verdict verdict = Verdict::counts;

    friend bool operator==(const Judged&, const Judged&) = default;
};

// Why a resource is called what it is called: the rule that fired and the numbers it used, and nothing else. In order:
//   the id of its label (p12, percent | weeks, since | since, by | reason) or fini_et_stable (since)
//   active_weeks (recent, before, trend: up down unclear)    last_edit (at, days, multiple)
//   one for each flag, by its id
//   next (at, label)    one_contribution (p12, percent)      only where a label can change, only for routers
//   to_call (person, seen, role)    contact (person, seen): the declared one, when somebody else must be called
//   missing (criterion …)    not_counted (a reason and how often, each)
// Revisions may come in any order. The public reads what portrait_of() shows it.
std::vector<Reason> explain(const Evidence& evidence, const Grid& grid, std::span<const Acquaintance> people,
                            std::span<const Judged> revisions, Instant now, Audience audience);

// A probability as people are told it: in steps of five percent.
int percent_of(double probability) noexcept;

// The forecast if somebody contributed now.
Known<Forecast> forecast_with_contribution(const Weeks& weeks, Instant now);

}  // namespace moisson::health
