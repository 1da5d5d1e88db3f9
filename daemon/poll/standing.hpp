// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/publication.hpp"
#include "store/store.hpp"

#include <optional>

namespace moisson::daemon {

// Whether the item is what it was when its standing was last looked at.
enum class Freshness { same, renewed };

// What is known of publishing an item once a reading has said that. The source's own word stands until the source is
// asked again: how an item is met in a list cannot take it back, but an item that was renewed may have become another
// thing, so it is asked about again. Pure; `now` is our clock.
store::StandingRow stand(const std::optional<store::StandingRow>& known, const Standing& told, Freshness item,
                         Instant now);

}  // namespace moisson::daemon
