// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace moisson {

// What a visitor who was sent to a resource asks first.
enum class Criterion {
    contact,     // whom to call
    time,        // how long it takes
    complexity,  // how hard it is
    cost,        // what it costs
    licence,     // what one may do with it
    how_to,      // where it is explained
    context,     // what it is, in which language, for which territory
    address,     // of a place: where it is
    hours,       // when it is open
    site,        // its own pages
};
inline constexpr std::array all_criteria{
    Criterion::contact, Criterion::time,    Criterion::complexity, Criterion::cost,  Criterion::licence,
    Criterion::how_to,  Criterion::context, Criterion::address,    Criterion::hours, Criterion::site};
std::string_view id_of(Criterion criterion) noexcept;
std::optional<Criterion> criterion_with(std::string_view id) noexcept;
const std::vector<std::string>& known_criteria();

// What is expected of a kind of resource, how much it matters, and after how many days an answer is worth half.
struct Grid {
    struct Line {
        Criterion criterion = Criterion::contact;
        double weight = 0;     // above 0
        double half_life = 0;  // days, above 0

        friend bool operator==(const Line&, const Line&) = default;
    };
    std::vector<Line> lines;  // a criterion stands in one at most; none: nothing is expected

    friend bool operator==(const Grid&, const Grid&) = default;
};

// The grid of what is worked on, where the configuration has no other.
Grid grid_of_works();

}  // namespace moisson
