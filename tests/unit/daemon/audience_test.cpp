// SPDX-License-Identifier: GPL-3.0-or-later
// What the public takes away of a store never depends on what only routers know.
#include "daemon/control/health_answers.hpp"
#include "tests/unit/store/labels_rig.hpp"

#include <set>

using namespace moisson;
using namespace moisson::daemon;
using namespace moisson::test;

namespace {

const Instant read_at = day("2029-06-01");

GridFor grids() {
    return [](std::string_view kind) { return kind == "page" ? health::Grid{} : grid_of_works(); };
}

std::string exported_from(const InMemory& store, const std::string& audience) {
    std::string all;
    const Question question{"/v1/export/resources", {{"for", audience}}};
    CHECK(must(answer_lines(*store.reader, grids(), question, [&](std::string_view line) {
        all.append(line).push_back('\n');
        return true;
    })));
    return all;
}

// A commun that nobody edits any more, a place and an event; and Bob, who is there still.
class Town {
public:
    InMemory store;

    // Is the one who worked on the commun the Bob who is seen elsewhere? Only routers are told that people are there.
    enum class Alice { is_bob, is_alone };

    Town(Alice alice, const std::string& refreshed) {
        auto news = delta();
        news.baseline_done = true;
        news.items = {page("1", "Dokos"), page("2", "La Bulloterie"), page("3", "Fête"), page("4", "Ailleurs")};
        news.snapshots = {record("1", "Dokos"), record("2", "La Bulloterie", "lieu"), record("3", "Fête", "evenement"),
                          record("4", "Ailleurs", "page")};
        news.snapshots[2].snapshot.fields["starts"] = Value("2029-07-14");
        news.revisions = {edit("1", "1", "2023-03-08"), edit("1", "2", "2023-05-10"), edit("2", "3", "2024-01-10"),
                          edit("3", "4", "2024-01-10"), edit("4", "5", "2029-05-02", "Bob")};
        must(store.engine.sources->remember(movilab, "mediawiki", Traits{}));
        must(store.engine.writer->commit(news));
        refresh(store, "2029-05-03");
        if (alice == Alice::is_bob) must(store.engine.health->link({movilab, "Alice"}, {movilab, "Bob"}));
        refresh(store, refreshed);
        while (must(store.engine.index->index(100)) > 0) {
        }
    }

    // Every answer of which health is a part, in every form.
    std::string told(const std::string& audience) const {
        const auto health = store.engine.health_reader();
        HealthDesk desk{
            *store.reader, *health, grids(),
            [](Instant when) { return std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(when)); },
            read_at};
        std::string all;
        const TakeLine take = [&](std::string_view line) {
            all.append(line).push_back('\n');
            return true;
        };
        for (const char* form : {"", "text"}) {
            for (const char* path : {"/v1/health", "/v1/transitions"})
                must(answer_health(desk, {path, {{"for", audience}, {"form", form}}}, take));
            for (const char* what : {"Dokos", "La Bulloterie", "Fête"})
                must(answer_health(desk, {"/v1/why", {{"for", audience}, {"form", form}, {"what", what}}}, take));
        }
        all += exported(audience);
        for (const Question& question : {Question{"/v1/show", {{"for", audience}, {"what", "Dokos"}}},
                                         Question{"/v1/find", {{"for", audience}, {"words", "Dokos"}}}}) {
            auto value = must(answer(*store.reader, question));
            REQUIRE(value);
            must(add_health(desk, question, *value));
            all += to_json(*value) + "\n";
        }
        return all;
    }
    std::string exported(const std::string& audience) const { return exported_from(store, audience); }
};

bool has(const std::string& text, std::string_view word) {
    return text.find(word) != std::string::npos;
}

// As the daemon does: labels are looked at again when the first of them expires, and at no other time.
void let_time_pass(InMemory& store, const std::string& from, const std::string& until) {
    Instant now = day(from);
    for (auto next = refresh(store, from).next_expiry; next && *next <= day(until);) {
        REQUIRE(*next > now);
        now = *next;
        next = must(store.engine.health->refresh(now, 1000)).next_expiry;
    }
}

// A commun that a category says is finished from the sixth of June on, by the source's clock, which is ahead of ours.
void will_be_finished(InMemory& store) {
    auto news = delta();
    news.baseline_done = true;
    news.items = {page("1", "Dokos"), page("2", "Autre"), page("4", "Ailleurs")};
    news.snapshots = {record_with_fact("1", "stable", "6"), record("2", "Autre"), record("4", "Ailleurs", "page")};
    news.revisions = {edit("1", "1", "2015-03-04", "Chloé"), edit("1", "6", "2029-06-06", "Robot bot"),
                      edit("2", "2", "2023-03-08"), edit("2", "3", "2023-05-10"), edit("4", "5", "2028-08-02", "Bob")};
    must(store.engine.sources->remember(movilab, "mediawiki", Traits{}));
    must(store.engine.writer->commit(news));
}

}  // namespace

TEST_CASE(
    "what differs only by what routers know leaves for the public as the same bytes, in every answer and format") {
    Town reachable(Town::Alice::is_bob, "2029-05-20");
    Town alone(Town::Alice::is_alone, "2029-05-30");
    CHECK(has(reachable.told("routers"), "\"a_reveiller\""));
    CHECK(has(alone.told("routers"), "\"orphelin\""));
    CHECK(reachable.told("public") == alone.told("public"));
    CHECK(reachable.told("public") == reachable.told(""));
    for (const char* secret : {"a_reveiller", "orphelin", "réveiller", "Bob"})
        CHECK_MESSAGE(!has(alone.told(""), secret), secret);
}

