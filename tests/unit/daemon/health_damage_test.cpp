// SPDX-License-Identifier: GPL-3.0-or-later
// A damaged row of the store takes from an answer what it is of, and no more.
#include "daemon/control/health_answers.hpp"
#include "tests/unit/store/labels_rig.hpp"

using namespace moisson;
using namespace moisson::daemon;
using namespace moisson::test;

namespace {

// A commun and two places.
struct Village {
    InMemory store;
    std::vector<Error> complaints;

    Village() {
        auto news = delta();
        news.baseline_done = true;
        news.items = {page("1", "Dokos"), page("2", "La Bulloterie"), page("3", "La Grange")};
        news.snapshots = {record("1", "Dokos"), record("2", "La Bulloterie", "lieu"), record("3", "La Grange", "lieu")};
        news.revisions = {edit("1", "1", "2023-03-08"), edit("2", "3", "2024-01-10"), edit("3", "4", "2024-01-10")};
        must(store.engine.sources->remember(movilab, "mediawiki", Traits{}));
        must(store.engine.writer->commit(news));
        refresh(store, "2024-05-03");
        while (must(store.engine.index->index(100)) > 0) {
        }
    }
    HealthDesk desk(store::HealthReader& health) {
        return {*store.reader,
                health,
                [](std::string_view) { return grid_of_works(); },
                [](Instant when) { return std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(when)); },
                day("2024-06-01"),
                [this](const Error& damage) { complaints.push_back(damage); }};
    }
    std::string lines(const Question& question) {
        const auto health = store.engine.health_reader();
        HealthDesk desk = this->desk(*health);
        std::string all;
        const auto said = answer_health(desk, question, [&](std::string_view line) {
            all.append(line).push_back('\n');
            return true;
        });
        CHECK_MESSAGE(said, (said ? "" : said.error().sentence()));
        return all;
    }
    std::string told(const Question& question) {
        const auto health = store.engine.health_reader();
        HealthDesk desk = this->desk(*health);
        auto value = must(answer(*store.reader, question));
        REQUIRE(value);
        const auto said = add_health(desk, question, *value);
        CHECK_MESSAGE(said, (said ? "" : said.error().sentence()));
        return to_json(*value);
    }
};

bool has(const std::string& text, std::string_view word) {
    return text.find(word) != std::string::npos;
}

}  // namespace

TEST_CASE("a status, and lists of health, are told although one label or one record cannot be read") {
    Village village;
    REQUIRE(has(village.told({"/v1/status", {}}), R"("answers":{"unknown":2})"));
    SUBCASE("a label") {
        village.store.engine.connection->run("UPDATE grounds SET weeks = x'00' WHERE resource = 2");
    }
    SUBCASE("a record") {
        village.store.engine.connection->run("UPDATE snapshot SET record = '{' WHERE item = '2'");
    }
    CHECK(has(village.told({"/v1/status", {}}), R"("answers":{"unknown":1})"));
    for (const char* form : {"", "text"}) {
        const std::string all = village.lines({"/v1/health", {{"for", "routers"}, {"form", form}}});
        CHECK(has(all, "Dokos"));
        CHECK(has(all, "La Grange"));
        CHECK_FALSE(has(all, "Bulloterie"));
    }
    CHECK(has(village.lines({"/v1/transitions", {{"for", "routers"}}}), "Dokos"));
    CHECK(has(village.lines({"/v1/transitions", {}}), "Dokos"));
    CHECK(has(village.lines({"/v1/calibration", {{"at", "2023-05-01"}}}), "movilab"));
    REQUIRE_FALSE(village.complaints.empty());
    for (const Error& damage : village.complaints) CHECK(has(damage.where, "movilab-2"));
}

TEST_CASE("a transition that cannot be read keeps nobody from reading the others") {
    Village village;
    const auto before = village.lines({"/v1/transitions", {{"for", "routers"}}});
    CHECK(village.complaints.empty());
    REQUIRE(std::count(before.begin(), before.end(), '\n') > 1);
    village.store.engine.connection->run("UPDATE transition SET became = 'en_fleur' WHERE id = 1");
    const auto after = village.lines({"/v1/transitions", {{"for", "routers"}}});
    CHECK(std::count(after.begin(), after.end(), '\n') == std::count(before.begin(), before.end(), '\n') - 1);
    REQUIRE(village.complaints.size() == 1);
    CHECK(has(village.complaints.front().sentence(), "movilab-1"));
}
