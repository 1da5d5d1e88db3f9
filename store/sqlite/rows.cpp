// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/rows.hpp"

#include "store/sqlite/words.hpp"

namespace moisson::store::sqlite {

Item item_at(const Query& row, int first) {
    Item item;
    item.id = ItemId(row.text(first));
    item.title = row.text(first + 1);
    item.ns = static_cast<int>(row.integer(first + 2));
    item.content_model = row.text(first + 3);
    item.latest = RevisionId(row.text(first + 4));
    if (!row.is_null(first + 5)) item.redirect_to = row.text(first + 5);
    return item;
}

std::optional<Actor> actor_at(const Query& row, int first) {
    if (row.is_null(first)) return std::nullopt;
    return Actor{row.text(first), actor_kind_of(row.view(first + 1))};
}

Hidden hidden_at(const Query& row, int first) {
    return Hidden{row.flag(first), row.flag(first + 1), row.flag(first + 2)};
}

Revision revision_at(const Query& row, int first) {
    Revision revision;
    revision.item = ItemId(row.text(first));
    revision.id = RevisionId(row.text(first + 1));
    if (!row.is_null(first + 2)) revision.parent = RevisionId(row.text(first + 2));
    revision.at = row.instant(first + 3);
    revision.size = row.maybe_count(first + 4);
    revision.sha1 = row.text(first + 5);
    revision.comment = row.text(first + 6);
    revision.minor = row.flag(first + 7);
    revision.bot = row.flag(first + 8);
    revision.tags = tags_of(row.view(first + 9));
    revision.hidden = hidden_at(row, first + 10);
    revision.actor = actor_at(row, first + 13);
    return revision;
}

Owed owed_at(const Query& row, int first) {
    Owed owed;
    owed.item = ItemId(row.text(first));
    owed.title = row.text(first + 1);
    owed.what = depth_of(row.view(first + 2));
    owed.why = row.text(first + 3);
    if (!row.is_null(first + 4))
        owed.occasion = Occasion{row.text(first + 4), row.instant(first + 5), actor_at(row, first + 6)};
    return owed;
}

Run run_at(const Query& row, int first) {
    Run run;
    run.id = row.integer(first);
    run.verb = row.text(first + 1);
    run.started = row.instant(first + 2);
    run.ended = row.maybe_instant(first + 3);
    run.outcome = outcome_named(row.view(first + 4)).value_or(Outcome::failed);
    run.listed = row.count(first + 5);
    run.seen = row.count(first + 6);
    run.changed = row.count(first + 7);
    run.requests = row.count(first + 8);
    run.bytes = row.count(first + 9);
    run.drift = row.maybe_count(first + 10);
    run.error = row.text(first + 11);
    run.source = SourceName(row.text(first + 12));
    run.retries = row.count(first + 13);
    run.waited = std::chrono::milliseconds(row.integer(first + 14));
    run.faults = faults_of(row.view(first + 15));
    run.stale_derived = row.count(first + 16);
    return run;
}

Result<SourceRow> source_at(const Query& row, int first) {
    SourceRow source;
    source.name = SourceName(row.text(first));
    source.kind = row.text(first + 1);
    source.cursor = Cursor{row.text(first + 2)};
    source.baseline_done = row.flag(first + 3);
    source.last_census = row.maybe_instant(first + 4);
    source.last_deep_census = row.maybe_instant(first + 6);
    source.census_due = row.text(first + 7);
    if (!row.is_null(first + 8)) source.awaits = awaiting_of(row.view(first + 8));
    source.times_went_back = row.integer(first + 9);
    if (!row.is_null(first + 10)) source.closing = closing_of(row.view(first + 10));
    if (row.is_null(first + 5)) return source;
    auto value = from_json(row.view(first + 5));
    if (!value) return fail(value.error());
    auto traits = traits_from(*value);
    if (!traits) return fail(traits.error());
    source.traits = std::move(*traits);
    return source;
}

}  // namespace moisson::store::sqlite
