// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a grid: refused with a place in the file, or one whose figures mean something.
#include "config/config.hpp"
#include "health/grid.hpp"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <set>

using namespace moisson;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const auto grid = parse_grid(text, "fuzz.toml");
    if (!grid) {
        require(grid.error().kind == ErrorKind::config && grid.error().where.starts_with("fuzz.toml"));
        return 0;
    }
    require(!grid->lines.empty());
    std::set<Criterion> criteria;
    std::vector<health::Answer> answers;
    for (const Grid::Line& line : grid->lines) {
        require(line.weight > 0 && std::isfinite(line.weight) && line.half_life > 0 && std::isfinite(line.half_life));
        require(criteria.insert(line.criterion).second);
        answers.push_back({line.criterion, health::Answer::Form::normalised, Instant{}, false});
    }
    const auto complete = health::routing_completeness(*grid, answers);
    require(complete && std::abs(complete->score - 100) < 1e-6 && complete->missing.empty());
    const auto fresh = health::answer_freshness(*grid, answers, Instant{} + std::chrono::days(20000));
    require(fresh && fresh->score >= 0 && fresh->score <= 100.000001);
    return 0;
}
