// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/unknown.hpp"
#include "schema/instant.hpp"

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace moisson::health {

// What a visitor who was sent to a resource asks first.
enum class Criterion {
    contact,     // whom to call
    time,        // how long it takes
    complexity,  // how hard it is
    cost,        // what it costs
    licence,     // what one may do with it
    how_to,      // where it is explained
    context,     // what it is, in which language, for which territory
    address,     // of a place: where it is
    hours,       // when it is open
    site,        // its own pages
};
inline constexpr std::array all_criteria{
    Criterion::contact, Criterion::time,    Criterion::complexity, Criterion::cost,  Criterion::licence,
    Criterion::how_to,  Criterion::context, Criterion::address,    Criterion::hours, Criterion::site};
std::string_view id_of(Criterion criterion) noexcept;
std::optional<Criterion> criterion_with(std::string_view id) noexcept;

// What is expected of a kind of resource, how much it matters, and after how many days an answer is worth half.
struct Grid {
    struct Line {
        Criterion criterion = Criterion::contact;
        double weight = 0;     // above 0
        double half_life = 0;  // days, above 0

        friend bool operator==(const Line&, const Line&) = default;
    };
    std::vector<Line> lines;  // a criterion stands in one at most

    friend bool operator==(const Grid&, const Grid&) = default;
};

// The grid of what is worked on, where the configuration has no other.
Grid grid_of_works();

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
