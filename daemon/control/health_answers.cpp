// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/control/health_answers.hpp"

#include "config/section.hpp"
#include "daemon/control/asked.hpp"
#include "daemon/control/health_record.hpp"
#include "health/evidence.hpp"
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
    const bool hidden = audience == Audience::everybody && is_stable(row.facts.stable, now);
    const auto label = standing(row.weeks, row.facts, now, audience).label;
    return hidden && label != Label::archive ? std::nullopt : label;
}

report::Named named(const store::LabelRow& row) {
    return {row.resource.text, row.kind, row.title};
}

// The resources of the catalogue that are asked for, with the label that their reader is told.
Result<Done> each_labelled(HealthDesk& desk, const Question& question, Audience audience,
                           const std::function<bool(const store::LabelRow&, std::optional<Label>)>& take) {
    auto wanted = label_asked(question, audience);
    if (!wanted) return fail(wanted.error());
    auto source = source_asked(desk.reader, question);
    if (!source) return fail(source.error());
    const store::LabelFilter filter{{}, question.get("kind"), std::move(*source)};
    return desk.health.labels(filter, [&](const store::LabelRow& row) {
        if (!is_in_catalogue(row.kind) || !may_list(row.facts, audience)) return true;
        const auto label = label_of(row, desk.now, audience);
        return *wanted && label != *wanted ? true : take(row, label);
    });
}

Result<Done> list_in_words(HealthDesk& desk, const Question& question, Audience audience, const TakeLine& take) {
    std::map<Label, std::size_t> counts;
    auto told = each_labelled(desk, question, audience, [&](const store::LabelRow& row, std::optional<Label> label) {
        if (label) ++counts[*label];
        return take(report::words_of(named(row), label));
    });
    if (!told) return told;
    for (const auto& [label, count] : counts)
        if (!take(std::to_string(count) + " × " + report::words_of(label, "commun"))) break;
    return Done{};
}

Result<Done> list(HealthDesk& desk, const Question& question, const TakeLine& take) {
    auto audience = audience_asked(question);
    if (!audience) return fail(audience.error());
    if (in_words(question)) return list_in_words(desk, question, *audience, take);
    std::vector<ResourceId> resources;
    auto told = each_labelled(desk, question, *audience, [&](const store::LabelRow& row, std::optional<Label>) {
        resources.push_back(row.resource);
        return true;
    });
    if (!told) return told;
    for (const ResourceId& resource : resources) {
        auto chart = desk.health.chart(resource, desk.now);
        if (!chart) return fail(chart.error());
        if (*chart && !take(report::line(health_record(**chart, desk), desk.now, *audience))) break;
    }
    return Done{};
}

Value* member(Value::Object& object, const std::string& name) {
    const auto found = object.find(name);
    return found == object.end() ? nullptr : &found->second;
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

Result<Done> add_label(HealthDesk& desk, const Question& question, Value& shown) {
    auto audience = audience_asked(question);
    if (!audience) return fail(audience.error());
    Value* const card = shown.object() == nullptr ? nullptr : member(*shown.object(), "card");
    if (card == nullptr || card->object() == nullptr) return Done{};
    Value& told = (*card->object())["health"];
    const std::string resource = card->at("resource").text_or("");
    auto chart = desk.health.chart(ResourceId(resource), desk.now);
    if (!chart) return fail(chart.error());
    if (!*chart) return Done{};
    const report::HealthRecord record = health_record(**chart, desk);
    const auto standing = portrait_of(record.evidence, record.grid, desk.now, *audience).standing;
    if (!standing.label || !may_list(record.evidence.facts, *audience)) return Done{};
    told = Value::Object{{"for", id_of(*audience)},
                         {"label", id_of(*standing.label)},
                         {"since", standing.since ? Value(to_iso(*standing.since)) : Value()},
                         {"words", report::words_of(*standing.label, record.kind)}};
    return Done{};
}

bool is_of_health(const Question& question) {
    constexpr std::array<std::string_view, 5> paths{"/v1/why", "/v1/health", "/v1/transitions", "/v1/wake",
                                                    "/v1/calibration"};
    return std::find(paths.begin(), paths.end(), question.path) != paths.end();
}

}  // namespace moisson::daemon
