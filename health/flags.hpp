// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/indicators.hpp"
#include "health/label.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace moisson::health {

// What is said of a resource besides its label, and independently of it.
enum class Flag {
    fragile,                // vivant, and one person carries half of the work
    non_aiguillable,        // no contact: nobody can be sent there
    silence_inhabituel,     // silent for much longer than it uses to be
    ralentissement,         // slower than in the two years before
    conteste,               // what people write there is often taken back
    reponses_a_reverifier,  // its answers are old
    historique_tronque,     // it is older than what can be read of it
    fini_et_stable,         // finished: that nobody edits it says nothing
    faits_contradictoires,  // finished, and ended
};
inline constexpr std::array all_flags{Flag::fragile,
                                      Flag::non_aiguillable,
                                      Flag::silence_inhabituel,
                                      Flag::ralentissement,
                                      Flag::conteste,
                                      Flag::reponses_a_reverifier,
                                      Flag::historique_tronque,
                                      Flag::fini_et_stable,
                                      Flag::faits_contradictoires};
std::string_view id_of(Flag flag) noexcept;  // the ASCII name of it
bool may_see(Flag flag, Audience audience) noexcept;

// After so long a person's word that a resource is finished must be given anew. A source's word holds while it stands.
inline constexpr std::chrono::days stable_for(730);
bool is_stable(const std::optional<Stated>& stable, Instant now) noexcept;
// The first instant after now at which is_stable() says otherwise; nothing: it never does by itself.
std::optional<Instant> stability_turns(const std::optional<Stated>& stable, Instant now) noexcept;

// Those that hold, in the order in which they are declared.
std::vector<Flag> flags_of(const Indicators& indicators, const Facts& facts, std::optional<Label> label, Instant now);

}  // namespace moisson::health
