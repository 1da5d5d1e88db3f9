// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/batch.hpp"
#include "store/sqlite/names.hpp"

#include <vector>

namespace moisson::store::sqlite {

enum class RevisionIds { unique_in_source, unique_in_item };

// Inserted or replaced. Where ids are unique in the source, a known one under another item moves, its contents too.
void write_revision(Connection& connection, Names& names, const ItemId& item, const Revision& revision,
                    RevisionIds ids);

// Afterwards each of their items has these revisions and no others.
void write_histories(Connection& connection, Names& names, const std::vector<History>& histories, RevisionIds ids);

}  // namespace moisson::store::sqlite
