// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/connection.hpp"

#include <cstddef>

namespace moisson::store::sqlite {

// Authors who were seen otherwise than before (table `seen_queue`): names the resources of what they worked on, whose
// labels may depend on it. At most so many steps; how many it were: fewer, and nobody is left. Inside a write
// transaction.
std::size_t queue_works_of_seen(Connection& connection, std::size_t most);

}  // namespace moisson::store::sqlite
