// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/result.hpp"

#include <string>

struct sqlite3;

namespace moisson::store::sqlite {

// What SQLite's code means for the person who runs Moisson.
Error failure_of(int code, int system_errno, const std::string& path, const std::string& words);

// The last failure of that connection.
Error last_failure(sqlite3* handle, const std::string& path);

}  // namespace moisson::store::sqlite
