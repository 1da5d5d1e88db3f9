// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/sprees.hpp"

#include <algorithm>
#include <utility>

namespace moisson::store::sqlite {

namespace {

constexpr std::size_t most_hours_remembered = 64;  // of an author; few have any

std::int64_t number_of(health::Person who) noexcept {
    return static_cast<std::int64_t>(who);
}

}  // namespace

const Sprees::Hours& Sprees::hours_of(std::int64_t source, health::Person who) const {
    const auto [place, is_new] = hours_.try_emplace(static_cast<std::uint32_t>(who));
    Hours& hours = place->second;
    if (!is_new) return hours;
    Query row = connection_.query("SELECT hour FROM batch WHERE source = ?1 AND actor = ?2 ORDER BY hour LIMIT ?3",
                                  source, number_of(who), most_hours_remembered);
    while (row.step()) hours.first.push_back(row.integer(0));
    hours.all = hours.first.size() < most_hours_remembered;
    return hours;
}

bool Sprees::has(std::int64_t source, const health::Spree& spree) const {
    const Hours& hours = hours_of(source, spree.who);
    if (hours.all || spree.hour <= hours.first.back())
        return std::binary_search(hours.first.begin(), hours.first.end(), spree.hour);
    return is_kept(source, spree);
}

bool Sprees::is_kept(std::int64_t source, const health::Spree& spree) const {
    Query row = connection_.query("SELECT 1 FROM batch WHERE source = ?1 AND actor = ?2 AND hour = ?3", source,
                                  number_of(spree.who), spree.hour);
    return row.step();
}

// Most hours have few revisions; only where there are more than twenty are their items told apart, each found by one
// look into the index.
bool Sprees::is_batch(std::int64_t source, const health::Spree& spree) {
    const auto enough = static_cast<std::int64_t>(health::most_pages_of_an_hour + 1);
    {
        Query row = connection_.query(
            "SELECT count(*) FROM (SELECT 1 FROM revision INDEXED BY revision_spree WHERE source = ?1 AND actor = ?2 "
            "AND hour = ?3 AND bot = 0 AND hidden_user = 0 LIMIT ?4)",
            source, number_of(spree.who), spree.hour, enough);
        if (!row.step() || row.integer(0) < enough) return false;
    }
    Query row = connection_.query(
        "WITH RECURSIVE seen (item, place) AS (SELECT '', 0 UNION ALL SELECT (SELECT item FROM revision "
        "INDEXED BY revision_spree WHERE source = ?1 AND actor = ?2 AND hour = ?3 AND bot = 0 AND "
        "hidden_user = 0 AND item > seen.item ORDER BY item LIMIT 1), place + 1 FROM seen "
        "WHERE item IS NOT NULL AND place < ?4) "
        "SELECT 1 FROM seen WHERE place = ?4 AND item IS NOT NULL",
        source, number_of(spree.who), spree.hour, enough);
    return row.step();
}

void Sprees::turn(std::int64_t source, const health::Spree& spree, bool is_batch) {
    if (is_batch)
        connection_.run("INSERT INTO batch (source, actor, hour) VALUES (?1, ?2, ?3)", source, number_of(spree.who),
                        spree.hour);
    else
        connection_.run("DELETE FROM batch WHERE source = ?1 AND actor = ?2 AND hour = ?3", source,
                        number_of(spree.who), spree.hour);
    hours_.erase(static_cast<std::uint32_t>(spree.who));
    connection_.run(
        "INSERT INTO touched (source, item, revision, at, actor, bot, fate) SELECT source, item, id, at, actor, 0, 2 "
        "FROM revision INDEXED BY revision_spree WHERE source = ?1 AND actor = ?2 AND hour = ?3 AND bot = 0 "
        "AND hidden_user = 0",
        source, number_of(spree.who), spree.hour);
}

void Sprees::mend() {
    std::vector<std::pair<std::int64_t, health::Spree>> sprees;
    {
        // Those before 2001 count for nothing, whoever was on whatever.
        Query row = connection_.query(
            "SELECT DISTINCT source, actor, at / 3600000 FROM touched WHERE actor IS NOT NULL AND bot = 0 AND "
            "at >= ?1 AND fate <> 2",
            health::monday_of(health::Week{0}));
        while (row.step())
            sprees.emplace_back(row.integer(0),
                                health::Spree{static_cast<health::Person>(row.integer(1)), row.integer(2)});
    }
    for (const auto& [source, spree] : sprees) {
        const bool now = is_batch(source, spree);
        if (now != has(source, spree)) turn(source, spree, now);
    }
}

}  // namespace moisson::store::sqlite
