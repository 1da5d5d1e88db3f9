// SPDX-License-Identifier: GPL-3.0-or-later
// The changes of labels. They are kept for routers; what everybody is told of them is replayed from the weeks and
// facts.
#include "daemon/control/health_record.hpp"
#include "report/health_words.hpp"

#include <set>

namespace moisson::daemon {

namespace {

using health::Audience;
using health::Transition;

Result<Instant> since_asked(const Question& question) {
    const std::string since = question.get("since");
    if (since.empty()) return Instant::min();
    if (const auto when = from_iso(since)) return *when;
    return fail(ErrorKind::config, "--since", "not a date: " + since, "write 2026-03-31 or 7d");
}

std::string line_of(const store::TransitionRow& row, const Transition& transition, Audience audience) {
    return to_json(Value::Object{{"id", row.resource.text},
                                 {"source", row.source.text},
                                 {"title", row.title},
                                 {"kind", row.kind},
                                 {"for", id_of(audience)},
                                 {"at", to_iso(transition.at)},
                                 {"from", transition.from ? Value(id_of(*transition.from)) : Value()},
                                 {"to", id_of(transition.to)},
                                 {"trigger", id_of(transition.trigger)},
                                 {"news", is_news(transition)}});
}

// What the public is told of a resource of which routers were told something since. Nothing of what is finished.
std::vector<Transition> shown_to_everybody(const store::TransitionRow& row, Instant since, Instant now) {
    if (!may_list(row.facts, Audience::everybody) || is_stable(row.facts.stable, now)) return {};
    auto all = transitions(row.weeks, row.facts, now, Audience::everybody);
    std::erase_if(all, [&](const Transition& each) { return each.at < since; });
    return all;
}

}  // namespace

Result<Done> tell_transitions(HealthDesk& desk, const Question& question, const TakeLine& take) {
    auto audience = audience_asked(question);
    if (!audience) return fail(audience.error());
    auto since = since_asked(question);
    if (!since) return fail(since.error());
    const auto tell = [&](const store::TransitionRow& row, const Transition& transition) {
        if (!in_words(question)) return take(line_of(row, transition, *audience));
        if (!is_news(transition)) return true;
        const report::Named resource{row.resource.text, row.kind, row.title};
        return take(report::words_of(resource, transition, desk.day_of(transition.at)));
    };
    if (*audience == Audience::routers)
        return desk.health.transitions(*since,
                                       [&](const store::TransitionRow& row) { return tell(row, row.transition); });

    std::set<ResourceId> seen;
    std::multimap<Instant, std::pair<store::TransitionRow, Transition>> by_time;
    auto read = desk.health.transitions(*since, [&](const store::TransitionRow& row) {
        if (!seen.insert(row.resource).second) return true;
        for (const Transition& each : shown_to_everybody(row, *since, desk.now))
            by_time.emplace(each.at, std::pair(row, each));
        return true;
    });
    if (!read) return read;
    for (const auto& [at, told] : by_time)
        if (!tell(told.first, told.second)) break;
    return Done{};
}

}  // namespace moisson::daemon
