// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace moisson::daemon {

// Reads "a=1&b=x%20y" into `fields`; total for any bytes. A name that comes again is joined by a line feed,
// so that a list can be given. At most 256 pairs; the rest is dropped.
void read_form(std::string_view text, std::map<std::string, std::string>& fields);

}  // namespace moisson::daemon
