// SPDX-License-Identifier: GPL-3.0-or-later
// What answers about something else say of health.
#include "daemon/control/health_record.hpp"
#include "report/health_state.hpp"
#include "report/health_words.hpp"
#include "schema/mapping.hpp"
#include "schema/search_text.hpp"

#include <map>

namespace moisson::daemon {

namespace {

using health::Audience;

template <class Ids>
Value ids_of(const Ids& all) {
    Value::List list;
    for (const auto each : all) list.emplace_back(id_of(each));
    return list;
}

Value to_value(const report::HealthRecord& record, Instant now, Audience audience) {
    const health::Portrait portrait = portrait_of(record.evidence, record.grid, now, audience);
    const report::State state = state_of(record, now, audience);
    const auto& freshness = portrait.indicators.answer_freshness;
    const std::string words = words_of(state, record.kind);
    return Value::Object{{"for", id_of(audience)},
                         {"label", state.label ? Value(id_of(*state.label)) : Value()},
                         {"since", portrait.standing.since ? Value(to_iso(*portrait.standing.since)) : Value()},
                         {"happening", state.happening && *state.happening ? Value(id_of(**state.happening)) : Value()},
                         {"answer_freshness", freshness ? Value(freshness->score) : Value()},
                         {"missing", ids_of(portrait.missing)},
                         {"words", words.empty() ? Value() : Value(words)}};
}

// Null: nothing is said of it, to that audience.
Result<Value> health_of(HealthDesk& desk, const ResourceId& resource, Audience audience) {
    auto chart = told_without(desk, resource, desk.health.chart(resource, desk.now));
    if (!chart) return fail(chart.error());
    if (!*chart || !is_in_catalogue((*chart)->kind)) return Value();
    const report::HealthRecord record = health_record(**chart, desk);
    return may_list(record.evidence.facts, audience) ? to_value(record, desk.now, audience) : Value();
}

// `id` names the member that has the id of its resource.
Result<Done> add_to(HealthDesk& desk, Value& told, const char* id, Audience audience) {
    auto health = health_of(desk, ResourceId(told.at(id).text_or("")), audience);
    if (!health) return fail(health.error());
    (*told.object())["health"] = std::move(*health);
    return Done{};
}

Result<Done> add_to_card(HealthDesk& desk, Value::Object& answer, Audience audience) {
    const auto card = answer.find("card");
    if (card == answer.end() || card->second.object() == nullptr) return Done{};
    return add_to(desk, card->second, "resource", audience);
}

Result<Done> add_to_found(HealthDesk& desk, Value::Object& answer, Audience audience) {
    const auto found = answer.find("found");
    if (found == answer.end() || found->second.list() == nullptr) return Done{};
    for (Value& one : *found->second.list())
        if (auto added = add_to(desk, one, "id", audience); !added) return added;
    return Done{};
}

// How many of what bears no label, of one source, by what is said of them instead.
struct Undated {
    std::map<std::string_view, std::int64_t> answers;
    std::map<std::string_view, std::int64_t> events;

    void add(const report::State& state) {
        constexpr std::string_view unknown = "unknown";
        if (state.freshness) ++answers[*state.freshness ? id_of(answer_age(**state.freshness)) : unknown];
        if (state.happening) ++events[*state.happening ? id_of(**state.happening) : unknown];
    }
};

Result<std::map<std::string, Undated>> undated(HealthDesk& desk) {
    std::vector<ResourceId> all;
    for (const std::string& kind : known_kinds()) {
        if (!ages_by_itself(kind)) continue;
        auto read = told_without(desk, desk.health.labels({.kind = kind}, [&](const store::LabelRow& row) {
            all.push_back(row.resource);
            return true;
        }));
        if (!read) return fail(read.error());
    }
    std::map<std::string, Undated> by_source;
    for (const ResourceId& resource : all) {
        auto chart = told_without(desk, resource, desk.health.answers(resource, desk.now));
        if (!chart) return fail(chart.error());
        if (!*chart) continue;
        by_source[(*chart)->source.text].add(state_of(health_record(**chart, desk), desk.now, Audience::routers));
    }
    return by_source;
}

Value to_value(const std::map<std::string_view, std::int64_t>& counts) {
    if (counts.empty()) return {};
    Value::Object object;
    for (const auto& [id, count] : counts) object.emplace(std::string(id), count);
    return object;
}

// What is kept of a door that was closed says nothing once its time is over.
void forget_opened(Value& source, Instant now) {
    const auto until = from_iso(source.at("closed").at("until").text_or(""));
    if (until && *until <= now) (*source.object())["closed"] = Value();
}

Result<Done> add_to_status(HealthDesk& desk, Value::Object& answer) {
    const auto sources = answer.find("sources");
    if (sources == answer.end() || sources->second.list() == nullptr) return Done{};
    auto counted = undated(desk);
    if (!counted) return fail(counted.error());
    for (Value& source : *sources->second.list()) {
        const Undated& counts = (*counted)[source.at("name").text_or("")];
        (*source.object())["answers"] = to_value(counts.answers);
        (*source.object())["events"] = to_value(counts.events);
        forget_opened(source, desk.now);
    }
    return Done{};
}

}  // namespace

bool has_health_added(const Question& question) {
    return question.path == "/v1/show" || question.path == "/v1/find" || question.path == "/v1/status";
}

Result<Done> add_health(HealthDesk& desk, const Question& question, Value& answer) {
    if (answer.object() == nullptr || !has_health_added(question)) return Done{};
    if (question.path == "/v1/status") return add_to_status(desk, *answer.object());
    auto audience = audience_asked(question);
    if (!audience) return fail(audience.error());
    return question.path == "/v1/show" ? add_to_card(desk, *answer.object(), *audience)
                                       : add_to_found(desk, *answer.object(), *audience);
}

}  // namespace moisson::daemon
