// SPDX-License-Identifier: GPL-3.0-or-later
// The changes of labels. They are kept for routers; what everybody is told of them is replayed from the weeks and
// facts.
#include "daemon/control/health_record.hpp"
#include "report/health_words.hpp"

#include <algorithm>
#include <functional>
#include <vector>

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

// Whose label changed, and how.
struct Changed {
    ResourceId resource;
    SourceName source;
    std::string title;
    std::string kind;
};

std::string line_of(const Changed& changed, const Transition& transition, Audience audience) {
    return to_json(Value::Object{{"id", changed.resource.text},
                                 {"source", changed.source.text},
                                 {"title", changed.title},
                                 {"kind", changed.kind},
                                 {"for", id_of(audience)},
                                 {"at", to_iso(transition.at)},
                                 {"from", transition.from ? Value(id_of(*transition.from)) : Value()},
                                 {"to", id_of(transition.to)},
                                 {"trigger", id_of(transition.trigger)},
                                 {"news", is_news(transition)}});
}

using Tell = std::function<bool(const Changed&, const Transition&)>;

Result<Done> tell_routers(HealthDesk& desk, Instant since, const Tell& tell) {
    return told_without(desk, desk.health.transitions(since, [&](const store::TransitionRow& row) {
        return tell({row.resource, row.source, row.title, row.kind}, row.transition);
    }));
}

// What the public is told of one resource: on which day, so whoever asks from an instant on hears of all that day.
// Nothing of what is finished.
std::vector<Transition> shown_to_everybody(const store::LabelRow& row, Instant since, Instant now) {
    if (!may_list(row.facts, Audience::everybody) || is_stable(row.facts.stable, now)) return {};
    auto all = transitions(row.weeks, row.facts, now, Audience::everybody);
    std::erase_if(all, [&](const Transition& each) { return each.at + std::chrono::days(1) <= since; });
    return all;
}

// Replayed of every resource there is, by day and resource: were it only of those of which routers were told something,
// or in the order in which they were, the public could tell of which they were.
Result<Done> tell_everybody(HealthDesk& desk, Instant since, const Tell& tell) {
    std::vector<Changed> resources;  // by resource, as the store lists them
    std::vector<std::pair<Transition, std::size_t>> all;
    auto read = told_without(desk, desk.health.labels({}, [&](const store::LabelRow& row) {
        const auto shown = shown_to_everybody(row, since, desk.now);
        for (const Transition& each : shown) all.emplace_back(each, resources.size());
        if (!shown.empty()) resources.push_back({row.resource, row.source, row.title, row.kind});
        return true;
    }));
    if (!read) return read;
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& one, const auto& other) { return one.first.at < other.first.at; });
    for (const auto& [transition, whose] : all)
        if (!tell(resources[whose], transition)) break;
    return Done{};
}

}  // namespace

Result<Done> tell_transitions(HealthDesk& desk, const Question& question, const TakeLine& take) {
    auto audience = audience_asked(question);
    if (!audience) return fail(audience.error());
    auto since = since_asked(question);
    if (!since) return fail(since.error());
    const Tell tell = [&](const Changed& changed, const Transition& transition) {
        if (!in_words(question)) return take(line_of(changed, transition, *audience));
        if (!is_news(transition)) return true;
        const report::Named resource{changed.resource.text, changed.kind, changed.title};
        return take(report::words_of(resource, transition, desk.day_of(transition.at)));
    };
    return *audience == Audience::routers ? tell_routers(desk, *since, tell) : tell_everybody(desk, *since, tell);
}

}  // namespace moisson::daemon
