// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/happening.hpp"

#include <chrono>

namespace moisson::health {
namespace {

Instant end_of_start(const Dated& start) noexcept {
    return start.from < start.until ? start.until : start.from + std::chrono::days(1);
}

}  // namespace

std::string_view id_of(Happening happening) noexcept {
    return happening == Happening::a_venir ? "a_venir" : "passe";
}

Known<Happening> happening(std::optional<Dated> starts, std::optional<Dated> ends, Instant now) noexcept {
    if (!starts && !ends) return tl::unexpected(Unknown::no_date);
    // An end that lies before the start is a mistake: the start alone decides.
    const bool ended = ends && (!starts || starts->from <= ends->until);
    const Instant over = ended ? ends->until : end_of_start(*starts);
    return now < over ? Happening::a_venir : Happening::passe;
}

}  // namespace moisson::health
