// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/ledger.hpp"

#include <algorithm>
#include <utility>

namespace moisson::mediawiki {

namespace {

bool is_page_id(const ItemId& item) {
    constexpr std::size_t longest = 18;  // fits in 63 bits
    return !item.empty() && item.text.size() <= longest &&
           item.text.find_first_not_of("0123456789") == std::string::npos && item.text.front() != '0';
}

}  // namespace

Ledger::Ledger(std::vector<Wanted> wanted) : wanted_(std::move(wanted)) {
    for (std::size_t row = 0; row < wanted_.size(); ++row) {
        Wanted& one = wanted_[row];
        if (!is_page_id(one.item)) one.item = ItemId();
        if (one.item.empty() && one.title.empty()) hopeless_.push_back(row);
        if (!one.title.empty()) {
            auto [place, fresh] = by_title_.try_emplace(one.title);
            if (fresh) titles_.push_back(one.title);
            place->second.push_back(row);
        }
        if (!one.item.empty()) {
            auto [place, fresh] = by_item_.try_emplace(one.item);
            if (fresh) items_.push_back(one.item);
            place->second.push_back(row);
        }
    }
}

bool Ledger::any_history(const Rows& rows) const {
    return std::any_of(rows.begin(), rows.end(), [&](std::size_t row) { return wanted_[row].what == Read::history; });
}

std::vector<std::string> Ledger::titles(std::size_t most) const {
    std::vector<std::string> open;
    for (const std::string& title : titles_) {
        if (open.size() == most) break;
        if (by_title_.contains(title)) open.push_back(title);
    }
    return open;
}

std::vector<ItemId> Ledger::items(std::size_t most) const {
    std::vector<ItemId> open;
    for (const ItemId& item : items_) {
        if (open.size() == most) break;
        auto found = by_item_.find(item);
        if (found == by_item_.end()) continue;
        const Rows& rows = found->second;
        const auto closed = [&](std::size_t row) { return wanted_[row].title.empty(); };
        if (std::any_of(rows.begin(), rows.end(), closed)) open.push_back(item);
    }
    return open;
}

Ledger::Closed Ledger::close_title(const std::string& title, const ItemId& bearer) {
    Closed closed;
    auto found = by_title_.find(title);
    if (found == by_title_.end()) return closed;
    closed.history = any_history(found->second);
    for (const std::size_t row : found->second) {
        Wanted& one = wanted_[row];
        one.title.clear();
        if (!one.item.empty() && one.item != bearer) continue;
        closed.payable.push_back(row);
        if (auto of_item = by_item_.find(one.item); of_item != by_item_.end()) {
            std::erase(of_item->second, row);
            if (of_item->second.empty()) by_item_.erase(of_item);
        }
    }
    by_title_.erase(found);
    return closed;
}

Ledger::Rows Ledger::close_item(const ItemId& item) {
    Rows closed;
    auto found = by_item_.find(item);
    if (found == by_item_.end()) return closed;
    for (const std::size_t row : found->second)
        if (wanted_[row].title.empty()) closed.push_back(row);
    std::erase_if(found->second, [&](std::size_t row) { return wanted_[row].title.empty(); });
    if (found->second.empty()) by_item_.erase(found);
    return closed;
}

}  // namespace moisson::mediawiki
