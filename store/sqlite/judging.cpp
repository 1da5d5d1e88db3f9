// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/judging.hpp"

#include "store/sqlite/footprints.hpp"
#include "store/sqlite/seen.hpp"
#include "store/sqlite/sprees.hpp"
#include "store/sqlite/touched.hpp"

#include <algorithm>
#include <optional>

namespace moisson::store::sqlite {

namespace {

constexpr std::size_t radius = health::revert_radius;
constexpr std::size_t twice = 2 * radius;
constexpr std::size_t few = 2 * twice;  // revisions: then all of them are read sooner than some

bool is_any_unjudged(Connection& connection) {
    Query row = connection.query("SELECT 1 FROM unjudged LIMIT 1");
    return row.step();
}

// From where on an item is still to be judged, when it is.
std::optional<Place> unjudged_from(Connection& connection, const ItemKey& key) {
    Query row =
        connection.query("SELECT at, revision FROM unjudged WHERE source = ?1 AND item = ?2", key.source, key.item);
    if (!row.step()) return std::nullopt;
    return Place{row.integer(0), row.text(1)};
}

// Whether the first revision of an item is, or was, among those that were touched.
bool begins_with(Connection& connection, const TouchedItem& item) {
    Query row = connection.query(
        "SELECT at, id FROM revision INDEXED BY revision_order WHERE source = ?1 AND item = ?2 ORDER BY at, width, id "
        "LIMIT 1",
        item.key.source, item.key.item);
    return !row.step() || item.places.front() <= Place{row.integer(0), row.text(1)};
}

// Whether nothing of an item was there before.
bool is_all_new(const TouchedItem& item, const Stretch& whole) {
    return item.withdrawn.empty() && std::all_of(whole.kept.begin(), whole.kept.end(),
                                                 [&](const Stretch::Kept& kept) { return item.is_new(kept.place.id); });
}

// Judges parts of items, and mends what is kept of them.
class Bench {
public:
    explicit Bench(Connection& connection) : connection_(connection), footprints_(connection) {}

    void mend_sprees() { sprees_.mend(); }
    void mend(const TouchedItem& item);
    // Of an item not judged yet, about as many revisions; how many it were.
    std::size_t judge_from(const ItemKey& key, const Place& from, std::size_t most);
    void finish(Footprints::Concerned concerned) { footprints_.finish(concerned); }

private:
    std::size_t mend_around(const TouchedItem& item, std::size_t next, const std::optional<Place>& unjudged);
    void mend_part(const TouchedItem& item, const Stretch& stretch, std::size_t begin, std::size_t end,
                   const std::optional<Place>& unjudged);
    void settle(const ItemKey& key, const Stretch& stretch, std::size_t i, bool stood, health::Verdict verdict);

