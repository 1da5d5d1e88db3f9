// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/export_lines.hpp"

#include "schema/value.hpp"
#include "tests/unit/health/histories.hpp"

#include <doctest/doctest.h>
#include <random>

using namespace moisson;
using report::line;

namespace {

Instant at(const char* text) {
    return *from_iso(text);
}

RevisionRecord edit() {
    RevisionRecord record;
    record.source = SourceName("movilab");
    record.revision.id = RevisionId("712");
    record.revision.item = ItemId("2785");
    record.revision.parent = RevisionId("700");
    record.revision.at = at("2024-03-03T10:20:30Z");
    record.revision.actor = Actor{"Zoé \"Z\"", Actor::Kind::account};
    record.revision.size = 18446744073709551615U;
    record.revision.sha1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
    record.revision.comment = "corrigé\n";
    record.revision.minor = true;
    return record;
}

ResourceRecord dokos() {
    ResourceRecord record;
    record.resource = ResourceId("movilab-2785");
    record.source = SourceName("movilab");
    record.item = ItemId("2785");
    record.revision = RevisionId("712");
    record.url = "https://movilab.org/wiki/Dokos";
    record.data_licence = "CC-BY-SA-4.0";
    record.attribution = "Movilab";
    record.snapshot.fields = {
        {"title", Value("Dokos")}, {"kind", Value("commun")}, {"tags", Value(Value::List{Value("a")})}};
    record.snapshot.provenance["title"] = {"title", RevisionId("700"), true};
    return record;
}

}  // namespace

TEST_CASE("an item is one line in the order scripts rely on") {
    ItemRecord record;
    record.source = SourceName("movilab");
    record.item = {ItemId("2785"), "Modèle:Commun", 10, "wikitext", RevisionId("712"), std::nullopt};
    record.resource = ResourceId("movilab-2785");
    CHECK(line(record) ==
          R"({"source":"movilab","id":"2785","title":"Modèle:Commun","namespace":10,"revision":"712","deleted":false,)"
          R"("redirect_to":null,"content_model":"wikitext","resource":"movilab-2785"})");
}

TEST_CASE("a deleted redirect of which little is known has nulls where nothing is known") {
    ItemRecord record;
    record.source = SourceName("movilab");
    record.item.id = ItemId("9");
    record.item.ns = -1;
    record.item.redirect_to = "Dokos";
    record.life = Life::gone;
    CHECK(line(record) == R"({"source":"movilab","id":"9","title":"","namespace":-1,"revision":null,"deleted":true,)"
                          R"("redirect_to":"Dokos","content_model":null,"resource":null})");
}

TEST_CASE("a revision is one line, with its comment verbatim") {
    CHECK(
        line(edit()) ==
        R"({"source":"movilab","item":"2785","id":"712","parent":"700","at":"2024-03-03T10:20:30Z","actor":"Zoé \"Z\"",)"
        R"("size":18446744073709551615,"sha1":"da39a3ee5e6b4b0d3255bfef95601890afd80709","minor":true,"comment":"corrigé\n"})");
}

TEST_CASE("what the source hides of a revision is null, an empty comment is empty") {
    RevisionRecord record = edit();
    record.revision.parent.reset();
    record.revision.actor.reset();
    record.revision.size.reset();
    record.revision.sha1.clear();
    record.revision.comment.clear();
    record.revision.minor = false;
    CHECK(line(record) ==
          R"({"source":"movilab","item":"2785","id":"712","parent":null,"at":"2024-03-03T10:20:30Z","actor":null,)"
          R"("size":null,"sha1":null,"minor":false,"comment":""})");
    record.revision.hidden.comment = true;
    CHECK(line(record).find("\"comment\":null}") != std::string::npos);
}

TEST_CASE("a change is one line: what it was, what it is, who and why") {
    ChangeRecord record;
    record.source = SourceName("movilab");
    record.change.item = ItemId("2785");
    record.change.resource = ResourceId("movilab-2785");
    record.change.revision = RevisionId("712");
    record.change.at = at("2024-03-03T10:20:30.250Z");
    record.change.actor = Actor{"Zoé", Actor::Kind::import};
    record.change.what = {"tags", std::nullopt, "libre"};
    CHECK(
        line(record) ==
        R"({"source":"movilab","item":"2785","resource":"movilab-2785","revision":"712","at":"2024-03-03T10:20:30.250Z",)"
        R"("actor":"Zoé","field":"tags","before":null,"after":"libre","cause":"source","cosmetic":false})");
    record.change.resource = {};
    record.change.revision = {};
    record.change.actor.reset();
    record.change.what = {"@life", "alive", "gone"};
    record.change.cause = Cause::mapping;
    CHECK(line(record) ==
          R"({"source":"movilab","item":"2785","resource":null,"revision":null,"at":"2024-03-03T10:20:30.250Z",)"
          R"("actor":null,"field":"@life","before":"alive","after":"gone","cause":"mapping","cosmetic":false})");
    record.change.what = {"summary", "Un lieu", "Un  LIEU"};
    CHECK(line(record).find(R"("after":"Un  LIEU","cause":"mapping","cosmetic":true})") != std::string::npos);
}

