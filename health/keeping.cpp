// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/keeping.hpp"

#include "health/flags.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace moisson::health {
namespace {

// Where nothing is never.
std::optional<Instant> earlier(const std::optional<Instant>& one, const std::optional<Instant>& other) {
    if (!one || !other) return one ? one : other;
    return std::min(*one, *other);
}

// The first week that has not begun yet: a source's clock may be ahead.
std::optional<Instant> next_beginning(const Weeks& weeks, Instant now) {
    const auto last = weeks.last();
    if (!last || last->number <= week_number(now)) return std::nullopt;
    std::optional<Instant> next;
    weeks.each([&](Week week) {
        if (!next && week.number > week_number(now)) next = monday_of(week);
    });
    return next;
}

// Up to when the last look saw: a week is judged on its Thursday, which may lie ahead.
Instant seen_until(const Kept& kept) {
    return std::max(kept.judged, kept.standing.since.value_or(kept.judged));
}

Trigger trigger_of(const std::optional<Stated>& said) {
    return said && said->by == Stated::By::person ? Trigger::person : Trigger::fact;
}

// Why what was told is told otherwise now.
Trigger why_otherwise(const Kept& before, const Kept& after, Rules rules) {
    const bool said_otherwise = before.facts.archived != after.facts.archived;
    const bool is_another = before.facts.family != after.facts.family;
    if (rules == Rules::others && (said_otherwise || is_another)) return Trigger::mapping;
    if (said_otherwise) return trigger_of(after.facts.archived ? after.facts.archived : before.facts.archived);
    if (before.weeks != after.weeks) return Trigger::edit;
    return before.facts == after.facts ? Trigger::silence : Trigger::fact;
}

}  // namespace

Look look_at(Weeks weeks, Facts facts, Instant now) {
    // Whenever the public's label changes, so does the routers', of which it is a coarser reading; but what is finished
    // has none for the public.
    Course course = course_of(weeks, facts, now, Audience::routers);
    Kept kept{std::move(weeks), std::move(facts), course.standing, now};
    auto& until = kept.standing.valid_until;
    until = earlier(until, next_beginning(kept.weeks, now));
    until = earlier(until, stability_turns(kept.facts.stable, now));
    return {std::move(kept), std::move(course.transitions)};
}

std::vector<Transition> transitions_between(const Kept& before, const Look& look, Rules rules) {
    std::vector<Transition> told;
    const Kept& after = look.kept;
    std::optional<Label> last = before.standing.label;
    if (!after.standing.label) return told;
    const auto tell = [&](Label to, Instant at, Trigger trigger) {
        if (last != to) told.push_back({last, to, at, trigger});
        last = to;
    };
    const Trigger otherwise = why_otherwise(before, after, rules);
    auto next = std::find_if(look.past.begin(), look.past.end(),
                             [&](const Transition& each) { return each.at > seen_until(before); });
    if (next == look.past.end()) {
        // Nothing happened since: what is behind us is another now. Its own date is told when it came after what was
        // told before.
        const auto& since = after.standing.since;
        const bool came_after = since && before.standing.since && *since > *before.standing.since;
        tell(*after.standing.label, came_after && otherwise != Trigger::mapping ? *since : after.judged, otherwise);
    }
    for (; next != look.past.end(); ++next)
        tell(next->to, next->at,
             otherwise == Trigger::mapping && next->trigger == Trigger::fact ? Trigger::mapping : next->trigger);
    return told;
}

}  // namespace moisson::health
