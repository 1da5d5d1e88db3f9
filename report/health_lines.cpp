// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/health_lines.hpp"

#include "health/happening.hpp"
#include "health/weeks.hpp"
#include "report/members.hpp"

namespace moisson::report {
namespace {

using health::Family;
using health::Indicator;
using health::Known;
using health::Portrait;
using health::Unknown;

template <class Ids>
Value ids_of(const Ids& all) {
    Value::List list;
    for (const auto each : all) list.emplace_back(health::id_of(each));
    return list;
}

Value or_null(const std::optional<Instant>& when) {
    return when ? Value(to_iso(*when)) : Value();
}

Value slower_since(const std::optional<health::Slowdown>& slowdown) {
    return slowdown ? Value(to_iso(monday_of(slowdown->since))) : Value(false);
}

Known<Value> value_of(const health::Indicators& all, Indicator indicator) {
    const auto number = [](double value) { return Value(value); };
    const auto count = [](auto value) { return Value(static_cast<std::int64_t>(value)); };
    switch (indicator) {
        case Indicator::vitality:
            return all.vitality.map(number);
        case Indicator::p_active_12m:
            return all.p_active_12m.map([](const auto& value) { return Value(value.p12); });
        case Indicator::relative_freshness:
            return all.relative_freshness.map([](const auto& value) { return Value(value.multiple); });
        case Indicator::trend:
            return all.trend.map([](const auto& value) { return Value(value.log2_ratio); });
        case Indicator::last_human_edit:
            return all.last_human_edit.map([](const auto& value) { return Value(to_iso(value.human)); });
        case Indicator::effective_contributors:
            return all.effective_contributors.map(number);
        case Indicator::contributor_absence_factor:
            return all.contributor_absence_factor.map(count);
        case Indicator::newcomer_ratio:
            return all.newcomer_ratio.map([](const auto& value) { return Value(value.ratio()); });
        case Indicator::burstiness:
            return all.burstiness.map([](const auto& value) { return Value(value.value); });
        case Indicator::change_since:
            return all.change_since.map(slower_since);
        case Indicator::responsiveness:
            return all.responsiveness.map([](const auto& value) { return Value(value.value); });
        case Indicator::routing_completeness:
            return all.routing_completeness.map([](const auto& value) { return Value(value.score); });
        case Indicator::answer_freshness:
            return all.answer_freshness.map([](const auto& value) { return Value(value.score); });
        case Indicator::reachability:
            return all.reachability.map(count);
        case Indicator::revert_share:
            return all.revert_share.map(number);
    }
    return tl::unexpected(Unknown::no_history);
}

// Writes the members whose absence has a reason, and keeps the reasons.
class Measures {
public:
    explicit Measures(Members& members) : members_(members) {}

    void label(const Portrait& portrait, const HealthRecord& record) {
        const auto& label = portrait.standing.label;
        members_.word("label", label ? health::id_of(*label) : std::string_view());
        if (label) return;
        unknown_["label"] = why_unlabelled(record.evidence.facts);
    }
    void happening(const HealthRecord& record, Instant now) {
        if (record.evidence.facts.family != Family::event) {
            members_.null("happening");
            return;
        }
        measure("happening", health::happening(record.starts, record.ends, now).map([](health::Happening happening) {
            return Value(health::id_of(happening));
        }));
    }
    void measure(std::string_view slug, const Known<Value>& value) {
        members_.json(slug, value ? *value : Value());
        if (!value) unknown_[std::string(slug)] = health::id_of(value.error());
    }
    void finish() { members_.json("unknown", unknown_); }

private:
    Members& members_;
    Value::Object unknown_;
};

}  // namespace

std::string_view why_unlabelled(const health::Facts& facts) noexcept {
    return facts.family == Family::worked_on ? health::id_of(health::Flag::fini_et_stable) : std::string_view("kind");
}

std::string line(const HealthRecord& record, Instant now, health::Audience audience) {
    const Portrait portrait = portrait_of(record.evidence, record.grid, now, audience);
    Members members;
    Measures measures(members);
    members.text("id", record.resource.text)
        .text("source", record.source.text)
        .text("title", record.title)
        .word("kind", record.kind)
        .word("url", record.url)
        .time("at", now)
        .text("for", health::id_of(audience));
    measures.label(portrait, record);
    members.json("since", or_null(portrait.standing.since)).json("valid_until", or_null(portrait.standing.valid_until));
    measures.happening(record, now);
    members.json("flags", ids_of(portrait.flags)).json("missing", ids_of(portrait.missing));
    for (const health::Scale& scale : health::all_scales())
        measures.measure(scale.slug, value_of(portrait.indicators, scale.indicator));
    measures.finish();
    return members.line();
}

}  // namespace moisson::report