TEST_CASE("a resource is one line: who it is, then its fields sorted, then where they come from") {
    CHECK(
        line(dokos(), std::nullopt) ==
        R"({"schema_version":1,"id":"movilab-2785","source":"movilab","item":"2785","url":"https://movilab.org/wiki/Dokos",)"
        R"("revision":"712","deleted":false,"data_licence":"CC-BY-SA-4.0","attribution":"Movilab",)"
        R"("kind":"commun","tags":["a"],"title":"Dokos","health":null,)"
        R"("provenance":{"title":{"at_least":true,"revision":"700","rule":"title"}}})");
}

TEST_CASE("a resource says how it is to whom it is exported, and nothing of it depends on when it is read") {
    report::ExportedHealth health;
    health.weeks = health::test::resource_r();
    health.facts.reach.others = std::chrono::year(2026) / 2;
    health.judged = at("2029-02-20T10:00:00Z");
    health.grid = grid_of_works();
    const auto told = [&](health::Audience audience) {
        health.audience = audience;
        return from_json(line(dokos(), health))->at("health");
    };
    CHECK(to_json(told(health::Audience::everybody)) ==
          R"({"at":null,"for":"public","label":"en_veille","missing":["contact","time","complexity","cost","licence",)"
          R"("how_to","context"],"since":"2027-03-05T00:00:00Z","unknown":{},"valid_until":null})");
    const Value whole = told(health::Audience::routers);
    CHECK(whole.at("label") == Value("orphelin"));
    CHECK(whole.at("since").text_or("").starts_with("2029-02-19T"));
    CHECK(whole.at("at") == Value("2029-02-20T10:00:00Z"));
    health.facts.family = health::Family::place;
    CHECK(told(health::Audience::routers).at("label").is_null());
    CHECK(told(health::Audience::routers).at("unknown").at("label") == Value("kind"));
}

TEST_CASE("two exported resources that differ only by what routers know are the same bytes for the public") {
    std::mt19937_64 random(47);
    int differed = 0;
    for (int round = 0; round < 300; ++round) {
        report::ExportedHealth one;
        one.weeks = health::test::random_history(random);
        one.judged = at("2026-07-01T00:00:00Z") + std::chrono::hours(24 * (random() % 3000));
        one.grid = grid_of_works();
        if (random() % 6 == 0) one.facts.stable = health::Stated{health::Stated::By::source, at("2020-01-01")};
        report::ExportedHealth other = one;
        other.facts.reach.others = std::chrono::year(2026) / 1 + std::chrono::months(random() % 100);
        other.facts.reach.contact = std::chrono::year(2026) / 1 + std::chrono::months(random() % 100);
        REQUIRE(line(dokos(), one) == line(dokos(), other));
        one.audience = other.audience = health::Audience::routers;
        if (line(dokos(), one) != line(dokos(), other)) ++differed;
    }
    CHECK(differed > 30);
}

TEST_CASE("a field named as the record itself speaks is never said twice") {
    ResourceRecord record = dokos();
    record.snapshot.fields["data_licence"] = "other";
    record.snapshot.fields["id"] = "other";
    record.snapshot.fields["health"] = "other";
    CHECK(line(record, std::nullopt) == line(dokos(), std::nullopt));
}

TEST_CASE("a source that says nothing of its licence gives null") {
    ResourceRecord record = dokos();
    record.data_licence.clear();
    record.attribution.clear();
    record.url.clear();
    record.life = Life::gone;
    const std::string text = line(record, std::nullopt);
    CHECK(text.find(R"("url":null,"revision":"712","deleted":true,"data_licence":null,"attribution":null,)") !=
          std::string::npos);
}

TEST_CASE("a run is one line with its proof, and its error only when there is one") {
    Run run;
    run.source = SourceName("movilab");
    run.verb = "harvest";
    run.started = at("2024-03-03T10:20:30Z");
    run.ended = at("2024-03-03T10:20:42.345Z");
    run.outcome = Outcome::complete;
    run.listed = run.seen = 10005;
    run.requests = 260;
    run.bytes = 98765432;
    CHECK(
        line(run) ==
        R"({"source":"movilab","outcome":"complete","listed":10005,"seen":10005,"changed":0,"requests":260,"retries":0,"bytes":98765432,)"
        R"("seconds":12.345,"drift":null,"stale_derived":0})");
    run.outcome = Outcome::partial;
    run.ended = run.started + std::chrono::milliseconds(1);
    run.drift = 0;
    run.error = "movilab: page 12 was left out";
    CHECK(
        line(run) ==
        R"({"source":"movilab","outcome":"partial","listed":10005,"seen":10005,"changed":0,"requests":260,"retries":0,"bytes":98765432,)"
        R"("seconds":0.001,"drift":0,"stale_derived":0,"error":"movilab: page 12 was left out"})");
}

TEST_CASE("a run that has not ended has no duration yet, and a clock set back gives no negative one") {
    Run run;
    run.started = at("2024-03-03T10:20:30Z");
    CHECK(line(run).find(R"("outcome":"running")") != std::string::npos);
    CHECK(line(run).find(R"("seconds":null)") != std::string::npos);
    run.ended = at("2024-03-03T10:20:29Z");
    CHECK(line(run).find(R"("seconds":0.0,)") != std::string::npos);
}

TEST_CASE("a line is one line whatever the source says") {
    ItemRecord record;
    record.item.title = "a\nb\r\xff\u2028\x1b";
    const std::string text = line(record);
    CHECK(text.find('\n') == std::string::npos);
    CHECK(text.find('\r') == std::string::npos);
    CHECK(text.find("\"title\":\"a\\nb\\r\uFFFD\u2028\\u001b\"") != std::string::npos);
}
