// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/acts.hpp"

#include <functional>
#include <string>
#include <vector>

namespace moisson::store::sqlite {

// An item of which revisions came, went, or were told otherwise, as the triggers wrote it down.
struct TouchedItem {
    struct Gone {
        Place place;
        health::Act act;
    };

    ItemKey key;
    std::vector<Place> places;       // in order, each once
    std::vector<Gone> withdrawn;     // as they stood in the footprint
    std::vector<std::string> fresh;  // revisions that do not stand in it yet; in the order of their texts

    bool is_new(const std::string& revision) const;
};

bool is_anything_touched(Connection& connection);

// One after the other.
void each_touched_item(Connection& connection, const std::function<void(const TouchedItem&)>& take);

}  // namespace moisson::store::sqlite
