// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/seen.hpp"

#include "store/sqlite/footprints.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace moisson::store::sqlite {

namespace {

// One author, and how far their works have been gone through: behind that hour and item.
struct Walk {
    std::int64_t actor = 0;
    std::int64_t hour = 0;
    std::string item;
};

std::optional<Walk> next_walk(Connection& connection) {
    Query row = connection.query("SELECT actor, after_hour, after_item FROM seen_queue LIMIT 1");
    if (!row.step()) return std::nullopt;
    return Walk{row.integer(0), row.integer(1), row.text(2)};
}

// Goes on with it; how many steps that was. What the author did that does not count is walked over too: that is rare,
// and footprints need no index for it.
std::size_t go_on(Connection& connection, Walk walk, std::size_t most) {
    std::set<ItemKey> items;
    std::size_t steps = 0;
    {
        Query row = connection.query(
            "SELECT source, item, hour FROM revision INDEXED BY revision_spree WHERE source = (SELECT source FROM "
            "actor WHERE id = ?1) AND actor = ?1 AND bot = 0 AND hidden_user = 0 AND (hour, item) > (?2, ?3) "
            "GROUP BY hour, item ORDER BY hour, item LIMIT ?4",
            walk.actor, walk.hour, walk.item, most);
        for (; row.step(); ++steps) {
            walk.item = row.text(1);
            walk.hour = row.integer(2);
            items.insert({row.integer(0), walk.item});
        }
    }
    for (const ItemKey& item : items) queue_resources_of(connection, item);
    if (steps < most)
        connection.run("DELETE FROM seen_queue WHERE actor = ?1", walk.actor);
    else
        connection.run("UPDATE seen_queue SET after_hour = ?2, after_item = ?3 WHERE actor = ?1", walk.actor, walk.hour,
                       walk.item);
    return steps;
}

}  // namespace

std::size_t queue_works_of_seen(Connection& connection, std::size_t most) {
    std::size_t steps = 0;
    while (steps < most && connection.ok()) {
        auto walk = next_walk(connection);
        if (!walk) break;
        steps += std::max<std::size_t>(1, go_on(connection, std::move(*walk), most - steps));
    }
    return steps;
}

}  // namespace moisson::store::sqlite
