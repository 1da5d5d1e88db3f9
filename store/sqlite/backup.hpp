// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/connection.hpp"

#include <cstdint>
#include <string>

namespace moisson::store::sqlite {

// Where a store of that version is copied before it is migrated.
std::string backup_path(const std::string& path, std::int64_t version);

// A whole and consistent copy beside the file, on the disk before anything else happens.
// A store in memory has nothing beside it: nothing is done.
Result<Done> back_up(Connection& connection, std::int64_t version);

}  // namespace moisson::store::sqlite
