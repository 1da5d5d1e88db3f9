// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/connection.hpp"

#include <cstdint>
#include <span>

namespace moisson::store::sqlite {

// "MOIS", in the header of every file of ours.
inline constexpr std::int64_t application_id = 0x4d4f4953;

// A store of version n is made by the first n steps; each is one transaction.
using Migrations = std::span<const char* const>;

Migrations migrations();

// Brings a file to the newest version: creates an empty one; copies an older one beside itself first
// ("<path>.v1.backup"). A newer one, or a file of somebody else, is refused (conflict) and left untouched.
Result<Done> migrate(Connection& connection, Migrations steps);

// For readers: nothing is created or migrated, any other version is refused.
Result<Done> check_version(Connection& connection, Migrations steps);

extern const char* const schema_v1;
extern const char* const schema_v2;
extern const char* const schema_v3;
extern const char* const schema_v4;
extern const char* const schema_v5;

}  // namespace moisson::store::sqlite
