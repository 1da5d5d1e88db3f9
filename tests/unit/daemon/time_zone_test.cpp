// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/system/time_zone.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::daemon;
using namespace std::chrono_literals;

TEST_CASE("an evening in London may be the next day in Paris, and the day before in Cayenne") {
    const auto paris = days_in("Europe/Paris");
    REQUIRE(paris);
    CHECK((*paris)(*from_iso("2026-03-04T22:59:59Z")) == 2026y / 3 / 4);
    CHECK((*paris)(*from_iso("2026-03-04T23:00:00Z")) == 2026y / 3 / 5);
    CHECK((*paris)(*from_iso("2026-07-04T22:00:00Z")) == 2026y / 7 / 5);  // in summer an hour earlier
    const auto cayenne = days_in("America/Cayenne");
    REQUIRE(cayenne);
    CHECK((*cayenne)(*from_iso("2026-03-04T02:59:59Z")) == 2026y / 3 / 3);
}

TEST_CASE("a day begins where people read it, also when clocks are changed") {
    const auto paris = days_in("Europe/Paris");
    REQUIRE(paris);
    CHECK(start_of(2029y / 7 / 14, *paris) == *from_iso("2029-07-13T22:00:00Z"));
    CHECK(start_of(2026y / 3 / 29, *paris) == *from_iso("2026-03-28T23:00:00Z"));  // 23 hours long
    CHECK(start_of(2026y / 3 / 30, *paris) == *from_iso("2026-03-29T22:00:00Z"));
    const auto kiritimati = days_in("Pacific/Kiritimati");
    REQUIRE(kiritimati);
    CHECK(start_of(2026y / 3 / 5, *kiritimati) == *from_iso("2026-03-04T10:00:00Z"));
    CHECK(start_of(2026y / 3 / 5, *days_in("Etc/GMT+12")) == *from_iso("2026-03-05T12:00:00Z"));
}

TEST_CASE("a zone that nobody knows is a mistake of the configuration, told with a remedy") {
    const auto nowhere = days_in("Europe/Pariss");
    REQUIRE_FALSE(nowhere);
    CHECK(nowhere.error().kind == ErrorKind::config);
    CHECK(nowhere.error().sentence().find("Europe/Pariss") != std::string::npos);
    CHECK(nowhere.error().sentence().find("did you mean \"Europe/Paris\"?") != std::string::npos);
    CHECK(days_in("Xyz").error().sentence().find("tz database, like Europe/Paris") != std::string::npos);
}

TEST_CASE("a zone that nobody knows is told with the line that names it") {
    auto config = parse_config(
        "contact = \"labo@example.org\"\n"
        "time_zone = \"Europe/Pariss\"\n"
        "[[source]]\nname = \"a\"\nkind = \"mediawiki\"\nmapping = \"movilab\"\n",
        "moisson.toml");
    REQUIRE_MESSAGE(config, (config ? "" : config.error().sentence()));
    const auto nowhere = days_of(*config);
    REQUIRE_FALSE(nowhere);
    CHECK(nowhere.error().where == "moisson.toml:2:13");
    config->time_zone = "Europe/Paris";
    CHECK(days_of(*config));
    CHECK(days_of(Config{}));
}
