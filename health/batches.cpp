// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/batches.hpp"

#include <cassert>
#include <chrono>

namespace moisson::health {

Spree spree_of(Person who, Instant at) noexcept {
    return {who, std::chrono::floor<std::chrono::hours>(at).time_since_epoch().count()};
}

std::size_t Batches::ByIdentity::operator()(const Spree& spree) const noexcept {
    constexpr std::uint64_t golden = 0x9E3779B97F4A7C15;
    const std::uint64_t both =
        (std::uint64_t{static_cast<std::uint32_t>(spree.who)} << 32U) ^ static_cast<std::uint64_t>(spree.hour);
    return static_cast<std::size_t>((both * golden) >> 16U);
}

Batches::Turn Batches::add(const Spree& spree, std::uint32_t item) {
    auto& items = sprees_[spree];
    const bool is_new = ++items[item] == 1;
    return is_new && items.size() == most_pages_of_an_hour + 1 ? Turn::became_batch : Turn::none;
}

Batches::Turn Batches::remove(const Spree& spree, std::uint32_t item) {
    const auto items = sprees_.find(spree);
    assert(items != sprees_.end());
    if (items == sprees_.end()) return Turn::none;
    const auto revisions = items->second.find(item);
    assert(revisions != items->second.end());
    if (revisions == items->second.end() || --revisions->second > 0) return Turn::none;
    items->second.erase(revisions);
    const Turn turn = items->second.size() == most_pages_of_an_hour ? Turn::ceased : Turn::none;
    if (items->second.empty()) sprees_.erase(items);
    return turn;
}

bool Batches::has(const Spree& spree) const {
    const auto items = sprees_.find(spree);
    return items != sprees_.end() && items->second.size() > most_pages_of_an_hour;
}

}  // namespace moisson::health
