// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/control/health_answers.hpp"

#include "config/section.hpp"
#include "daemon/control/asked.hpp"
#include "daemon/control/health_record.hpp"
#include "health/evidence.hpp"
#include "report/health_state.hpp"
#include "report/health_words.hpp"
#include "schema/search_text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace moisson::daemon {

namespace {

using health::Audience;
using health::Label;

Result<std::optional<Label>> label_asked(const Question& question, Audience audience) {
    const std::string word = question.get("label");
    if (word.empty()) return std::optional<Label>{};
    const auto label = health::label_with(word);
    if (!label) {
        std::vector<std::string> ids;
        ids.reserve(health::all_labels.size());
        for (const Label each : health::all_labels) ids.emplace_back(id_of(each));
        const std::string meant = nearest(word, ids);
        std::string all;
        for (const std::string& id : ids) all += (all.empty() ? "" : ", ") + id;
        return fail(ErrorKind::config, "--label", "there is no label \"" + word + "\"",
                    meant.empty() ? "the labels are " + all : "did you mean \"" + meant + "\"?");
    }
    if (audience == Audience::everybody && (label == Label::a_reveiller || label == Label::orphelin))
        return fail(ErrorKind::config, "--label", "the public does not tell \"" + word + "\" from en_veille",
                    "ask for en_veille, or with --for routers");
    return label;
}

// What that audience reads of a resource's dynamics now, whatever was read when labels were last brought up to date.
std::optional<Label> label_of(const store::LabelRow& row, Instant now, Audience audience) {
    return standing_told(row.weeks, row.facts, now, audience).label;
}

// The resources of the catalogue that are asked for, with the label that their reader is told.
Result<Done> each_labelled(HealthDesk& desk, const Question& question, Audience audience,
                           const std::function<bool(const store::LabelRow&, std::optional<Label>)>& take) {
    auto wanted = label_asked(question, audience);
    if (!wanted) return fail(wanted.error());
    auto source = source_asked(desk.reader, question);
    if (!source) return fail(source.error());
    const store::LabelFilter filter{{}, question.get("kind"), std::move(*source)};
    return told_without(desk, desk.health.labels(filter, [&](const store::LabelRow& row) {
        if (!is_in_catalogue(row.kind) || !may_list(row.facts, audience)) return true;
        const auto label = label_of(row, desk.now, audience);
        return *wanted && label != *wanted ? true : take(row, label);
    }));
}

// A resource that is listed, with the label that its reader is told.
struct Listed {
    ResourceId resource;
    std::string kind;
    std::string title;
    std::optional<Label> label;
};

Result<std::vector<Listed>> listed(HealthDesk& desk, const Question& question, Audience audience) {
    std::vector<Listed> all;
    auto read = each_labelled(desk, question, audience, [&](const store::LabelRow& row, std::optional<Label> label) {
        all.push_back({row.resource, row.kind, row.title, label});
        return true;
    });
    if (!read) return fail(read.error());
    return all;
}

// Of what bears no label its answers are read now: they age by themselves. Nothing: they cannot be read.
Result<std::optional<report::State>> state_now(HealthDesk& desk, const Listed& one, Audience audience) {
    if (one.label || !ages_by_itself(one.kind)) return std::optional(report::State{.label = one.label});
    auto chart = told_without(desk, one.resource, desk.health.answers(one.resource, desk.now));
    if (!chart) return fail(chart.error());
    if (!*chart) return std::optional<report::State>{};
    return std::optional(state_of(health_record(**chart, desk), desk.now, audience));
}

// How many are told the same of, in the order in which ids are declared.
struct Counts {
    std::map<Label, std::size_t> labels;
    std::map<health::Happening, std::size_t> events;
    std::map<health::AnswerAge, std::size_t> places;

