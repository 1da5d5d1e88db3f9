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

// Inserted when it is unknown in the source. Of a known one no more is believed than what is hidden now.
void write_hearsay(Connection& connection, Names& names, const ItemId& item, const Revision& revision, RevisionIds ids);

// Afterwards each of their items has these revisions and no others.
void write_histories(Connection& connection, Names& names, const std::vector<History>& histories, RevisionIds ids);

// What the source no longer shows of a revision; nothing of one that is unknown.
Hidden hidden_of(Connection& connection, std::int64_t source, const ItemId& item, const RevisionId& revision);

// Whether a change of that field comes from the text of the page, and not from its logs.
bool is_of_text(std::string_view field) noexcept;

}  // namespace moisson::store::sqlite
