// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/grid.hpp"

#include <algorithm>

namespace moisson {
namespace {

constexpr std::array<std::string_view, all_criteria.size()> ids{"contact", "time",    "complexity", "cost",  "licence",
                                                                "how_to",  "context", "address",    "hours", "site"};

}  // namespace

std::string_view id_of(Criterion criterion) noexcept {
    return ids[static_cast<std::size_t>(criterion)];
}

std::optional<Criterion> criterion_with(std::string_view id) noexcept {
    const auto* const found = std::find(ids.begin(), ids.end(), id);
    return found == ids.end() ? std::nullopt : std::optional(static_cast<Criterion>(found - ids.begin()));
}

const std::vector<std::string>& known_criteria() {
    static const std::vector<std::string> names(ids.begin(), ids.end());
    return names;
}

Grid grid_of_works() {
    return Grid{{{Criterion::contact, 30, 365},
                 {Criterion::time, 15, 730},
                 {Criterion::complexity, 15, 730},
                 {Criterion::cost, 15, 365},
                 {Criterion::licence, 10, 1825},
                 {Criterion::how_to, 10, 730},
                 {Criterion::context, 5, 1825}}};
}

}  // namespace moisson
