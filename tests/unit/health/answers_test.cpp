// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/answers.hpp"
#include "tests/unit/health/histories.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::health;
using namespace moisson::health::test;

namespace {

Snapshot method() {
    Snapshot snapshot;
    snapshot.fields = {
        {"kind", "methode"},
        {"title", "Atelier"},
        {"contacts", Value::List{Value::Object{{"name", "Alice"}}}},
        {"time", Value::Object{{"text", "2 h"}, {"value", 2}, {"unit", "hour"}}},
        {"complexity", Value::Object{{"text", "ça dépend"}}},
        {"how_to", Value::List{}},
        {"languages", Value::List{"fr"}},
        {"unparsed", Value::List{"licence"}},
    };
    for (const auto& [name, value] : snapshot.fields) snapshot.provenance[name] = {"rule", RevisionId("7"), false};
    return snapshot;
}

std::optional<Instant> date_of(const RevisionId& revision) {
    return revision.text == "7" ? std::optional(at("2026-01-01")) : std::nullopt;
}

Answer answer_to(Criterion criterion, const Snapshot& snapshot, std::optional<Instant> updated = std::nullopt) {
    const auto answers = answers_of(snapshot, date_of, updated);
    CHECK(answers.size() == all_criteria.size());
    for (const Answer& answer : answers)
        if (answer.criterion == criterion) return answer;
    FAIL("no such answer");
    return {};
}

}  // namespace

TEST_CASE("a field with a value answers, one in words answers by half, an empty one does not") {
    CHECK(answer_to(Criterion::contact, method()).form == Answer::Form::normalised);
    CHECK(answer_to(Criterion::time, method()).form == Answer::Form::normalised);
    CHECK(answer_to(Criterion::complexity, method()).form == Answer::Form::words);
    CHECK(answer_to(Criterion::cost, method()).form == Answer::Form::missing);
    CHECK(answer_to(Criterion::licence, method()).form == Answer::Form::words);
    CHECK(answer_to(Criterion::how_to, method()).form == Answer::Form::missing);
    CHECK(answer_to(Criterion::context, method()).form == Answer::Form::normalised);
}

TEST_CASE("an answer is as old as the revision in which it last changed") {
    CHECK(answer_to(Criterion::time, method()).since == at("2026-01-01"));
    CHECK_FALSE(answer_to(Criterion::time, method()).at_least);
    Snapshot baseline = method();
    baseline.provenance["time"].at_least = true;
    CHECK(answer_to(Criterion::time, baseline).at_least);
}

TEST_CASE("where no revision tells, an answer is at least as old as the item's last change, or has no date") {
    Snapshot undated = method();
    undated.provenance["time"].revision = RevisionId("8");
    CHECK_FALSE(answer_to(Criterion::time, undated).since);
    const Answer dated = answer_to(Criterion::time, undated, at("2025-05-05"));
    CHECK(dated.since == at("2025-05-05"));
    CHECK(dated.at_least);
    undated.provenance.clear();
    CHECK_FALSE(answer_to(Criterion::time, undated).since);
}

TEST_CASE("a place says where it is and when it is open") {
    Snapshot place;
    place.fields = {{"kind", "lieu"},
                    {"location", Value::Object{{"address", "1 rue du Port"}}},
                    {"homepage", "https://example.org"},
                    {"territory", Value::Object{{"commune", "59350"}}},
                    {"opening_hours", Value::List{"lundi"}}};
    CHECK(answer_to(Criterion::address, place).form == Answer::Form::normalised);
    CHECK(answer_to(Criterion::site, place).form == Answer::Form::normalised);
    CHECK(answer_to(Criterion::hours, place).form == Answer::Form::words);
    CHECK(answer_to(Criterion::context, place).form == Answer::Form::normalised);
    CHECK(answer_to(Criterion::hours, method()).form == Answer::Form::missing);
    place.fields["kind"] = "page";
    CHECK(answer_to(Criterion::context, place).form == Answer::Form::missing);
}
