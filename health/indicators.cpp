// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/indicators.hpp"

#include <algorithm>
#include <chrono>
#include <limits>

namespace moisson::health {
namespace {

constexpr std::chrono::days observed_enough(365);

// Whether a week of them has not begun yet.
bool reaches_beyond(const Weeks& weeks, Instant now) {
    const auto last = weeks.last();
    return last && monday_of(*last) > now;
}

LastEdit last_edit_of(const Evidence& evidence, Instant human, Instant now) {
    LastEdit last{human, std::max(0.0, days_of(now) - days_of(human)), std::nullopt};
    if (evidence.last_any && *evidence.last_any > human) last.other = evidence.last_any;
    return last;
}

// Why nothing can be said of its rhythm, if so.
std::optional<Unknown> why_no_rhythm(const Evidence& evidence, Instant now) {
    if (evidence.weeks.empty()) return Unknown::no_history;
    const bool watched = now >= evidence.facts.past.observed_since + observed_enough;
    if (evidence.facts.past.read == Past::Read::two_dates && !watched) return Unknown::two_dates;
    return std::nullopt;
}

void tell_rhythm(Indicators& all, const Weeks& weeks, Instant now) {
    const Rhythm rhythm = rhythm_of(weeks);
    const double today = days_of(now);
    all.vitality = vitality(rhythm, today);
    all.p_active_12m = forecast(rhythm, today);
    all.relative_freshness = relative_freshness(rhythm, today);
    all.trend = trend(weeks, now);
    all.burstiness = burstiness(rhythm);
    all.change_since = slowdown(weeks, now);
}

void tell_people(Indicators& all, const Evidence& evidence, Instant now) {
    const double today = days_of(now);
    all.effective_contributors = effective_contributors(evidence.shares, today);
    all.contributor_absence_factor = contributor_absence_factor(evidence.shares, today);
    all.newcomer_ratio = newcomers(evidence.shares, *evidence.weeks.first(), now);
}

void leave_untold(Indicators& all, Unknown reason) {
    all.vitality = tl::unexpected(reason);
    all.p_active_12m = tl::unexpected(reason);
    all.relative_freshness = tl::unexpected(reason);
    all.trend = tl::unexpected(reason);
    all.burstiness = tl::unexpected(reason);
    all.change_since = tl::unexpected(reason);
}

void leave_people_untold(Indicators& all, Unknown reason) {
    all.effective_contributors = tl::unexpected(reason);
    all.contributor_absence_factor = tl::unexpected(reason);
    all.newcomer_ratio = tl::unexpected(reason);
}

Indicators tell(const Evidence& evidence, const Grid& grid, Instant now) {
    Indicators all;
    const auto no_rhythm = why_no_rhythm(evidence, now);
    if (no_rhythm)
        leave_untold(all, *no_rhythm);
    else
        tell_rhythm(all, evidence.weeks, now);
    if (evidence.facts.reach.names == Reach::Names::untold)
        leave_people_untold(all, Unknown::source_names_nobody);
    else if (no_rhythm)
        leave_people_untold(all, *no_rhythm);
    else
        tell_people(all, evidence, now);
    if (evidence.last_human) all.last_human_edit = last_edit_of(evidence, *evidence.last_human, now);
    all.responsiveness = responsiveness(evidence.questions, now);
    all.routing_completeness = routing_completeness(grid, evidence.answers);
    all.answer_freshness = answer_freshness(grid, evidence.answers, now);
    all.reachability = reachability(evidence.facts.reach, now);
    if (evidence.contest) all.revert_share = revert_share(*evidence.contest);
    return all;
}

constexpr double none = std::numeric_limits<double>::infinity();
// Of a ratio of small numbers: half is not above half.
constexpr double above_0 = 1e-9;
constexpr double above_half = 0.5 + 1e-9;
constexpr std::array<Scale, 15> scales{{
    {Indicator::vitality, "I01", "vitality", {0.55, 2.7, none}, 2},
    {Indicator::p_active_12m, "I02", "p_active_12m", {0.15, 0.50, none}, 2},
    {Indicator::relative_freshness, "I03", "relative_freshness", {1, 2, 4}, 3},
    {Indicator::trend, "I04", "trend", {none, none, none}, 0},
    {Indicator::last_human_edit, "I05", "last_human_edit", {90, 365, 730}, 3},
    {Indicator::effective_contributors, "I06", "effective_contributors", {1.5, 3, none}, 2},
    {Indicator::contributor_absence_factor, "I07", "contributor_absence_factor", {2, 3, none}, 2},
    {Indicator::newcomer_ratio, "I08", "newcomer_ratio", {above_0, above_half, none}, 2},
    {Indicator::burstiness, "I09", "burstiness", {-0.3, 0.3, none}, 2},
    {Indicator::change_since, "I09b", "change_since", {none, none, none}, 0},
    {Indicator::responsiveness, "I10", "responsiveness", {0.4, 0.7, none}, 2},
    {Indicator::routing_completeness, "I12", "routing_completeness", {50, 80, none}, 2},
    {Indicator::answer_freshness, "I13", "answer_freshness", {30, 60, none}, 2},
    {Indicator::reachability, "I14", "reachability", {1, 2, none}, 2},
    {Indicator::revert_share, "I16", "revert_share", {0.05, 0.20, none}, 2},
}};

}  // namespace

Indicators indicators_of(const Evidence& evidence, const Grid& grid, Instant now) {
    const bool beyond = reaches_beyond(evidence.weeks, now) ||
                        std::any_of(evidence.shares.begin(), evidence.shares.end(),
                                    [&](const Share& share) { return reaches_beyond(share.weeks, now); });
    if (!beyond) return tell(evidence, grid, now);
    Evidence begun = evidence;
    begun.weeks = evidence.weeks.begun_by(now);
    for (Share& share : begun.shares) share.weeks = share.weeks.begun_by(now);
    return tell(begun, grid, now);
}

std::span<const Scale> all_scales() noexcept {
    return scales;
}

const Scale& scale_of(Indicator indicator) noexcept {
    return scales[static_cast<std::size_t>(indicator)];
}

std::size_t band_of(Indicator indicator, double value) noexcept {
    const Scale& scale = scale_of(indicator);
    return static_cast<std::size_t>(
        std::upper_bound(scale.cuts.begin(), scale.cuts.begin() + static_cast<std::ptrdiff_t>(scale.parts), value) -
        scale.cuts.begin());
}

}  // namespace moisson::health
