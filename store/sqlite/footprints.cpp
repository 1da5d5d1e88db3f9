// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/footprints.hpp"

#include <chrono>

namespace moisson::store::sqlite {

namespace {

std::int64_t number_of(health::Share::As as) noexcept {
    return static_cast<std::int64_t>(as);
}

std::int64_t number_of(health::Person who) noexcept {
    return static_cast<std::int64_t>(who);
}

void queue(Connection& connection, std::int64_t resource) {
    connection.run("INSERT OR IGNORE INTO health_queue (resource) VALUES (?1)", resource);
}

}  // namespace

void queue_resources_of(Connection& connection, const ItemKey& key) {
    std::string target;
    {
        Query row = connection.query("SELECT resource, home, redirect_to FROM item WHERE source = ?1 AND id = ?2",
                                     key.source, key.item);
        if (!row.step()) return;
        if (!row.is_null(0)) queue(connection, row.integer(0));
        if (!row.is_null(1) && (row.is_null(0) || row.integer(0) != row.integer(1))) queue(connection, row.integer(1));
        target = row.text(2);
    }
    if (target.empty()) return;
    Query row = connection.query("SELECT resource FROM item INDEXED BY item_title WHERE title = ?2 AND source = ?1",
                                 key.source, target);
    while (row.step())
        if (!row.is_null(0)) queue(connection, row.integer(0));
}

std::int64_t month_of(Instant when) noexcept {
    const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(when));
    constexpr int first_year = 1970;
    return std::int64_t{12} * (static_cast<int>(day.year()) - first_year) + static_cast<unsigned>(day.month()) - 1;
}

void Footprints::begin(const ItemKey& key, Kept kept) {
    key_ = key;
    kept_ = kept;
    parts_.clear();
}

Footprints::Part& Footprints::part_of(const health::Signature& signature) {
    const auto [place, is_new] = parts_.try_emplace(signature);
    Part& part = place->second;
    if (!is_new || kept_ == Kept::nothing) return part;
    Query row =
        connection_.query("SELECT tally FROM footprint WHERE source = ?1 AND item = ?2 AND who_as = ?3 AND actor = ?4",
                          key_.source, key_.item, number_of(signature.as), number_of(signature.who));
    if (!row.step()) return part;
    part.before = row.text(0);
    auto tally = health::tally_from_bytes(part.before);
    if (tally)
        part.tally = std::move(*tally);
    else
        connection_.remember(Error{ErrorKind::conflict, connection_.path(),
                                   "what counts of item " + key_.item + " cannot be read: " + tally.error().what,
                                   "Restore a backup.", std::nullopt});
    return part;
}

void Footprints::count_month(const health::Signature& signature, Instant when, std::int64_t by) {
    if (signature.as == health::Share::As::named) months_[{signature.who, month_of(when)}] += by;
}

void Footprints::add(const health::Act& act) {
    const auto week = health::week_of(act.at);
    if (!week) return;
    const health::Signature signature = health::signature_of(act);
    part_of(signature).tally.add(*week);
    count_month(signature, act.at, 1);
}

void Footprints::withdraw(const health::Act& act) {
    const auto week = health::week_of(act.at);
    if (!week) return;
    const health::Signature signature = health::signature_of(act);
    Part& part = part_of(signature);
    if (!connection_.ok()) return;
    part.tally.withdraw(*week);
    count_month(signature, act.at, -1);
}

// Whether it is another now.
bool Footprints::write(const health::Signature& signature, const Part& part) {
    const std::string now = health::to_bytes(part.tally);
    if (now == part.before) return false;
    if (now.empty())
        connection_.run("DELETE FROM footprint WHERE source = ?1 AND item = ?2 AND who_as = ?3 AND actor = ?4",
                        key_.source, key_.item, number_of(signature.as), number_of(signature.who));
    else
        connection_.run(
            "INSERT INTO footprint (source, item, who_as, actor, tally) VALUES (?1, ?2, ?3, ?4, ?5) "
            "ON CONFLICT (source, item, who_as, actor) DO UPDATE SET tally = excluded.tally",
            key_.source, key_.item, number_of(signature.as), number_of(signature.who), Bytes{now});
    return true;
}

bool Footprints::end() {
    bool changed = false;
    for (const auto& [signature, part] : parts_) changed = write(signature, part) || changed;
    parts_.clear();
    return changed;
}

// Whether they were seen otherwise than before. Where nothing was taken back, their latest month here must do.
bool Footprints::see(std::int64_t actor, const Sighting& sighting) {
    if (!sighting.taken_back)
        return connection_.run(
                   "UPDATE actor SET last_seen = ?2 WHERE id = ?1 AND (last_seen IS NULL OR last_seen < ?2)", actor,
                   sighting.latest) > 0;
    return connection_.run(
               "UPDATE actor SET last_seen = (SELECT max(month) FROM actor_month WHERE actor = ?1) WHERE id = ?1 AND "
               "last_seen IS NOT (SELECT max(month) FROM actor_month WHERE actor = ?1)",
               actor) > 0;
}

// From their first item on, even when some of them were queued already: their labels were judged by what was known
// then. Whoever is the same person is seen with them.
void Footprints::queue_author(std::int64_t actor) {
    connection_.run(
        "INSERT OR REPLACE INTO seen_queue (actor, after_hour, after_item) SELECT ?1, 0, '' UNION "
        "SELECT b.id, 0, '' FROM actor a CROSS JOIN actor b INDEXED BY actor_person ON b.person = a.person "
        "WHERE a.id = ?1",
        actor);
}

void Footprints::write_month(std::int64_t actor, std::int64_t month, std::int64_t by) {
    connection_.run(
        "INSERT INTO actor_month (actor, month, contributions) VALUES (?1, ?2, ?3) "
        "ON CONFLICT (actor, month) DO UPDATE SET contributions = contributions + excluded.contributions",
        actor, month, by);
    if (by < 0)
        connection_.run("DELETE FROM actor_month WHERE actor = ?1 AND month = ?2 AND contributions = 0", actor, month);
}

void Footprints::finish(Concerned concerned) {
    for (auto next = months_.begin(); next != months_.end();) {
        const health::Person who = next->first.first;
        std::optional<Sighting> sighting;
        for (; next != months_.end() && next->first.first == who; ++next) {
            const std::int64_t by = next->second;
            if (by == 0) continue;
            write_month(number_of(who), next->first.second, by);
            if (!sighting) sighting.emplace();
            sighting->latest = next->first.second;  // they come in order
            sighting->taken_back = sighting->taken_back || by < 0;
        }
        if (sighting && see(number_of(who), *sighting) && concerned == Concerned::works) queue_author(number_of(who));
    }
    months_.clear();
}

}  // namespace moisson::store::sqlite
