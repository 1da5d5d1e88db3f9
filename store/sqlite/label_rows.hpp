// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/keeping.hpp"
#include "store/sqlite/vitals.hpp"

#include <cstdint>
#include <map>
#include <optional>

namespace moisson::store::sqlite {

// The columns of `label` and `grounds` from `first` on: label, since, valid_until, judged, weeks, past, observed_since,
// born, names, contact_seen, others_seen, archived, archived_by, stable, stable_by, unlisted, unlisted_by, kind.
Result<health::Kept> kept_at(const Query& row, int first);

// How many resources alive bear each label, of one source or of all.
std::map<health::Label, std::uint64_t> label_counts(Connection& connection, std::optional<std::int64_t> source);

// Inside a write transaction.
void write_label(Connection& connection, std::int64_t resource, const health::Kept& kept);
// What it rests on; where only time has passed that is what it was.
void write_grounds(Connection& connection, std::int64_t resource, const Patient& patient, const health::Kept& kept);
void write_transition(Connection& connection, std::int64_t resource, const health::Transition& transition,
                      Instant noticed, Instant told);

}  // namespace moisson::store::sqlite
