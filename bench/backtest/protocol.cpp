// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/backtest/protocol.hpp"

#include "health/rhythm.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

namespace moisson::bench {
namespace {

using namespace moisson::health;
using std::chrono::days;
using std::chrono::July;

constexpr days year(365);

Instant july_of(int number) {
    return std::chrono::sys_days(std::chrono::year(number) / July / 1);
}

int year_of(Instant when) {
    return static_cast<int>(std::chrono::year_month_day(std::chrono::floor<days>(when)).year());
}

std::optional<Sample> sample_of(const History& history, const ItemPast& item, Instant when) {
    if (item.acts.front().at > when - most_youth) return std::nullopt;
    const Evidence known = evidence_at(history, item, when);
    if (known.weeks.empty() || !known.last_human) return std::nullopt;
    Sample sample;
    sample.p12 = forecast(rhythm_of(known.weeks.begun_by(when)), days_of(when)).p12;
    sample.age_days = days_of(when) - days_of(*known.last_human);
    for (std::size_t i = 0; i < item.acts.size(); ++i) {
        const bool within = item.acts[i].at > when && item.acts[i].at <= when + year;
        sample.came = sample.came || (within && item.verdicts[i] == Verdict::counts);
    }
    return sample;
}

std::optional<double> mean(const std::vector<double>& numbers) {
    if (numbers.empty()) return std::nullopt;
    return std::accumulate(numbers.begin(), numbers.end(), 0.0) / static_cast<double>(numbers.size());
}

using Predictor = double (*)(const Sample&);

double by_p12(const Sample& sample) {
    return sample.p12;
}
double by_youth(const Sample& sample) {
    return -sample.age_days;
}
double by_log_age(const Sample& sample) {
    return std::log1p(sample.age_days);
}

void append(std::vector<Foretold>& all, const Cutoff& cutoff, Predictor predictor) {
    for (const Sample& sample : cutoff.samples) all.push_back({predictor(sample), sample.came});
}

std::optional<double> area_of(const std::vector<std::vector<Cutoff>>& histories, Predictor predictor) {
    std::vector<double> of_histories;
    for (const auto& cutoffs : histories) {
        std::vector<double> areas;
        for (const Cutoff& cutoff : cutoffs) {
            std::vector<Foretold> all;
            append(all, cutoff, predictor);
            if (const auto area = area_under_curve(all)) areas.push_back(*area);
        }
        if (const auto area = mean(areas)) of_histories.push_back(*area);
    }
    return mean(of_histories);
}

// What the line for one cutoff is fitted on: never on what it is asked of.
std::vector<Foretold> lessons_for(const std::vector<std::vector<Cutoff>>& histories, std::size_t history,
                                  std::size_t cutoff) {
    std::vector<Foretold> lessons;
    for (std::size_t h = 0; h < histories.size(); ++h)
        for (std::size_t c = 0; c < histories[h].size(); ++c)
            if (histories.size() > 1 ? h != history : c != cutoff) append(lessons, histories[h][c], by_log_age);
    return lessons;
}

std::optional<double> brier_of_age(const std::vector<std::vector<Cutoff>>& histories) {
    std::vector<double> of_histories;
    for (std::size_t h = 0; h < histories.size(); ++h) {
        std::vector<Foretold> all;
        std::optional<Logistic> line;
        for (std::size_t c = 0; c < histories[h].size(); ++c) {
            if (histories.size() == 1 || c == 0) line = fitted(lessons_for(histories, h, c));
            if (!line) continue;
            for (const Sample& sample : histories[h][c].samples)
                all.push_back({(*line)(by_log_age(sample)), sample.came});
        }
        if (const auto score = brier(all)) of_histories.push_back(*score);
    }
    return mean(of_histories);
}

}  // namespace

std::vector<Cutoff> cutoffs_of(const History& history) {
    std::vector<Cutoff> cutoffs;
    for (int y = year_of(history.first); july_of(y) + year <= history.last; ++y) {
        Cutoff cutoff{july_of(y), {}};
        for (const ItemPast& item : history.items)
            if (const auto sample = sample_of(history, item, cutoff.at)) cutoff.samples.push_back(*sample);
        if (!cutoff.samples.empty()) cutoffs.push_back(std::move(cutoff));
    }
    return cutoffs;
}

Scores scores_of(const std::vector<std::vector<Cutoff>>& histories) {
    Scores scores;
    std::vector<Foretold> all;
    std::vector<double> briers;
    for (const auto& cutoffs : histories) {
        const std::size_t before = all.size();
        for (const Cutoff& cutoff : cutoffs) append(all, cutoff, by_p12);
        if (const auto score = brier(std::span(all).subspan(before))) briers.push_back(*score);
    }
    scores.samples = all.size();
    scores.bins = calibration_of(all);
    scores.p12 = {area_of(histories, by_p12), mean(briers)};
    scores.age = {area_of(histories, by_youth), brier_of_age(histories)};
    return scores;
}

}  // namespace moisson::bench
