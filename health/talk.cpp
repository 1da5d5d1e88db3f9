// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/talk.hpp"

#include <algorithm>
#include <chrono>
#include <limits>
#include <vector>

namespace moisson::health {
namespace {

constexpr std::chrono::days in_time(14);
constexpr std::chrono::days two_years(730);
constexpr double never = std::numeric_limits<double>::infinity();

double days_to_answer(const Question& question) {
    if (!question.answered) return never;
    // Two clocks may disagree: an answer is never earlier than its question.
    return std::max(
        0.0, std::chrono::duration<double, std::chrono::days::period>(*question.answered - question.asked).count());
}

// Of days in order, of which there is one at least.
Known<double> median_of(const std::vector<double>& days) {
    const double upper = days[days.size() / 2];
    const double median = days.size() % 2 == 1 ? upper : (days[days.size() / 2 - 1] + upper) / 2;
    if (median == never) return tl::unexpected(Unknown::mostly_unanswered);
    return median;
}

}  // namespace

Known<Responsiveness> responsiveness(std::span<const Question> questions, Instant now) {
    std::vector<double> days;
    for (const Question& question : questions)
        if (question.asked <= now - in_time && question.asked > now - two_years)
            days.push_back(days_to_answer(question));
    if (days.empty()) return tl::unexpected(Unknown::no_question);
    std::sort(days.begin(), days.end());
    Responsiveness found;
    found.asked = static_cast<unsigned>(days.size());
    found.answered = static_cast<unsigned>(std::upper_bound(days.begin(), days.end(), in_time.count()) - days.begin());
    found.value = (found.answered + 1.0) / (found.asked + 2.0);
    found.median_days = median_of(days);
    return found;
}

double revert_share(const Contest& contest) noexcept {
    constexpr double usual_reverted = 0.1;
    constexpr double usual_edits = 10;
    return (contest.reverted + usual_reverted) / (contest.edits + usual_edits);
}

}  // namespace moisson::health
