// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/typed_value.hpp"

#include <string>

namespace moisson {

// {country, region, department, commune} of one line of plain text, of the types that fill a territory. A postal code
// of another country than France says nothing about France, and is none the less understood. Total.
Understood understand_territory(const std::string& line, const Mapping::Type& type, const Around& around);

}  // namespace moisson
