// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/touched.hpp"

#include "health/footprint.hpp"

#include <algorithm>

namespace moisson::store::sqlite {

namespace {

constexpr std::int64_t stays = 2;

// What counted, as it was told until then. Its author may be known by that number no longer.
health::Act act_gone(const Query& row) {
    using As = health::Share::As;
    health::Act act;
    act.at = row.instant(3);
    const As as{static_cast<int>(row.integer(6))};
    act.by = as == As::named       ? health::Act::By::account
             : as == As::anonymous ? health::Act::By::anonymous
                                   : health::Act::By::hidden;
    act.who = static_cast<health::Person>(row.integer(4));
    return act;
}

// The first word about a revision says whether it stood in the footprint. Whatever its last one is, it does not stand
// there now.
void heed(const Query& row, TouchedItem& item) {
    Place place{row.integer(3), row.text(2)};
    if (row.integer(5) != stays && (item.fresh.empty() || item.fresh.back() != place.id)) {
        item.fresh.push_back(place.id);
        if (!row.is_null(6)) item.withdrawn.push_back({place, act_gone(row)});
    }
    item.places.push_back(std::move(place));
}

void order(TouchedItem& item) {
    std::sort(item.places.begin(), item.places.end());
    item.places.erase(std::unique(item.places.begin(), item.places.end()), item.places.end());
}

}  // namespace

bool TouchedItem::is_new(const std::string& revision) const {
    return std::binary_search(fresh.begin(), fresh.end(), revision);
}

bool is_anything_touched(Connection& connection) {
    Query row = connection.query("SELECT 1 FROM touched LIMIT 1");
    return row.step();
}

void each_touched_item(Connection& connection, const std::function<void(const TouchedItem&)>& take) {
    Query row = connection.query(
        "SELECT source, item, revision, at, actor, fate, counted FROM touched ORDER BY source, item, revision, id");
    TouchedItem item;
    while (row.step()) {
        if (row.integer(0) != item.key.source || row.view(1) != item.key.item) {
            order(item);
            if (!item.places.empty()) take(item);
            item = TouchedItem{{row.integer(0), row.text(1)}, {}, {}, {}};
        }
        heed(row, item);
    }
    order(item);
    if (!item.places.empty()) take(item);
}

}  // namespace moisson::store::sqlite
