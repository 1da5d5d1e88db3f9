// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/contributions.hpp"
#include "health/weeks.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <chrono>

namespace moisson::health {
namespace {

// Before anybody's influence: what the act itself says.
Verdict own_verdict(const Act& act, bool is_first) {
    const auto week = week_of(act.at);
    if (!week) return week.error() == Untimely::before_2001 ? Verdict::before_2001 : Verdict::after_2100;
    if (act.by == Act::By::bot || act.by == Act::By::system) return Verdict::bot;
    if (act.by == Act::By::import) return is_first ? Verdict::counts : Verdict::import;
    if (act.text != TextMark::unknown && act.text == act.parent_text)
        return act.moved ? Verdict::renamed : Verdict::unchanged;
    if (act.in_batch) return Verdict::batch;
    if (act.tagged_revert) return Verdict::revert;
    return act.tagged_reverted ? Verdict::reverted : Verdict::counts;
}

// A verdict that a revert of the text can still change.
bool is_open(Verdict verdict) {
    return verdict == Verdict::counts || verdict == Verdict::reverted;
}

// How many acts lie between this one and the last before it with the same text, if that is near; 0 when none do.
std::size_t taken_back_by(std::span<const Act> acts, std::size_t at) {
    const TextMark text = acts[at].text;
    if (text == TextMark::unknown) return 0;
    const std::size_t reach = std::min(at, revert_radius);
    for (std::size_t back = 1; back <= reach; ++back)
        if (acts[at - back].text == text) return back - 1;
    return 0;
}

}  // namespace

void judge(std::span<const Act> acts, Opening opening, std::span<Verdict> verdicts) {
    assert(acts.size() == verdicts.size());
    for (std::size_t i = 0; i < acts.size(); ++i) {
        const bool is_first = i == 0 && opening == Opening::whole;
        verdicts[i] = own_verdict(acts[i], is_first);
        const std::size_t taken_back = taken_back_by(acts, i);
        if (taken_back == 0) continue;
        if (is_open(verdicts[i])) verdicts[i] = Verdict::revert;
        for (std::size_t back = 1; back <= taken_back; ++back)
            if (verdicts[i - back] == Verdict::counts) verdicts[i - back] = Verdict::reverted;
    }
}

std::vector<Verdict> judge(std::span<const Act> acts, Opening opening) {
    std::vector<Verdict> verdicts(acts.size());
    judge(acts, opening, verdicts);
    return verdicts;
}

Window window_around(std::size_t first, std::size_t last, std::size_t acts) noexcept {
    const auto before = [](std::size_t place, std::size_t by) { return place - std::min(place, by); };
    const auto after = [&](std::size_t place, std::size_t by) { return std::min(acts, place + 1 + by); };
    return {before(first, 2 * revert_radius), after(last, 2 * revert_radius), before(first, revert_radius),
            after(last, revert_radius)};
}

Contest contest_of(std::span<const Act> acts, std::span<const Verdict> verdicts, Instant now) {
    constexpr std::chrono::days two_years(730);
    assert(acts.size() == verdicts.size());
    Contest contest;
    for (std::size_t i = 0; i < acts.size(); ++i) {
        if (acts[i].at > now || acts[i].at <= now - two_years) continue;
        const bool reverted = verdicts[i] == Verdict::reverted;
        if (reverted) ++contest.reverted;
        if (reverted || verdicts[i] == Verdict::counts || verdicts[i] == Verdict::revert) ++contest.edits;
    }
    return contest;
}

}  // namespace moisson::health
