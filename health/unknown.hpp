// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>
#include <tl/expected.hpp>

namespace moisson::health {

// Why something cannot be told. It is never told as 0 instead.
enum class Unknown {
    no_history,           // no contribution that counts is known
    two_dates,            // of its history only two dates are known, and it was not observed for a year yet
    too_young,            // too little of its life has passed to compare two parts of it
    too_few_gaps,         // fewer than four intervals between its active weeks
    source_names_nobody,  // the source does not say who contributed
    nobody_known,         // nobody who contributed is known by name
    mostly_unnamed,       // most of the work was done by people the source does not name
    nobody_lately,        // nobody contributed within the last 52 weeks
    no_question,          // nobody asked anything in time to be answered
    mostly_unanswered,    // half the questions or more were never answered: there is no median
    no_date,              // an answer is there, and nothing says how old it is
    no_answer,            // nothing that a visitor asks is answered
    no_grid,              // nothing is expected of this kind of resource
    for_routers,          // it is known, and not told to everybody
};

inline constexpr std::array all_unknowns{Unknown::no_history,
                                         Unknown::two_dates,
                                         Unknown::too_young,
                                         Unknown::too_few_gaps,
                                         Unknown::source_names_nobody,
                                         Unknown::nobody_known,
                                         Unknown::mostly_unnamed,
                                         Unknown::nobody_lately,
                                         Unknown::no_question,
                                         Unknown::mostly_unanswered,
                                         Unknown::no_date,
                                         Unknown::no_answer,
                                         Unknown::no_grid,
                                         Unknown::for_routers};

// Its ASCII id, for JSON and templates: "no_history".
std::string_view id_of(Unknown reason) noexcept;

// A value, or why there is none.
template <class T>
using Known = tl::expected<T, Unknown>;

}  // namespace moisson::health
