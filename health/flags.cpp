// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/flags.hpp"

namespace moisson::health {
namespace {

bool is_unusually_silent(const Indicators& indicators) {
    const bool late = indicators.relative_freshness && indicators.relative_freshness->multiple > 4;
    return late || (indicators.p_active_12m && indicators.p_active_12m->pause < 0.5);
}

bool is_slower(const Indicators& indicators) {
    return indicators.change_since && indicators.change_since->has_value();
}

// Whether the flag holds for a resource whose dynamics are told.
bool holds(Flag flag, const Indicators& indicators, const Facts& facts, std::optional<Label> label, Instant now) {
    const bool worked_on = facts.family == Family::worked_on;
    switch (flag) {
        case Flag::fragile:
            return label == Label::vivant && indicators.contributor_absence_factor == 1U;
        case Flag::non_aiguillable:
            return indicators.routing_completeness && !indicators.routing_completeness->has_contact;
        case Flag::silence_inhabituel:
            return worked_on && is_unusually_silent(indicators);
        case Flag::ralentissement:
            return worked_on && is_slower(indicators);
        case Flag::conteste:
            return indicators.revert_share && *indicators.revert_share > 0.20;
        case Flag::reponses_a_reverifier:
            return indicators.answer_freshness && indicators.answer_freshness->score < 30;
        case Flag::historique_tronque:
            return facts.past.read != Past::Read::whole;
        case Flag::fini_et_stable:
            return is_stable(facts.stable, now);
        case Flag::faits_contradictoires:
            return is_stable(facts.stable, now) && facts.archived && facts.archived->since <= now;
    }
    return false;
}

}  // namespace

std::string_view id_of(Flag flag) noexcept {
    constexpr std::array<std::string_view, all_flags.size()> ids{"fragile",
                                                                 "non_aiguillable",
                                                                 "silence_inhabituel",
                                                                 "ralentissement",
                                                                 "conteste",
                                                                 "reponses_a_reverifier",
                                                                 "historique_tronque",
                                                                 "fini_et_stable",
                                                                 "faits_contradictoires"};
    return ids[static_cast<std::size_t>(flag)];
}

bool may_see(Flag flag, Audience audience) noexcept {
    const bool of_routers = flag == Flag::fragile || flag == Flag::silence_inhabituel || flag == Flag::ralentissement;
    return audience == Audience::routers || !of_routers;
}

bool is_stable(const std::optional<Stated>& stable, Instant now) noexcept {
    if (!stable || stable->since > now) return false;
    return stable->by == Stated::By::source || now < stable->since + stable_for;
}

std::optional<Instant> stability_turns(const std::optional<Stated>& stable, Instant now) noexcept {
    if (!stable) return std::nullopt;
    if (stable->since > now) return stable->since;
    if (stable->by == Stated::By::source || !is_stable(stable, now)) return std::nullopt;
    return stable->since + stable_for;
}

std::vector<Flag> flags_of(const Indicators& indicators, const Facts& facts, std::optional<Label> label, Instant now) {
    std::vector<Flag> flags;
    for (const Flag flag : all_flags)
        if (holds(flag, indicators, facts, label, now)) flags.push_back(flag);
    return flags;
}

}  // namespace moisson::health
