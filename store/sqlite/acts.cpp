// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/acts.hpp"

#include "store/sqlite/words.hpp"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

namespace moisson::store::sqlite {

namespace {

// Looked at behind a revision, and before it: what judges it, and what judges that.
constexpr std::size_t twice = 2 * health::revert_radius;

constexpr Sql before_place =
    "SELECT id, at, actor, sha1, parent, bot, tags, hidden_user, verdict FROM revision INDEXED BY revision_order "
    "WHERE source = ?1 AND item = ?2 AND (at, width, id) < (?3, length(?4), ?4) "
    "ORDER BY at DESC, width DESC, id DESC LIMIT ?5";

// The table itself is in no order of ours, but it is read at half the price.
constexpr Sql of_item =
    "SELECT id, at, actor, sha1, parent, bot, tags, hidden_user, verdict FROM revision NOT INDEXED "
    "WHERE source = ?1 AND item = ?2 LIMIT ?3";

bool has_author(const health::Act& act) noexcept {
    return act.by == health::Act::By::account || act.by == health::Act::By::anonymous;
}

void sort(Stretch& stretch) {
    std::vector<std::size_t> order(stretch.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto earlier = [&](std::size_t one, std::size_t other) {
        return stretch.kept[one].place < stretch.kept[other].place;
    };
    if (std::is_sorted(order.begin(), order.end(), earlier)) return;
    std::sort(order.begin(), order.end(), earlier);
    Stretch sorted;
    sorted.acts.reserve(order.size());
    sorted.kept.reserve(order.size());
    for (const std::size_t place : order) {
        sorted.acts.push_back(stretch.acts[place]);
        sorted.kept.push_back(std::move(stretch.kept[place]));
    }
    stretch.acts = std::move(sorted.acts);
    stretch.kept = std::move(sorted.kept);
}

}  // namespace

const Sql Acts::from_place =
    "SELECT id, at, actor, sha1, parent, bot, tags, hidden_user, verdict FROM revision INDEXED BY revision_order "
    "WHERE source = ?1 AND item = ?2 AND (at, width, id) >= (?3, length(?4), ?4) ORDER BY at, width, id";

std::strong_ordering operator<=>(const Place& one, const Place& other) noexcept {
    return std::tuple(one.at, one.id.size(), std::string_view(one.id)) <=>
           std::tuple(other.at, other.id.size(), std::string_view(other.id));
}

health::Act::By Acts::author(std::int64_t actor) {
    const auto [place, is_new] = authors_.try_emplace(actor, health::Act::By::account);
    if (!is_new) return place->second;
    Query row = connection_.query("SELECT name, kind FROM actor WHERE id = ?1", actor);
    if (row.step()) place->second = health::author_of(Actor{row.text(0), actor_kind_of(row.view(1))});
    return place->second;
}

void Acts::append(const Query& row, Stretch& stretch) {
    using By = health::Act::By;
    stretch.kept.push_back({{row.integer(1), row.text(0)}, row.text(4), row.integer(8)});
    health::Act& act = stretch.acts.emplace_back();
    act.at = row.instant(1);
    act.text = health::mark_of(row.view(3));
    const bool hidden = row.flag(7) || row.is_null(2);
    act.by = row.flag(5) ? By::bot : hidden ? By::hidden : author(row.integer(2));
    if (!hidden) act.who = static_cast<health::Person>(row.integer(2));
    if (const std::string_view tags = row.view(6); !tags.empty()) health::heed_tags(act, tags_of(tags));
}

Stretch Acts::before(const ItemKey& key, const Place& place) {
    Stretch stretch;
    {
        Query row = connection_.query(before_place, key.source, key.item, place.at, place.id, twice);
        while (row.step()) append(row, stretch);
    }
    std::reverse(stretch.acts.begin(), stretch.acts.end());
    std::reverse(stretch.kept.begin(), stretch.kept.end());
    stretch.opening = stretch.size() < twice ? health::Opening::whole : health::Opening::cut;
    return stretch;
}

Stretch Acts::whole(const ItemKey& key) {
    return std::move(*whole(key, std::numeric_limits<std::int64_t>::max() - 1));
}

std::optional<Stretch> Acts::whole(const ItemKey& key, std::size_t most) {
    Stretch stretch;
    {
        Query row = connection_.query(of_item, key.source, key.item, most + 1);
        while (row.step()) append(row, stretch);
    }
    if (stretch.size() > most) return std::nullopt;
    stretch.opening = health::Opening::whole;
    sort(stretch);
    relate(key, stretch);
    return stretch;
}

bool Acts::is_move(const ItemKey& key, const std::string& revision) {
    Query row =
        connection_.query("SELECT 1 FROM change WHERE source = ?1 AND item = ?2 AND revision = ?3 AND field = 'title'",
                          key.source, key.item, std::string_view(revision));
    return row.step();
}

void Acts::relate(const ItemKey& key, Stretch& stretch) {
    for (std::size_t i = 0; i < stretch.size(); ++i) {
        health::Act& act = stretch.acts[i];
        const Stretch::Kept& kept = stretch.kept[i];
        const std::size_t reach = kept.parent.empty() ? 0 : std::min(i, health::revert_radius);
        for (std::size_t back = 1; back <= reach; ++back) {
            if (stretch.kept[i - back].place.id != kept.parent) continue;
            act.parent_text = stretch.acts[i - back].text;
            break;
        }
        if (act.text != health::TextMark::unknown && act.text == act.parent_text)
            act.moved = is_move(key, kept.place.id);
        if (has_author(act)) act.in_batch = was_batch_(key.source, health::spree_of(act.who, act.at));
    }
}

}  // namespace moisson::store::sqlite
