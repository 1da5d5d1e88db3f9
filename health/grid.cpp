// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/grid.hpp"

#include "health/weeks.hpp"

#include <algorithm>
#include <cmath>

namespace moisson::health {
namespace {

double worth(Answer::Form form) {
    switch (form) {
        case Answer::Form::normalised:
            return 1;
        case Answer::Form::words:
            return 0.5;
        case Answer::Form::missing:
            return 0;
    }
    return 0;
}

// The answer to a criterion, if there is one.
const Answer* answer_to(Criterion criterion, std::span<const Answer> answers) {
    for (const Answer& answer : answers)
        if (answer.criterion == criterion && answer.form != Answer::Form::missing) return &answer;
    return nullptr;
}

double sum_of_weights(const Grid& grid) {
    double sum = 0;
    for (const Grid::Line& line : grid.lines) sum += line.weight;
    return sum;
}

}  // namespace

Known<Completeness> routing_completeness(const Grid& grid, std::span<const Answer> answers) {
    if (grid.lines.empty()) return tl::unexpected(Unknown::no_grid);
    Completeness found;
    for (const Grid::Line& line : grid.lines) {
        const Answer* answer = answer_to(line.criterion, answers);
        if (answer == nullptr)
            found.missing.push_back(line.criterion);
        else
            found.score += line.weight * worth(answer->form);
        if (line.criterion == Criterion::contact) found.has_contact = answer != nullptr;
    }
    found.score *= 100 / sum_of_weights(grid);
    return found;
}

Known<AnswerFreshness> answer_freshness(const Grid& grid, std::span<const Answer> answers, Instant now) {
    if (grid.lines.empty()) return tl::unexpected(Unknown::no_grid);
    AnswerFreshness found;
    bool answered = false;
    for (const Grid::Line& line : grid.lines) {
        const Answer* answer = answer_to(line.criterion, answers);
        if (answer == nullptr) continue;
        if (!answer->since) return tl::unexpected(Unknown::no_date);
        answered = true;
        const double age = std::max(0.0, days_of(now) - days_of(*answer->since));
        found.score += line.weight * worth(answer->form) * std::exp2(-age / line.half_life);
        found.at_most = found.at_most || answer->at_least;
    }
    if (!answered) return tl::unexpected(Unknown::no_answer);
    found.score *= 100 / sum_of_weights(grid);
    return found;
}

}  // namespace moisson::health
