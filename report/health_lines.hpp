// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/happening.hpp"
#include "health/portrait.hpp"
#include "schema/ids.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace moisson::report {

// A resource whose health is told: its names, and what is known of it.
struct HealthRecord {
    ResourceId resource;
    SourceName source;
    std::string title;
    std::string kind;
    std::string url;  // where a person reads it; may be empty
    health::Evidence evidence;
    health::Grid grid;                    // of its kind
    std::optional<health::Dated> starts;  // of an event, and so the next
    std::optional<health::Dated> ends;
};

// Why no label is told, as `unknown` has it: "kind" (dynamics are not told of it) or "fini_et_stable".
std::string_view why_unlabelled(const health::Facts& facts) noexcept;

// One JSON object without the line end, keys always in this order, described by schema/health.schema.json:
//   id, source, title, kind, url, at (the reader's instant), for (routers, public)
//   label, since, valid_until    happening (of an event: a_venir, passe)    flags, missing (lists of ids)
//   the indicators by their slugs, in the order of health::all_scales(): a number; last_human_edit an instant,
//   change_since the Monday from which on it is slower, false when it is not
//   unknown: for each of these that is null, why: an id of health::Unknown; of label also "kind" (dynamics are not told
//   of it) and "fini_et_stable"
// Nothing in the line of the public depends on what only routers may know.
std::string line(const HealthRecord& record, Instant now, health::Audience audience);

}  // namespace moisson::report
