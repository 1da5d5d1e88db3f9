// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/portrait.hpp"

#include <algorithm>
#include <chrono>

namespace moisson::health {
namespace {

template <class T>
void hide(Known<T>& value) {
    value = tl::unexpected(Unknown::for_routers);
}

void hide_from_everybody(Indicators& all) {
    hide(all.vitality);
    hide(all.p_active_12m);
    hide(all.effective_contributors);
    hide(all.contributor_absence_factor);
    hide(all.newcomer_ratio);
    hide(all.burstiness);
    hide(all.change_since);
    hide(all.reachability);
}

// The instant at which a forecast passes a threshold tells the forecast; the day does less, and the next one is not
// told.
Standing blurred(Standing standing) {
    if (standing.since) standing.since = std::chrono::floor<std::chrono::days>(*standing.since);
    standing.valid_until.reset();
    return standing;
}

Standing told_to_everybody(const Standing& whole, const Facts& facts, Instant now) {
    return is_stable(facts.stable, now) && whole.label != Label::archive ? Standing{} : blurred(whole);
}

}  // namespace

bool may_see(Indicator indicator, Audience audience) noexcept {
    if (audience == Audience::routers) return true;
    switch (indicator) {
        case Indicator::vitality:
        case Indicator::p_active_12m:
        case Indicator::effective_contributors:
        case Indicator::contributor_absence_factor:
        case Indicator::newcomer_ratio:
        case Indicator::burstiness:
        case Indicator::change_since:
        case Indicator::reachability:
            return false;
        case Indicator::relative_freshness:
        case Indicator::trend:
        case Indicator::last_human_edit:
        case Indicator::responsiveness:
        case Indicator::routing_completeness:
        case Indicator::answer_freshness:
        case Indicator::revert_share:
            return true;
    }
    return false;
}

bool may_list(const Facts& facts, Audience audience) noexcept {
    return audience == Audience::routers || !facts.unlisted;
}

Standing standing_told(const Weeks& weeks, const Facts& facts, Instant now, Audience audience) {
    const Standing whole = standing(weeks, facts, now, audience);
    return audience == Audience::routers ? whole : told_to_everybody(whole, facts, now);
}

Portrait portrait_of(const Evidence& evidence, const Grid& grid, Instant now, Audience audience) {
    Portrait portrait;
    portrait.standing = standing(evidence.weeks, evidence.facts, now, audience);
    portrait.indicators = indicators_of(evidence, grid, now);
    portrait.flags = flags_of(portrait.indicators, evidence.facts, portrait.standing.label, now);
    if (portrait.indicators.routing_completeness) portrait.missing = portrait.indicators.routing_completeness->missing;
    if (audience == Audience::routers) return portrait;

    hide_from_everybody(portrait.indicators);
    std::erase_if(portrait.flags, [](Flag flag) { return !may_see(flag, Audience::everybody); });
    portrait.standing = told_to_everybody(portrait.standing, evidence.facts, now);
    return portrait;
}

}  // namespace moisson::health
