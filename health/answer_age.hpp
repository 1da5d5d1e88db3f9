// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/grid.hpp"

#include <array>
#include <string_view>

namespace moisson::health {

// What is said of a place instead of dynamics: how fresh are its answers (I13), in three steps.
enum class AnswerAge {
    a_jour,            // 60 of 100, or more
    commence_a_dater,  // 30 or more
    a_reverifier,      // less
};
inline constexpr std::array all_answer_ages{AnswerAge::a_jour, AnswerAge::commence_a_dater, AnswerAge::a_reverifier};
std::string_view id_of(AnswerAge age) noexcept;  // the ASCII name of it

AnswerAge answer_age(const AnswerFreshness& answers) noexcept;

}  // namespace moisson::health
