// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/control/health_record.hpp"

#include "config/section.hpp"
#include "health/evidence.hpp"

#include <algorithm>
#include <set>

namespace moisson::daemon {

namespace {

constexpr std::size_t candidates_named = 20;
constexpr std::size_t revisions_named = 1000;  // of a sentence: a robot may have made a hundred thousand

// A day without an hour is a day of where people read it.
std::optional<health::Dated> date_in(const Snapshot& snapshot, const std::string& field, const DayOf& day_of) {
    const auto found = snapshot.fields.find(field);
    if (found == snapshot.fields.end()) return std::nullopt;
    const std::string text = found->second.text_or("");
    const auto at = from_iso(text);
    if (!at) return std::nullopt;
    if (text.find('T') != std::string::npos) return health::Dated(*at);
    const auto day = std::chrono::floor<std::chrono::days>(*at);
    return health::Dated(start_of(day, day_of), start_of(day + std::chrono::days(1), day_of));
}

// Under all the names that the sources show.
std::string name_of(const store::Chart& chart, health::Person who) {
    std::set<std::string> names;
    if (const auto found = chart.names.find(who); found != chart.names.end())
        for (const store::AccountName& account : found->second) names.insert(account.name);
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : " / ") + name;
    return all;
}

// What is said of a kind without dynamics, before all else.
void begin(const report::HealthRecord& record, const health::Portrait& portrait, Instant now,
           std::vector<report::Sentence>& sentences) {
    const health::Family family = record.evidence.facts.family;
    if (family == health::Family::worked_on || portrait.standing.label) return;
    if (family == health::Family::event) {
        if (const auto when = health::happening(record.starts, record.ends, now))
            sentences.push_back(report::sentence_of(*when, record.kind));
        return;
    }
    sentences.push_back(report::sentence_of_kind(record.kind));
    if (family != health::Family::place) return;
    if (auto fresh = report::sentence_of(portrait.indicators.answer_freshness)) sentences.push_back(std::move(*fresh));
}

Error unknown_resource(store::Reader& reader, const std::string& words) {
    std::vector<std::string> names;
    auto listed = reader.items([&](const ItemRecord& record) {
        names.push_back(record.item.title);
        if (!record.resource.empty()) names.push_back(record.resource.text);
        return true;
    });
    if (!listed) return listed.error();
    const std::string meant = nearest(words, names);
    return Error{ErrorKind::config, words, "no such resource here",
                 meant.empty() ? "give its title, its id, or source:id; moisson find WORDS finds some"
                               : "did you mean \"" + meant + "\"?",
                 std::nullopt};
}

}  // namespace

Result<Done> told_without(const HealthDesk& desk, Result<Done> read) {
    if (read || read.error().kind != ErrorKind::invalid) return read;
    desk.complain(read.error());
    return Done{};
}

Result<std::optional<store::Chart>> told_without(const HealthDesk& desk, const ResourceId& resource,
                                                 Result<std::optional<store::Chart>> read) {
    if (read || read.error().kind != ErrorKind::invalid) return read;
    Error error = read.error();
    error.where = resource.text + (error.where.empty() ? "" : ", ") + error.where;
    desk.complain(error);
    return std::optional<store::Chart>{};
}

bool ages_by_itself(std::string_view kind) noexcept {
    const health::Family family = health::family_of(kind);
    return family == health::Family::place || family == health::Family::event;
}

report::HealthRecord health_record(const store::Chart& chart, const HealthDesk& desk) {
    const Snapshot& snapshot = chart.vitals.snapshot;
    return {chart.resource,
            chart.source,
            chart.title,
            chart.kind,
            chart.url,
            health::evidence_of(chart.vitals),
            desk.grid_for(chart.kind),
            date_in(snapshot, "starts", desk.day_of),
            date_in(snapshot, "ends", desk.day_of)};
}

std::vector<report::Sentence> health_sentences(const store::Chart& chart, const report::HealthRecord& record,
                                               const HealthDesk& desk, health::Audience audience) {
    std::vector<health::Judged> judged;
    judged.reserve(chart.revisions.size());
    for (const store::JudgedRevision& revision : chart.revisions) judged.push_back(revision.judged);
    const auto reasons = explain(record.evidence, record.grid, chart.vitals.people, judged, desk.now, audience);
    const report::Telling telling{record.kind, [&](health::Person who) { return name_of(chart, who); }, desk.day_of};
    std::vector<report::Sentence> sentences;
    begin(record, portrait_of(record.evidence, record.grid, desk.now, audience), desk.now, sentences);
    for (report::Sentence& sentence : sentences_of(reasons, telling)) sentences.push_back(std::move(sentence));
    return sentences;
}

Value to_value(const std::vector<report::Sentence>& sentences, const store::Chart& chart) {
    Value::List all;
    for (const report::Sentence& sentence : sentences) {
        Value::List revisions;
        for (const std::size_t place : sentence.revisions) {
            if (revisions.size() == revisions_named) break;
            const store::JudgedRevision& revision = chart.revisions[place];
            revisions.emplace_back(Value::Object{
                {"source", revision.source.text}, {"item", revision.item.text}, {"id", revision.id.text}});
        }
        all.emplace_back(Value::Object{{"id", sentence.id},
                                       {"head", sentence.head.empty() ? Value() : Value(sentence.head)},
                                       {"text", sentence.text},
                                       {"revisions", std::move(revisions)}});
    }
    return all;
}

bool in_words(const Question& question) {
    return question.get("form") == "text";
}

Result<ResourceId> resource_named(store::Reader& reader, const std::string& words) {
    auto found = reader.find(words, candidates_named);
    if (!found) return fail(found.error());
    std::set<ResourceId> resources;
    std::string all;
    for (const ItemRecord& each : *found)
        if (!each.resource.empty() && resources.insert(each.resource).second)
            all += (all.empty() ? "" : ", ") + each.resource.text + " (" + each.item.title + ")";
    if (resources.empty()) return fail(unknown_resource(reader, words));
    if (resources.size() == 1) return *resources.begin();
    return fail(ErrorKind::config, words, "several resources fit: " + all, "give the id of one of them");
}

}  // namespace moisson::daemon
