// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/unknown.hpp"
#include "schema/grid.hpp"
#include "schema/instant.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace moisson::health {

using moisson::all_criteria;
using moisson::Criterion;
using moisson::criterion_with;
using moisson::Grid;
using moisson::grid_of_works;
using moisson::id_of;

// What a resource answers.
struct Answer {
    enum class Form {
        missing,
        words,  // something is written there that we cannot compare
        normalised,
    };
    Criterion criterion = Criterion::contact;
    Form form = Form::missing;
    std::optional<Instant> since;  // when it last changed, or a router last confirmed it; the source's clock
    bool at_least = false;         // it is as old as that, or older

    friend bool operator==(const Answer&, const Answer&) = default;
};

// I12: of 100, how much of what is asked is answered. What no answer speaks of is missing.
struct Completeness {
    double score = 0;
    bool has_contact = true;         // without one nobody can be sent there, whatever the score
    std::vector<Criterion> missing;  // in the order of the grid

    friend bool operator==(const Completeness&, const Completeness&) = default;
};
Known<Completeness> routing_completeness(const Grid& grid, std::span<const Answer> answers);

// I13: the same, each answer fading with its age.
struct AnswerFreshness {
    double score = 0;
    bool at_most = false;  // an age is known only as "at least"

    friend bool operator==(const AnswerFreshness&, const AnswerFreshness&) = default;
};
Known<AnswerFreshness> answer_freshness(const Grid& grid, std::span<const Answer> answers, Instant now);

}  // namespace moisson::health