    Connection& connection_;
    const bool any_unjudged_ = is_any_unjudged(connection_);
    Sprees sprees_{connection_};
    Acts acts_{connection_,
               [this](std::int64_t source, const health::Spree& spree) { return sprees_.has(source, spree); }};
    Footprints footprints_;
};

// One verdict, as it is now.
void Bench::settle(const ItemKey& key, const Stretch& stretch, std::size_t i, bool stood, health::Verdict verdict) {
    const bool counts = verdict == health::Verdict::counts;
    if (counts && !stood) footprints_.add(stretch.acts[i]);
    if (!counts && stood) footprints_.withdraw(stretch.acts[i]);
    const auto now = static_cast<std::int64_t>(verdict);
    if (now != stretch.kept[i].verdict)
        connection_.run("UPDATE revision SET verdict = ?4 WHERE source = ?1 AND item = ?2 AND id = ?3", key.source,
                        key.item, stretch.kept[i].place.id, now);
}

void Bench::mend(const TouchedItem& item) {
    const auto unjudged = any_unjudged_ ? unjudged_from(connection_, item.key) : std::nullopt;
    const auto all = acts_.whole(item.key, few);
    footprints_.begin(item.key,
                      all && is_all_new(item, *all) ? Footprints::Kept::nothing : Footprints::Kept::something);
    for (const TouchedItem::Gone& gone : item.withdrawn)
        if (!unjudged || gone.place < *unjudged) footprints_.withdraw(gone.act);
    if (all)
        mend_part(item, *all, 0, all->size(), unjudged);
    else
        for (std::size_t next = 0; next < item.places.size();) next = mend_around(item, next, unjudged);
    // How old an item is, and whether its past is whole, its first revision tells, be it a robot's.
    if (footprints_.end() || (!item.fresh.empty() && begins_with(connection_, item)))
        queue_resources_of(connection_, item.key);
}

void Bench::mend_part(const TouchedItem& item, const Stretch& stretch, std::size_t begin, std::size_t end,
                      const std::optional<Place>& unjudged) {
    const auto verdicts = health::judge(stretch.acts, stretch.opening);
    for (std::size_t i = begin; i < end; ++i) {
        const Stretch::Kept& kept = stretch.kept[i];
        if (unjudged && kept.place >= *unjudged) break;
        settle(item.key, stretch, i, kept.verdict == 0 && !item.is_new(kept.place.id), verdicts[i]);
    }
}

// Those around the touched place `next` and around all that are so near that they would be looked at anyway; which is
// the next one.
std::size_t Bench::mend_around(const TouchedItem& item, std::size_t next, const std::optional<Place>& unjudged) {
    const Place& first = item.places[next];
    Stretch stretch = acts_.before(item.key, first);
    const std::size_t begin = stretch.size() - std::min(stretch.size(), radius);
    std::size_t last = stretch.size();
    const bool to_the_end = acts_.append_from(item.key, first, stretch, [&](const Stretch& now) {
        const std::size_t here = now.size() - 1;
        for (; next < item.places.size() && item.places[next] <= now.kept[here].place; ++next) last = here;
        return here <= last + twice;
    });
    // The others stood behind the last one.
    if (to_the_end && next < item.places.size()) {
        last = stretch.size();
        next = item.places.size();
    }
    acts_.relate(item.key, stretch);
    mend_part(item, stretch, begin, std::min(stretch.size(), last + radius + 1), unjudged);
    return next;
}

std::size_t Bench::judge_from(const ItemKey& key, const Place& from, std::size_t most) {
    const bool from_the_first = from.id.empty();
    std::optional<Stretch> whole = from_the_first ? acts_.whole(key, most) : std::nullopt;
    Stretch part = whole ? std::move(*whole) : acts_.before(key, from);
    const std::size_t begin = whole ? 0 : part.size();
    const bool to_the_end = whole || acts_.append_from(key, from, part, [&](const Stretch& now) {
        return now.size() <= begin + most + twice;
    });
    if (!whole) acts_.relate(key, part);
    const std::size_t end = std::min(part.size(), begin + most);
    const auto verdicts = health::judge(part.acts, part.opening);
    footprints_.begin(key, from_the_first ? Footprints::Kept::nothing : Footprints::Kept::something);
    for (std::size_t i = begin; i < end; ++i) settle(key, part, i, false, verdicts[i]);
    footprints_.end();
    if (to_the_end && end == part.size())
        connection_.run("DELETE FROM unjudged WHERE source = ?1 AND item = ?2", key.source, key.item);
    else
        connection_.run("UPDATE unjudged SET at = ?3, revision = ?4 WHERE source = ?1 AND item = ?2", key.source,
                        key.item, part.kept[end].place.at, part.kept[end].place.id);
    return end - begin;
}

struct Unjudged {
    ItemKey key;
    Place from;
};

std::vector<Unjudged> still_unjudged(Connection& connection, std::size_t limit) {
    std::vector<Unjudged> items;
    Query row = connection.query("SELECT source, item, at, revision FROM unjudged LIMIT ?1", limit);
    while (row.step()) items.push_back({{row.integer(0), row.text(1)}, {row.integer(2), row.text(3)}});
    return items;
}

// About as many revisions of what was never judged; how many it were. Once there is none, every resource waits for its
// label: only then is it known who was seen when.
std::size_t judge_unjudged(Connection& connection, std::size_t limit) {
    constexpr std::size_t at_once = 64;  // items
    if (!is_any_unjudged(connection)) return 0;
    Bench bench(connection);
    std::size_t judged = 0;
    bool any = true;
    while (any && judged < limit && connection.ok()) {
        const std::vector<Unjudged> items = still_unjudged(connection, at_once);
        any = !items.empty();
        for (const Unjudged& item : items) {
            if (judged >= limit) break;
            judged += std::max<std::size_t>(1, bench.judge_from(item.key, item.from, limit - judged));
        }
    }
    bench.finish(Footprints::Concerned::all);
    if (!is_any_unjudged(connection)) connection.run("INSERT OR IGNORE INTO health_queue SELECT id FROM resource");
    return judged;
}

bool is_anything_waiting(Connection& connection) {
    Query row = connection.query("SELECT EXISTS (SELECT 1 FROM unjudged) OR EXISTS (SELECT 1 FROM seen_queue)");
    return row.step() && row.flag(0);
}

}  // namespace

void fold(Connection& connection) {
    if (!is_anything_touched(connection)) return;
    Bench bench(connection);
    bench.mend_sprees();
    each_touched_item(connection, [&](const TouchedItem& item) { bench.mend(item); });
    bench.finish(Footprints::Concerned::works);
    connection.run("DELETE FROM touched");
}

Result<std::size_t> SqliteJudging::judge(std::size_t limit) {
    // Looked at without a write lock first: most often nothing waits.
    const bool waiting = is_anything_waiting(connection_);
    if (auto done = connection_.outcome(); !done) return fail(done.error());
    if (!waiting) return std::size_t{0};
    Transaction transaction(connection_, Transaction::Kind::write);
    std::size_t judged = judge_unjudged(connection_, limit);
    if (judged < limit) judged += queue_works_of_seen(connection_, limit - judged);
    return transaction.finish(judged);
}

}  // namespace moisson::store::sqlite
