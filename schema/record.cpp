// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/record.hpp"

namespace moisson {

std::string_view name_of(Outcome outcome) noexcept {
    switch (outcome) {
        case Outcome::running:
            return "running";
        case Outcome::complete:
            return "complete";
        case Outcome::partial:
            return "partial";
        case Outcome::failed:
            return "failed";
        case Outcome::refused:
            return "refused";
        case Outcome::interrupted:
            return "interrupted";
    }
    return "";
}

std::string_view name_of(Awaiting::Matter matter) noexcept {
    return matter == Awaiting::Matter::went_back ? "went_back" : "fewer_items";
}

std::optional<Outcome> outcome_named(std::string_view name) noexcept {
    for (const Outcome outcome : {Outcome::running, Outcome::complete, Outcome::partial, Outcome::failed,
                                  Outcome::refused, Outcome::interrupted})
        if (name_of(outcome) == name) return outcome;
    return std::nullopt;
}

}  // namespace moisson
