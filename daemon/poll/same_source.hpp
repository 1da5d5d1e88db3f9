// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/section.hpp"
#include "schema/result.hpp"
#include "schema/traits.hpp"

#include <string>

namespace moisson::daemon {

// Whether a file is of that source. A wiki has many addresses, and changes its name now and then: it is the same when
// its name is, or its address with the way to its pages. Error{conflict} says what differs. `where`: the file.
Result<Done> check_same_source(const Traits& told, const Traits& known, const std::string& where);

// Nothing is known of the source but where it is asked: the file must be of that host.
Result<Done> check_same_host(const Traits& told, const Section& options, const std::string& where);

}  // namespace moisson::daemon