    void add(const report::State& state) {
        if (state.label) ++labels[*state.label];
        if (state.happening && *state.happening) ++events[**state.happening];
        if (state.freshness && *state.freshness) ++places[answer_age(**state.freshness)];
    }
    std::vector<std::string> lines() const {
        std::vector<std::string> all;
        const auto tell = [&](std::size_t count, const std::string& words) {
            all.push_back(std::to_string(count) + " × " + words);
        };
        for (const auto& [label, count] : labels) tell(count, report::words_of(label, "commun"));
        for (const auto& [happening, count] : events) tell(count, report::words_of(happening, "evenement"));
        for (const auto& [freshness, count] : places) tell(count, report::words_of(freshness));
        return all;
    }
};

Result<Done> list_in_words(HealthDesk& desk, const Question& question, Audience audience, const TakeLine& take) {
    auto all = listed(desk, question, audience);
    if (!all) return fail(all.error());
    Counts counts;
    for (const Listed& one : *all) {
        auto state = state_now(desk, one, audience);
        if (!state) return fail(state.error());
        if (!*state) continue;
        counts.add(**state);
        const report::Named named{one.resource.text, one.kind, one.title};
        if (!take(report::words_of(named, words_of(**state, one.kind)))) return Done{};
    }
    for (const std::string& line : counts.lines())
        if (!take(line)) break;
    return Done{};
}

Result<Done> list(HealthDesk& desk, const Question& question, const TakeLine& take) {
    auto audience = audience_asked(question);
    if (!audience) return fail(audience.error());
    if (in_words(question)) return list_in_words(desk, question, *audience, take);
    auto all = listed(desk, question, *audience);
    if (!all) return fail(all.error());
    for (const Listed& one : *all) {
        auto chart = told_without(desk, one.resource, desk.health.chart(one.resource, desk.now));
        if (!chart) return fail(chart.error());
        if (*chart && !take(report::line(health_record(**chart, desk), desk.now, *audience))) break;
    }
    return Done{};
}

Result<Done> why(HealthDesk& desk, const Question& question, const TakeLine& take) {
    auto audience = audience_asked(question);
    if (!audience) return fail(audience.error());
    auto resource = resource_named(desk.reader, question.get("what"));
    if (!resource) return fail(resource.error());
    auto chart = desk.health.chart(*resource, desk.now);
    if (!chart) return fail(chart.error());
    if (!*chart) return fail(ErrorKind::config, resource->text, "nothing is known of its health, or may be told");
    const report::HealthRecord record = health_record(**chart, desk);
    if (!may_list(record.evidence.facts, *audience))
        return fail(ErrorKind::config, resource->text, "its source asks not to list it",
                    "--for routers tells what is known");
    const auto sentences = health_sentences(**chart, record, desk, *audience);
    const std::string heading = report::heading(record.kind, record.title);
    if (in_words(question)) {
        const bool wanted = take(heading + " (" + resource->text + ")") && (record.url.empty() || take(record.url));
        if (wanted) take(report::paragraph_of(sentences));
        return Done{};
    }
    auto health = from_json(report::line(record, desk.now, *audience));
    if (!health) return fail(health.error());
    take(to_json(Value::Object{{"id", resource->text},
                               {"heading", heading},
                               {"health", std::move(*health)},
                               {"why", to_value(sentences, **chart)}}));
    return Done{};
}

}  // namespace

Result<bool> answer_health(HealthDesk& desk, const Question& question, const TakeLine& take) {
    constexpr std::array<std::pair<std::string_view, Result<Done> (*)(HealthDesk&, const Question&, const TakeLine&)>,
                         5>
        answers{{{"/v1/why", why},
                 {"/v1/health", list},
                 {"/v1/transitions", tell_transitions},
                 {"/v1/wake", tell_wake},
                 {"/v1/calibration", tell_calibration}}};
    for (const auto& [path, answer] : answers) {
        if (question.path != path) continue;
        if (auto told = answer(desk, question, take); !told) return fail(told.error());
        return true;
    }
    return false;
}

bool is_of_health(const Question& question) {
    constexpr std::array<std::string_view, 5> paths{"/v1/why", "/v1/health", "/v1/transitions", "/v1/wake",
                                                    "/v1/calibration"};
    return std::find(paths.begin(), paths.end(), question.path) != paths.end();
}

}  // namespace moisson::daemon
