// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/health_lines.hpp"
#include "health/happening.hpp"
#include "report/health_why.hpp"
#include "schema/value.hpp"
#include "tests/unit/health/people_of_r.hpp"

#include <doctest/doctest.h>
#include <fstream>
#include <iterator>
#include <set>

using namespace moisson;
using namespace moisson::health;
using namespace moisson::health::test;
using namespace moisson::report;
using namespace std::chrono_literals;

namespace {

HealthRecord record_of(Evidence evidence, std::string kind = "commun") {
    evidence.facts.family = family_of(kind);
    return {ResourceId("movilab-1"), SourceName("movilab"), "L'année \"R\"", std::move(kind), "",
            std::move(evidence),     grid_of_works(),       std::nullopt,    std::nullopt};
}

Value told(const HealthRecord& record, Audience audience) {
    auto value = from_json(line(record, now, audience));
    REQUIRE(value);
    return *std::move(value);
}

Value published() {
    std::ifstream file(MOISSON_SOURCE_DIR "/schema/health.schema.json");
    auto value = from_json(std::string{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()});
    REQUIRE_MESSAGE(value, (value ? "" : value.error().sentence()));
    return *std::move(value);
}

std::set<std::string> texts(const Value& list) {
    std::set<std::string> all;
    REQUIRE(list.list());
    for (const Value& each : *list.list())
        if (each.text()) all.insert(*each.text());
    return all;
}

template <class All>
std::set<std::string> ids(const All& all) {
    std::set<std::string> ids;
    for (const auto each : all) ids.emplace(id_of(each));
    return ids;
}

// Who did it, who can be called, and whether the source says so: what only routers may know.
void change_what_routers_know(Evidence& evidence, std::vector<Acquaintance>& people, std::mt19937_64& random) {
    evidence.shares.clear();
    people.clear();
    for (std::uint32_t who = 0; who < 1 + random() % 4; ++who) {
        evidence.shares.push_back(
            {std::array{Share::As::named, Share::As::anonymous}[random() % 2], Person{who}, random_history(random)});
        people.push_back({Person{who}, static_cast<Acquaintance::Role>(random() % 3), std::nullopt});
        if (random() % 3 != 0) people.back().seen = 2012y / 1 + std::chrono::months(random() % 200);
    }
    evidence.facts.reach = reach_of(people, std::array{Reach::Names::told, Reach::Names::untold}[random() % 2]);
}

std::string in_french(const Evidence& evidence, const std::vector<Acquaintance>& people, Instant then,
                      Audience audience) {
    const std::vector<Judged> revisions = revisions_of_r();
    const auto day_of = [](Instant when) {
        return std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(when));
    };
    const Telling telling{"methode", [](Person who) { return std::to_string(static_cast<unsigned>(who)); }, day_of};
    return paragraph_of(sentences_of(explain(evidence, grid_of_works(), people, revisions, then, audience), telling));
}

}  // namespace

TEST_CASE("a line for routers has the figures of the worked example under their names") {
    const Value r = told(record_of(completed(evidence_of_r())), Audience::routers);
    CHECK(r.at("id") == Value("movilab-1"));
    CHECK(r.at("title") == Value("L'année \"R\""));
    CHECK(r.at("url").is_null());
    CHECK(r.at("label") == Value("vivant"));
    CHECK(r.at("valid_until").text_or("").substr(0, 10) == "2027-03-05");
    CHECK(*r.at("p_active_12m").number() == doctest::Approx(0.5991609563));
    CHECK(*r.at("vitality").number() == doctest::Approx(3.5220776076));
    CHECK(*r.at("relative_freshness").number() == doctest::Approx(0.9237421384));
    CHECK(r.at("last_human_edit") == Value("2026-03-04T00:00:00Z"));
    CHECK(r.at("contributor_absence_factor") == Value(1));
    CHECK(r.at("reachability") == Value(1));
    CHECK(r.at("change_since") == Value(false));
    CHECK(r.at("responsiveness").is_null());
    CHECK(r.at("unknown").at("responsiveness") == Value("no_question"));
    CHECK(texts(r.at("flags")) == std::set<std::string>{"fragile"});
}

TEST_CASE("a line for everybody has nothing of the routers' figures, and says that it has not") {
    const Value r = told(record_of(evidence_of_r()), Audience::everybody);
    for (const Scale& scale : all_scales()) {
        const bool shown = may_see(scale.indicator, Audience::everybody);
        const Value& why = r.at("unknown").at(scale.slug);
        CHECK_MESSAGE((why == Value("for_routers")) == !shown, scale.slug);
        CHECK_MESSAGE(r.at(scale.slug).is_null() == !why.is_null(), scale.slug);
    }
    CHECK(r.at("valid_until").is_null());
    CHECK(r.at("missing").list()->size() == grid_of_works().lines.size());
}

