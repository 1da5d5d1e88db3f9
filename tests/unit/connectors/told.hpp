// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/batch.hpp"
#include "schema/census.hpp"
#include "schema/traits.hpp"

#include <set>
#include <string>

// What replies say, as a set of sentences: two conversations said the same when their sets are equal, however it was
// cut into replies and whatever was said twice.
namespace moisson::conformance {

using Told = std::set<std::string>;

Told told(const Batch& batch);
Told told(const Census& census);
Told told(const Traits& traits);

}  // namespace moisson::conformance