TEST_CASE("an export says of each resource how it is, for the public unless routers are named") {
    Town town(Town::Alice::is_alone, "2029-05-30");
    const std::string shown = town.exported("");
    CHECK(has(shown, R"("health":{"at":null,"for":"public","label":"en_veille","missing":["contact",)"));
    CHECK(has(shown, R"("label":null,"missing":["contact","time","complexity","cost","licence","how_to","context"],)"
                     R"("since":null,"unknown":{"label":"kind"},"valid_until":null})"));
    CHECK(has(shown, R"("title":"Ailleurs","health":null,)"));  // of what is in no catalogue nothing is said
    CHECK(has(town.exported("routers"), R"("label":"orphelin")"));
    CHECK(town.exported("") == town.exported("public"));
    const auto refused = answer_lines(
        *town.store.reader, [](std::string_view) { return health::Grid{}; },
        Question{"/v1/export/resources", {{"for", "nobody"}}}, [](std::string_view) { return true; });
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::config);
}

TEST_CASE("what is exported to the public changes on the day it does, not when something hidden happens elsewhere") {
    std::vector<std::string> in_july;
    std::vector<std::string> in_december;
    for (const bool alice_is_bob : {true, false}) {
        InMemory store;
        will_be_finished(store);
        if (alice_is_bob) must(store.engine.health->link({movilab, "Alice"}, {movilab, "Bob"}));
        let_time_pass(store, "2029-06-01", "2029-07-01");
        in_july.push_back(exported_from(store, "public"));
        let_time_pass(store, "2029-07-01", "2029-12-01");
        in_december.push_back(exported_from(store, "public"));
    }
    CHECK(in_july[0] == in_july[1]);
    CHECK(in_december[0] == in_december[1]);
    CHECK(in_july[0] == in_december[0]);
    CHECK(has(in_july[0], R"("unknown":{"label":"fini_et_stable"})"));
}

namespace {

// Two communs with the same history, and Bob, who is seen elsewhere. That Alice of the second one is Bob is known, and
// is taken back in one of the two worlds: then nobody of it can be called any more. Only routers are told.
struct Two {
    enum class Taken { back, as_true };
    InMemory store;

    explicit Two(Taken taken) {
        auto news = delta();
        news.baseline_done = true;
        news.items = {page("1", "Autre"), page("2", "Dokos"), page("4", "Ailleurs")};
        news.snapshots = {record("1", "Autre"), record("2", "Dokos"), record("4", "Ailleurs", "page")};
        news.revisions = {edit("1", "1", "2023-03-08", "Chloé"), edit("1", "6", "2023-05-10", "Chloé"),
                          edit("2", "2", "2023-03-08"), edit("2", "3", "2023-05-10"),
                          edit("4", "5", "2029-05-02", "Bob")};
        must(store.engine.sources->remember(movilab, "mediawiki", Traits{}));
        must(store.engine.writer->commit(news));
        must(store.engine.health->link({movilab, "Alice"}, {movilab, "Bob"}));
        refresh(store, "2029-05-03");
        // An older part of the history of the second arrives: what is said of it today stays as it is.
        brings(store, {edit("2", "10", "2026-02-04", "Chloé"), edit("2", "11", "2026-02-11", "Chloé"),
                       edit("2", "12", "2026-02-18", "Chloé")});
        refresh(store, "2029-05-10");
        if (taken == Taken::back) must(store.engine.health->unlink({movilab, "Alice"}, {movilab, "Bob"}));
        refresh(store, "2029-05-20");
    }
    std::string told(const std::string& now, const std::string& since) {
        const auto health = store.engine.health_reader();
        HealthDesk desk{*store.reader, *health, [](std::string_view) { return grid_of_works(); }, {}, day(now)};
        std::string all;
        must(
            answer_health(desk, {"/v1/transitions", {{"for", "public"}, {"since", since}}}, [&](std::string_view line) {
                all.append(line).push_back('\n');
                return true;
            }));
        return all;
    }
};

}  // namespace

TEST_CASE("which transitions the public reads does not tell of which resources only routers were told something") {
    Two as_true(Two::Taken::as_true);
    Two back(Two::Taken::back);
    const std::string told = as_true.told("2029-06-01", "2026-01-01");
    CHECK(has(told, "movilab-2"));
    CHECK(told == back.told("2029-06-01", "2026-01-01"));
}

TEST_CASE("whoever asks again from the hour of their last look on hears of all that day, and not of the day before") {
    Two two(Two::Taken::as_true);
    const std::string all = two.told("2029-06-01", "2026-01-01");
    const std::size_t at = all.find("\"at\":\"") + 6;
    const std::string first = all.substr(at, 10);
    CHECK(two.told("2029-06-01", first + "T15:00:00Z") == all);
    CHECK(two.told("2029-06-01", to_iso(day(first) + std::chrono::days(1))) != all);
}

TEST_CASE("the order of the public's transitions does not tell what only routers were told") {
    std::vector<std::string> told;
    for (const auto taken : {Two::Taken::as_true, Two::Taken::back}) {
        Two two(taken);
        for (const char* item : {"1", "2"})
            for (int week = 0; week < 6; ++week)
                brings(two.store,
                       {edit(item, std::to_string(100 * std::stoi(item) + week),
                             to_iso(day("2031-06-04") + week * std::chrono::days(7)).substr(0, 10), "Dina")});
        refresh(two.store, "2031-08-01");
        told.push_back(two.told("2031-08-02", "2029-05-15"));
    }
    CHECK(has(told[0], "movilab-1"));
    CHECK(told[0] == told[1]);
}
