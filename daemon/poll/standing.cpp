// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/poll/standing.hpp"

namespace moisson::daemon {

namespace {

bool is_word_of_source(Publication publication) {
    return publication == Publication::open || publication == Publication::withheld;
}

}  // namespace

store::StandingRow stand(const std::optional<store::StandingRow>& known, const Standing& told, Freshness item,
                         Instant now) {
    if (is_word_of_source(told.publication))
        return store::StandingRow{told.item, told.publication, told.why, now, std::nullopt};
    store::StandingRow row = known.value_or(store::StandingRow{told.item, told.publication, {}, {}, {}});
    if (is_word_of_source(row.publication)) {
        if (item == Freshness::renewed) row.due = now;
        return row;
    }
    row.publication = told.publication;
    if (told.publication == Publication::assumed)
        row.due.reset();
    else if (!row.due || item == Freshness::renewed)
        row.due = now;
    return row;
}

}  // namespace moisson::daemon
