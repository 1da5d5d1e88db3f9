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
    switch (matter) {
        case Awaiting::Matter::fewer_items:
            return "fewer_items";
        case Awaiting::Matter::went_back:
            return "went_back";
        case Awaiting::Matter::mass_loss:
            return "mass_loss";
    }
    return "";
}

std::optional<Awaiting::Matter> matter_named(std::string_view name) noexcept {
    using Matter = Awaiting::Matter;
    for (const Matter matter : {Matter::fewer_items, Matter::went_back, Matter::mass_loss})
        if (name_of(matter) == name) return matter;
    return std::nullopt;
}

std::optional<Outcome> outcome_named(std::string_view name) noexcept {
    for (const Outcome outcome : {Outcome::running, Outcome::complete, Outcome::partial, Outcome::failed,
                                  Outcome::refused, Outcome::interrupted})
        if (name_of(outcome) == name) return outcome;
    return std::nullopt;
}

}  // namespace moisson
