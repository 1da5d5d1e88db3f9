// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/answer_age.hpp"

#include "health/indicators.hpp"

namespace moisson::health {

std::string_view id_of(AnswerAge age) noexcept {
    switch (age) {
        case AnswerAge::a_jour:
            return "a_jour";
        case AnswerAge::commence_a_dater:
            return "commence_a_dater";
        case AnswerAge::a_reverifier:
            break;
    }
    return "a_reverifier";
}

AnswerAge answer_age(const AnswerFreshness& answers) noexcept {
    constexpr std::array steps{AnswerAge::a_reverifier, AnswerAge::commence_a_dater, AnswerAge::a_jour};
    return steps[band_of(Indicator::answer_freshness, answers.score)];
}

}  // namespace moisson::health
