// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/backtest/history.hpp"
#include "health/calibration.hpp"

#include <optional>
#include <string>
#include <vector>

namespace moisson::bench {

// What two predictors said of an item on a 1 July, and whether anybody contributed in the year after it.
struct Sample {
    double p12 = 0;
    double age_days = 0;  // since the last contribution that counts
    bool came = false;
};

// The samples of one 1 July.
struct Cutoff {
    Instant at{};
    std::vector<Sample> samples;
};

// Every 1 July that a whole year of the history follows, of all items that were ninety days old then.
std::vector<Cutoff> cutoffs_of(const History& history);

// How well a predictor ranks, and how far its probabilities were from what came. Nothing where that cannot be said.
struct Score {
    std::optional<double> area;
    std::optional<double> brier;
};

// Of some histories; each counts as much as any other. Areas are taken among the items of one history and one cutoff.
// The age becomes a probability by a line fitted to log(1 + age) on the other histories, or, of a single one, on the
// other cutoffs.
struct Scores {
    Score p12;
    Score age;
    std::size_t samples = 0;
    std::array<health::Bin, 5> bins;  // of P12, all samples together
};
Scores scores_of(const std::vector<std::vector<Cutoff>>& histories);

}  // namespace moisson::bench
