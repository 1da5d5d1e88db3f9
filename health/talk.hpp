// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/unknown.hpp"
#include "schema/instant.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace moisson::health {

// A question put to the people of a resource by somebody who is not one of them: a new section of its talk page, a
// thread of a forum.
struct Question {
    Instant asked{};                  // the source's clock
    std::optional<Instant> answered;  // first word of another human

    friend bool operator==(const Question&, const Question&) = default;
};

// I10: how surely one is answered within fourteen days.
struct Responsiveness {
    unsigned asked = 0;     // within 24 months, and fourteen days ago at least
    unsigned answered = 0;  // of them, in time
    double value = 0;       // as if one more had been answered, and one more not
    Known<double> median_days = tl::unexpected(Unknown::mostly_unanswered);  // to the first answer, however late

    friend bool operator==(const Responsiveness&, const Responsiveness&) = default;
};
Known<Responsiveness> responsiveness(std::span<const Question> questions, Instant now);

// Edits of people within the last 730 days, and how many of them others took back.
struct Contest {
    std::uint32_t edits = 0;
    std::uint32_t reverted = 0;

    friend bool operator==(const Contest&, const Contest&) = default;
};
// I16, with the one in a hundred that is usual added.
double revert_share(const Contest& contest) noexcept;

}  // namespace moisson::health
