// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/happening.hpp"

#include <chrono>

namespace moisson::health {

std::string_view id_of(Happening happening) noexcept {
    return happening == Happening::a_venir ? "a_venir" : "passe";
}

Known<Happening> happening(std::optional<Instant> starts, std::optional<Instant> ends, Instant now) noexcept {
    if (!starts && !ends) return tl::unexpected(Unknown::no_date);
    // An end that lies before the start is a mistake: the later of the two decides.
    Instant over = ends ? *ends : *starts + std::chrono::days(1);
    if (starts && *starts > over) over = *starts + std::chrono::days(1);
    return now < over ? Happening::a_venir : Happening::passe;
}

}  // namespace moisson::health