TEST_CASE("a line says what its published schema requires, in words that the schema knows") {
    const Value schema = published();
    const Value& properties = schema.at("properties");
    for (const Audience audience : {Audience::routers, Audience::everybody}) {
        const Value line = told(record_of(evidence_of_r()), audience);
        std::set<std::string> keys;
        for (const auto& [key, value] : *line.object()) keys.insert(key);
        CHECK(keys == texts(schema.at("required")));
    }
    for (const auto& property : *properties.object())
        CHECK_MESSAGE(!property.second.at("description").text_or("").empty(), property.first);
    CHECK(texts(properties.at("label").at("enum")) == ids(all_labels));
    CHECK(texts(properties.at("flags").at("items").at("enum")) == ids(all_flags));
    CHECK(texts(properties.at("missing").at("items").at("enum")) == ids(all_criteria));
    std::set<std::string> reasons = ids(all_unknowns);
    reasons.insert({"kind", "fini_et_stable"});
    CHECK(texts(properties.at("unknown").at("additionalProperties").at("enum")) == reasons);
    for (const Scale& scale : all_scales()) {
        CHECK_MESSAGE(properties.at(scale.slug).object(), scale.slug);
        const bool nulled = schema.at("then").at("properties").at(scale.slug).at("type") == Value("null");
        CHECK_MESSAGE(nulled == !may_see(scale.indicator, Audience::everybody), scale.slug);
    }
}

TEST_CASE("what has no label says why: of a place none is told, and what is finished has none for everybody") {
    const Value place = told(record_of(evidence_of_r(), "lieu"), Audience::routers);
    CHECK(place.at("label").is_null());
    CHECK(place.at("unknown").at("label") == Value("kind"));
    CHECK(place.at("happening").is_null());
    Evidence stable = evidence_of_r();
    stable.facts.stable = Stated{Stated::By::person, at("2026-01-01")};
    CHECK(told(record_of(stable), Audience::everybody).at("unknown").at("label") == Value("fini_et_stable"));
    CHECK(told(record_of(stable), Audience::routers).at("label") == Value("vivant"));
}

TEST_CASE("an event is to come or over, or it is not known when it is") {
    HealthRecord fair = record_of(evidence_of_r(), "evenement");
    CHECK(told(fair, Audience::everybody).at("unknown").at("happening") == Value("no_date"));
    fair.starts = at("2026-07-14");
    CHECK(told(fair, Audience::everybody).at("happening") == Value("a_venir"));
    fair.starts = at("2025-07-14");
    CHECK(told(fair, Audience::everybody).at("happening") == Value("passe"));
}

TEST_CASE("two resources that differ only by what routers know give everybody the same bytes, in lines and in French") {
    std::mt19937_64 random(43);
    int differed = 0;
    for (int round = 0; round < 200; ++round) {
        Evidence one = completed(evidence_of_r());
        one.answers.resize(random() % one.answers.size());
        one.weeks = random_history(random);
        one.last_human = at("2026-01-01") - 24h * (random() % 3000);
        if (random() % 6 == 0) one.facts.archived = Stated{Stated::By::person, at("2020-01-01")};
        if (random() % 6 == 0) one.facts.stable = Stated{Stated::By::person, at("2025-01-01")};
        if (random() % 6 == 0) one.facts.past = {Past::Read::two_dates, at("2025-09-01"), {}};
        Evidence other = one;
        std::vector<Acquaintance> people;
        std::vector<Acquaintance> others;
        change_what_routers_know(one, people, random);
        change_what_routers_know(other, others, random);
        const Instant then = at("2015-01-01") + 24h * (random() % 6000);
        const std::string kind = std::array{"commun", "methode", "lieu", "evenement"}[random() % 4];
        const auto bytes = [&](const Evidence& evidence, Audience audience) {
            return line(record_of(evidence, kind), then, audience);
        };
        REQUIRE(bytes(one, Audience::everybody) == bytes(other, Audience::everybody));
        REQUIRE(in_french(one, people, then, Audience::everybody) ==
                in_french(other, others, then, Audience::everybody));
        if (bytes(one, Audience::routers) != bytes(other, Audience::routers)) ++differed;
    }
    CHECK(differed > 130);
}
