// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/batch.hpp"
#include "store/sqlite/names.hpp"

namespace moisson::store::sqlite {

// What that account signed until then is signed with its new name, and the old name is forgotten unless somebody else
// bears it. Told twice, it does nothing more.
void rename_account(Connection& connection, Names& names, const Renamed& account);

}  // namespace moisson::store::sqlite
