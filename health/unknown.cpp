// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/unknown.hpp"

namespace moisson::health {

std::string_view id_of(Unknown reason) noexcept {
    switch (reason) {
        case Unknown::no_history:
            return "no_history";
        case Unknown::two_dates:
            return "two_dates";
        case Unknown::too_young:
            return "too_young";
        case Unknown::too_few_gaps:
            return "too_few_gaps";
        case Unknown::source_names_nobody:
            return "source_names_nobody";
        case Unknown::nobody_known:
            return "nobody_known";
        case Unknown::mostly_unnamed:
            return "mostly_unnamed";
        case Unknown::nobody_lately:
            return "nobody_lately";
        case Unknown::no_question:
            return "no_question";
        case Unknown::mostly_unanswered:
            return "mostly_unanswered";
        case Unknown::no_date:
            return "no_date";
        case Unknown::no_answer:
            return "no_answer";
        case Unknown::no_grid:
            return "no_grid";
        case Unknown::for_routers:
            return "for_routers";
    }
    return "";
}

}  // namespace moisson::health
