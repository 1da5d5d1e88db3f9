// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/open.hpp"

#include <string>

namespace moisson::test {

// What the store keeps of which revisions count, of footprints, batches and authors last seen, as one text.
std::string kept_health(store::Engine& engine);

// The same, made from nothing: from the revisions and changes that the store exports, by the pure rules.
std::string health_anew(store::Reader& reader);

// How many differences the store's own replay finds.
std::uint64_t differences(store::Engine& engine);

}  // namespace moisson::test
