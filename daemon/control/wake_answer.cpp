// SPDX-License-Identifier: GPL-3.0-or-later
// Whom to call first: what is asleep and deserves that somebody tries to wake it.
#include "daemon/control/asked.hpp"
#include "daemon/control/health_record.hpp"
#include "health/calling.hpp"
#include "report/health_words.hpp"

#include <algorithm>
#include <array>

namespace moisson::daemon {

namespace {

using health::Audience;
using health::Label;

// One who waits to be woken.
struct Sleeper {
    ResourceId resource;
    double priority = 0;
};

bool sleeps(const std::optional<Label>& label) {
    return label == Label::a_reveiller || label == Label::orphelin;
}

double priority_of(const report::HealthRecord& record, Instant now) {
    const health::Evidence& evidence = record.evidence;
    const auto reachable = reachability(evidence.facts.reach, now);
    const auto complete = routing_completeness(record.grid, evidence.answers);
    return health::wake_priority(evidence.weeks.begun_by(now).count(), reachable.value_or(health::Reachable::nobody),
                                 complete ? complete->score : 0);
}

// All of them, the first to wake first.
Result<std::vector<Sleeper>> sleepers(HealthDesk& desk) {
    std::vector<ResourceId> low;
    auto read = told_without(desk, desk.health.labels({}, [&](const store::LabelRow& row) {
        const bool finished = is_stable(row.facts.stable, desk.now);
        if (!finished && sleeps(standing(row.weeks, row.facts, desk.now, Audience::routers).label))
            low.push_back(row.resource);
        return true;
    }));
    if (!read) return fail(read.error());
    std::vector<Sleeper> all;
    for (ResourceId& resource : low) {
        auto chart = told_without(desk, resource, desk.health.chart(resource, desk.now));
        if (!chart) return fail(chart.error());
        if (*chart) all.push_back({std::move(resource), priority_of(health_record(**chart, desk), desk.now)});
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Sleeper& one, const Sleeper& other) { return one.priority > other.priority; });
    return all;
}

// Of an explanation, what helps to call somebody.
std::vector<report::Sentence> to_call_by(std::vector<report::Sentence> sentences) {
    constexpr std::array<std::string_view, 6> ids{"a_reveiller", "orphelin", "last_edit",
                                                  "to_call",     "contact",  "missing"};
    std::erase_if(sentences, [&](const report::Sentence& sentence) {
        return std::find(ids.begin(), ids.end(), sentence.id) == ids.end();
    });
    return sentences;
}

}  // namespace

Result<Done> tell_wake(HealthDesk& desk, const Question& question, const TakeLine& take) {
    auto limit = limit_asked(question);
    if (!limit) return fail(limit.error());
    auto all = sleepers(desk);
    if (!all) return fail(all.error());
    all->resize(std::min(all->size(), *limit));
    std::size_t rank = 0;
    for (const Sleeper& sleeper : *all) {
        auto chart = told_without(desk, sleeper.resource, desk.health.chart(sleeper.resource, desk.now));
        if (!chart) return fail(chart.error());
        if (!*chart) continue;
        const report::HealthRecord record = health_record(**chart, desk);
        const auto sentences = to_call_by(health_sentences(**chart, record, desk, Audience::routers));
        const auto label = portrait_of(record.evidence, record.grid, desk.now, Audience::routers).standing.label;
        const bool wanted = in_words(question)
                                ? take(std::to_string(++rank) + ". " + report::heading(record.kind, record.title) +
                                       " (" + record.resource.text + ")") &&
                                      take("   " + report::paragraph_of(sentences)) &&
                                      (record.url.empty() || take("   " + record.url))
                                : take(to_json(Value::Object{{"id", record.resource.text},
                                                             {"source", record.source.text},
                                                             {"title", record.title},
                                                             {"kind", record.kind},
                                                             {"url", record.url.empty() ? Value() : Value(record.url)},
                                                             {"label", label ? Value(id_of(*label)) : Value()},
                                                             {"priority", sleeper.priority},
                                                             {"why", to_value(sentences, **chart)}}));
        if (!wanted) break;
    }
    return Done{};
}

}  // namespace moisson::daemon
