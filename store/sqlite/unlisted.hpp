// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/connection.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <set>

namespace moisson::store::sqlite {

// Whether a record says that it is not for publication.
bool is_unlisted(const Snapshot& snapshot);

// Which items of these resources are not published because one of them says so. Inside a write transaction, once the
// items and snapshots are written, or gone.
void mend_unlisted(Connection& connection, std::int64_t source, const Delta& delta,
                   const std::set<std::int64_t>& resources);
void mend_unlisted(Connection& connection, const std::set<std::int64_t>& resources);

}  // namespace moisson::store::sqlite
