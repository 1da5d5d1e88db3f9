// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/value.hpp"

namespace moisson::communecter {

// Whether ways to reach somebody may stay: only a configuration that says why allows it.
enum class Contacts { dropped, kept };

// What was sent without what it says of persons, however deep it stands: who made, edited, liked or was invited, whom a
// link leads to, who gave money unless it is an organisation. PHP's empty values go too: they say nothing, and turn up
// as null, "", [] and {} by chance. The elements of lists keep their places.
Value without_people(Value value, Contacts contacts);

}  // namespace moisson::communecter
