// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/query.hpp"
#include "store/store.hpp"

#include <utility>

// Values read from a row. Each function names the columns it reads, in order, from `first` on.
namespace moisson::store::sqlite {

// id, title, ns, content_model, latest, redirect_to
Item item_at(const Query& row, int first);

// name, kind; no name: nobody
std::optional<Actor> actor_at(const Query& row, int first);

// item, id, parent, at, size, sha1, comment, minor, bot, tags, hidden_user, hidden_comment, hidden_text, actor's name,
// kind
Revision revision_at(const Query& row, int first);

// hidden_user, hidden_comment, hidden_text
Hidden hidden_at(const Query& row, int first);

// item, title, depth, why, event, at, actor's name, kind
Owed owed_at(const Query& row, int first);

// id, verb, started, ended, outcome, listed, seen, changed, requests, bytes, drift, error, source's name
Run run_at(const Query& row, int first);

// name, kind, cursor, baseline_done, last_census, traits, last_deep_census, census_due, awaits, times_went_back,
// closing
Result<SourceRow> source_at(const Query& row, int first);

}  // namespace moisson::store::sqlite
