// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/health_state.hpp"

#include "report/health_words.hpp"

namespace moisson::report {

using health::Family;

State state_of(const HealthRecord& record, Instant now, health::Audience audience) {
    const health::Evidence& evidence = record.evidence;
    if (const auto label = standing_told(evidence.weeks, evidence.facts, now, audience).label) return {.label = label};
    switch (evidence.facts.family) {
        case Family::event:
            return {.happening = health::happening(record.starts, record.ends, now)};
        case Family::place:
            if (record.grid.lines.empty()) break;
            return {.freshness = health::answer_freshness(record.grid, evidence.answers, now)};
        case Family::worked_on:
        case Family::other:
            break;
    }
    return {};
}

std::string words_of(const State& state, std::string_view kind) {
    if (state.label) return words_of(*state.label, kind);
    if (state.happening) return words_of(*state.happening, kind);
    return state.freshness ? words_of(*state.freshness) : std::string();
}

}  // namespace moisson::report
