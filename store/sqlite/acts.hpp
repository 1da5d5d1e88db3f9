// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/batches.hpp"
#include "health/contributions.hpp"
#include "store/sqlite/connection.hpp"

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace moisson::store::sqlite {

// An item by the number of its source.
struct ItemKey {
    std::int64_t source = 0;
    std::string item;

    friend auto operator<=>(const ItemKey&, const ItemKey&) = default;
};

// Where a revision stands in its item: by time, then by id.
struct Place {
    std::int64_t at = 0;  // milliseconds since 1970
    std::string id;

    friend bool operator==(const Place&, const Place&) = default;
    friend std::strong_ordering operator<=>(const Place& one, const Place& other) noexcept;
};

// Some revisions of one item, one after the other.
struct Stretch {
    struct Kept {
        Place place;
        std::string parent;        // empty: none
        std::int64_t verdict = 0;  // as the store has it
    };
    std::vector<health::Act> acts;
    std::vector<Kept> kept;  // of each of them
    health::Opening opening = health::Opening::cut;

    std::size_t size() const noexcept { return acts.size(); }
};

// Whether somebody was in a batch then; by the number of the source.
using WasBatch = std::function<bool(std::int64_t source, const health::Spree& spree)>;

// Reads revisions as the rules of health look at them.
class Acts {
public:
    Acts(Connection& connection, WasBatch was_batch) : connection_(connection), was_batch_(std::move(was_batch)) {}

    // Those before a place, as far as the rules look back twice.
    Stretch before(const ItemKey& key, const Place& place);
    // Calls take(Stretch&) before each from a place on is appended to the stretch, with its place; until it answers
    // false. Whether there was none left.
    template <class Take>
    bool append_from(const ItemKey& key, const Place& place, Stretch& stretch, Take take) {
        Query row = connection_.query(from_place, key.source, key.item, place.at, place.id);
        while (row.step()) {
            append(row, stretch);
            if (take(stretch)) continue;
            stretch.acts.pop_back();
            stretch.kept.pop_back();
            return false;
        }
        return true;
    }
    // A whole item, related.
    Stretch whole(const ItemKey& key);
    // The same, unless it has more revisions than that.
    std::optional<Stretch> whole(const ItemKey& key, std::size_t most);
    // Tells each act what it has to do with others: its parent's text, a move, a spree. Those whose parents are more
    // than fifteen before them have none.
    void relate(const ItemKey& key, Stretch& stretch);

private:
    static const Sql from_place;

    void append(const Query& row, Stretch& stretch);
    health::Act::By author(std::int64_t actor);
    bool is_move(const ItemKey& key, const std::string& revision);

    Connection& connection_;
    WasBatch was_batch_;
    std::unordered_map<std::int64_t, health::Act::By> authors_;
};

}  // namespace moisson::store::sqlite
