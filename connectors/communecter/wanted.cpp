// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/wanted.hpp"

#include "connectors/communecter/request.hpp"
#include "connectors/communecter/words.hpp"

#include <algorithm>

namespace moisson::communecter {

Debts::Debts(const Site& site, const std::vector<Wanted>& wanted)
    : site_(site), portion_(std::min(site.page_size, most_ids), 1) {
    for (const Wanted& one : wanted) {
        const auto name = name_of_element(one.item);
        const auto& types = element_types();
        if (!name || std::find(types.begin(), types.end(), name->collection) == types.end()) {
            hopeless_.push_back(one);
            continue;
        }
        Open& open = open_[name->collection];
        auto& rows = open.rows[name->id];
        if (rows.empty()) open.ids.push_back(name->id);
        rows.push_back(one.owed);
    }
    find_scope(0);
}

void Debts::find_scope(std::size_t from) {
    scope_ = from;
    passed_ = 0;
    while (!open_.empty() && has_scope() && site_.scopes[scope_].type != collection()) ++scope_;
}

std::vector<std::string> Debts::ids() const {
    const auto& all = open_.begin()->second.ids;
    const std::size_t from = has_scope() ? passed_ : 0;
    const std::size_t most = has_scope() ? portion_.size() : 1;
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(from);
    const std::size_t count = std::min(most, all.size() - from);
    return {begin, begin + static_cast<std::ptrdiff_t>(count)};
}

bool Debts::has(const std::string& id) const {
    return !open_.empty() && open_.begin()->second.rows.contains(id);
}

std::vector<std::int64_t> Debts::close(const std::string& id) {
    Open& open = open_.begin()->second;
    auto rows = open.rows.extract(id);
    if (rows.empty()) return {};
    const auto place = std::find(open.ids.begin(), open.ids.end(), id);
    if (place - open.ids.begin() < static_cast<std::ptrdiff_t>(passed_)) --passed_;
    open.ids.erase(place);
    if (open.ids.empty()) {
        open_.erase(open_.begin());
        find_scope(0);
    }
    return std::move(rows.mapped());
}

void Debts::pass_portion(const std::vector<std::string>& asked) {
    portion_.advance(asked.size());
    if (open_.empty()) return;
    passed_ += static_cast<std::size_t>(
        std::count_if(asked.begin(), asked.end(), [&](const std::string& id) { return has(id); }));
    if (has_scope() && passed_ >= open_.begin()->second.ids.size()) pass_scope();
}

void Debts::pass_scope() {
    if (has_scope()) find_scope(scope_ + 1);
}

bool Debts::shrink() {
    if (!has_scope()) return false;
    const std::size_t count = ids().size();
    if (count <= 1) return false;
    portion_.fit(count);
    return portion_.shrink();
}

}  // namespace moisson::communecter
