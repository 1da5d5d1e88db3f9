// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/plain_values.hpp"

#include <doctest/doctest.h>
#include <string>
#include <utility>
#include <vector>

using namespace moisson;

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

const std::vector<std::string> nothing_of_the_kind{"",  " ", "demain", "TBD",      "???",
                                                   "-", "3", "a 3",    "\xFF\xFE", "{{x}}"};

}  // namespace

TEST_CASE("a date is read the way French pages write it, and in ISO 8601") {
    for (const auto& [written, iso] : Pairs{{"3 mars 2024", "2024-03-03"},
                                            {"1er janvier 2024", "2024-01-01"},
                                            {"le dimanche 3 mars 2024", "2024-03-03"},
                                            {"mars 2024", "2024-03"},
                                            {"AOÛT 2023", "2023-08"},
                                            {"15 févr. 2024", "2024-02-15"},
                                            {"03/03/2024", "2024-03-03"},
                                            {"3.3.2024", "2024-03-03"},
                                            {"03/2024", "2024-03"},
                                            {"2024", "2024"},
                                            {"2024-03-03", "2024-03-03"},
                                            {"2021/09/20", "2021-09-20"},
                                            {"March 3, 2024", "2024-03-03"},
                                            {"3 mars 2024 à 18h30", "2024-03-03T18:30"},
                                            {"3 mars 2024, 9 h", "2024-03-03T09:00"},
                                            {"2024-03-03T10:00:00Z", "2024-03-03T10:00Z"},
                                            {"2024-03-03 10:00+02:00", "2024-03-03T10:00+02:00"},
                                            {"29 février 2024", "2024-02-29"}}) {
        CAPTURE(written);
        CHECK(date_in(written) == iso);
    }
}

TEST_CASE("what is no date, or two dates, is not turned into one") {
    for (const char* written : {"day", "30 février 2024", "29/02/2023", "03/25/2024", "3/3/24", "du 3 au 5 mars 2024",
                                "printemps 2024", "2024-13", "2024-00-01", "0 mars 2024", "mars", "3 mars",
                                "2024-03-03T25:00", "2024-03-03 et plus", "vers 2024", "mars 2024 à 18h"}) {
        CAPTURE(written);
        CHECK_FALSE(date_in(written));
    }
    for (const auto& written : nothing_of_the_kind) CHECK_FALSE(date_in(written));
}

TEST_CASE("a duration is a number of hours, days, months, and of a range its upper end") {
    const std::vector<std::pair<std::string, Amount>> all{{"2 h", {2, "hour"}},
                                                          {"2h30", {2.5, "hour"}},
                                                          {"1 h 30 min", {1.5, "hour"}},
                                                          {"une heure et demie", {1.5, "hour"}},
                                                          {"30 min", {30, "minute"}},
                                                          {"une demi-journée", {0.5, "day"}},
                                                          {"demi-journée", {0.5, "day"}},
                                                          {"½ journée", {0.5, "day"}},
                                                          {"un quart d’heure", {0.25, "hour"}},
                                                          {"2 à 3 jours", {3, "day"}},
                                                          {"2-3 jours", {3, "day"}},
                                                          {"entre 2 et 3 semaines", {3, "week"}},
                                                          {"2 jours à 1 semaine", {1, "week"}},
                                                          {"environ 1 mois", {1, "month"}},
                                                          {"deux ans", {2, "year"}},
                                                          {"1,5 jour", {1.5, "day"}},
                                                          {"3 hour(s)", {3, "hour"}},
                                                          {"2 h par semaine", {2, "hour/week"}},
                                                          {"1/2 journée", {0.5, "day"}}};
    for (const auto& [written, amount] : all) {
        CAPTURE(written);
        CHECK(duration_in(written) == amount);
    }
    for (const char* written : {"quelques heures", "plus de 2 h", "2", "2 à 3", "3 à 2 jours", "h", "2 pommes",
                                "2 h 90", "2 jours de travail", "longtemps"}) {
        CAPTURE(written);
        CHECK_FALSE(duration_in(written));
    }
    for (const auto& written : nothing_of_the_kind) CHECK_FALSE(duration_in(written));
}

TEST_CASE("hours and minutes joined by « et » are added, where everybody counts the same") {
    CHECK(duration_in("2 h et 15 min") == Amount{2.25, "hour"});
    CHECK(duration_in("1 an et 6 mois") == Amount{1.5, "year"});
    CHECK(duration_in("1 an 6 mois") == Amount{1.5, "year"});
    CHECK(duration_in("1 min 30 s") == Amount{1.5, "minute"});
    CHECK(duration_in("entre 30 min et 2 h") == Amount{2, "hour"});
    CHECK(duration_in("entre 1 h et 90 min") == Amount{90, "minute"});
    // A day of work may have seven hours, a week of it five days.
    for (const char* written :
         {"2 jours et 3 h", "1 semaine et 2 jours", "1 mois et 2 semaines", "15 min et 2 h", "2 h et 3 h",
          "2 et 3 jours", "2 h et 90 min", "entre 2 h et 15 min", "2 h et 15", "entre 2 h", "1 an et 12 mois"}) {
        CAPTURE(written);
        CHECK_FALSE(duration_in(written));
    }
}

TEST_CASE("a range that goes down, or the opening hours of a place, is no duration") {
    CHECK(duration_in("2 h à 3 h") == Amount{3, "hour"});
    CHECK(duration_in("3 h à 2 jours") == Amount{2, "day"});
    CHECK(duration_in("30 à 40 h") == Amount{40, "hour"});
    for (const char* written : {"3 jours à 2 h", "1 mois à 2 semaines", "9h à 18h", "de 9h à 18h", "9h30 - 18h",
                                "de 9 à 18 h", "0h à 24h", "1 h 30 à 45 min"}) {
        CAPTURE(written);
        CHECK_FALSE(duration_in(written));
    }
}

TEST_CASE("two numbers with a bar are only a fraction when they are a half or quarters") {
    CHECK(duration_in("1/4 h") == Amount{0.25, "hour"});
    CHECK(duration_in("3/4 heure") == Amount{0.75, "hour"});
    for (const char* written : {"2/3 jours", "15/20 min", "1/3 journée", "2½ h", "2/4 h", "2/3 demi-journée"}) {
        CAPTURE(written);
        CHECK_FALSE(duration_in(written));
    }
    for (const char* written : {"15/20 €", "2/3 €", "1/2 € par mois"}) {
        CAPTURE(written);
        CHECK_FALSE(money_in(written));
    }
    CHECK(money_in("entre 10 et 20 €") == Amount{20, "EUR"});
    for (const char* written : {"10 € et 20 €", "entre 10 €"}) {
        CAPTURE(written);
        CHECK_FALSE(money_in(written));
    }
}

TEST_CASE("a price has its currency and what it is paid for") {
    const std::vector<std::pair<std::string, Amount>> all{{"50 €/an", {50, "EUR/year"}},
                                                          {"gratuit", {0, "EUR"}},
                                                          {"Gratuite", {0, "EUR"}},
                                                          {"1 200,50 €", {1200.5, "EUR"}},
                                                          {"1 200 €", {1200, "EUR"}},
                                                          {"1\u202F200 euros HT", {1200, "EUR"}},
                                                          {"1.200,50 €", {1200.5, "EUR"}},
                                                          {"$1,200.50", {1200.5, "USD"}},
                                                          {"10-20 € par mois", {20, "EUR/month"}},
                                                          {"de 10 € à 20 €", {20, "EUR"}},
                                                          {"10 k€", {10000, "EUR"}},
                                                          {"5 € par personne", {5, "EUR/person"}},
                                                          {"12,50€ l'heure", {12.5, "EUR/hour"}},
                                                          {"prix libre", {}},
                                                          {"À prix libre", {}},
                                                          {"sur devis", {}}};
    for (const auto& [written, amount] : all) {
        CAPTURE(written);
        CHECK(money_in(written) == amount);
    }
    for (const char* written : {"50", "1.200 €", "-5 €", "20-10 €", "50 € ou un coup de main", "cher", "€",
                                "10 € à 20 $", "50 € par canard"}) {
        CAPTURE(written);
        CHECK_FALSE(money_in(written));
    }
    for (const auto& written : nothing_of_the_kind) CHECK_FALSE(money_in(written));
}

TEST_CASE("words of difficulty are steps of one scale, in French and in English") {
    for (const auto& [written, step] : std::vector<std::pair<std::string, int>>{{"Très facile", 1},
                                                                                {"Very easy", 1},
                                                                                {"facile", 2},
                                                                                {"Medium", 3},
                                                                                {"Intermédiaire", 3},
                                                                                {"AVANCÉ", 4},
                                                                                {"Very hard", 5},
                                                                                {"3/5", 3},
                                                                                {"4 sur 5", 4}}) {
        CAPTURE(written);
        CHECK(step_in(written, "difficulty") == step);
    }
    for (const char* written : {"6/5", "0/5", "3/4", "facile à dire", "ça dépend"})
        CHECK_FALSE(step_in(written, "difficulty"));
    for (const auto& written : nothing_of_the_kind) CHECK_FALSE(step_in(written, "difficulty"));
    CHECK_FALSE(step_in("facile", "maturity"));
}

TEST_CASE("coordinates are read as decimals and as degrees, east and west") {
    CHECK(coordinates_in("48.85, 2.35") == Coordinates{48.85, 2.35});
    CHECK(coordinates_in("48,85 ; 2,35") == Coordinates{48.85, 2.35});
    CHECK(coordinates_in("48,85, -2,35") == Coordinates{48.85, -2.35});
    CHECK(coordinates_in("lat: 48.5, lon: -1.25") == Coordinates{48.5, -1.25});
    CHECK(coordinates_in("48° 30′ 00″ N, 2° 15' O") == Coordinates{48.5, -2.25});
    CHECK(coordinates_in("48°30'N 2°15'E") == Coordinates{48.5, 2.25});
    CHECK(coordinates_in("2.25 W 48.5 N") == Coordinates{48.5, -2.25});
    CHECK(coordinates_in("21,5 S / 55,5 E") == Coordinates{-21.5, 55.5});
    for (const char* written : {"0, 0", "0.0, 0.0", "91.5, 2.3", "48.5, 181.5", "48.5", "48.5 N 2.3", "48.5 N, 2.5 S",
                                "12, 45", "48°75'N 2°E", "48.5, 2.3, 4.5", "12 rue de la Gare"}) {
        CAPTURE(written);
        CHECK_FALSE(coordinates_in(written));
    }
    for (const auto& written : nothing_of_the_kind) CHECK_FALSE(coordinates_in(written));
}

TEST_CASE("labels of coordinates decide which is which") {
    for (const char* written :
         {"lon=2.35 lat=48.85", "longitude 2.35, latitude 48.85", "Longitude : 2,35 ; Latitude : 48,85",
          "lat. 48.85 long. 2.35", "lat: 48.85 N, lon: 2.35 E", "geo:48.85,2.35", "2.35 E, 48.85 N"}) {
        CAPTURE(written);
        CHECK(coordinates_in(written) == Coordinates{48.85, 2.35});
    }
    CHECK(coordinates_in("lon: -2.35, lat: -48.85") == Coordinates{-48.85, -2.35});
    for (const char* written :
         {"lat 48.85 lat 2.35", "lon 48.85, lon 2.35", "-45.5 S, 2 E", "45.5 S, -2.5 E", "lat 48.85 E, lon 2.35 N",
          "lat 48.85, 2.35", "48.85, lon 2.35", "geo 48.85, 2.35", "lon=148.85 lat=92.5"}) {
        CAPTURE(written);
        CHECK_FALSE(coordinates_in(written));
    }
}

TEST_CASE("an INSEE code names a commune or a department, Corsica and overseas included") {
    CHECK(insee_in("59350") == InseeCode{"59350", "59"});
    CHECK(insee_in("2A004") == InseeCode{"2A004", "2A"});
    CHECK(insee_in("2b033") == InseeCode{"2B033", "2B"});
    CHECK(insee_in("1004") == InseeCode{"01004", "01"});
    CHECK(insee_in("97411") == InseeCode{"97411", "974"});
    CHECK(insee_in("974") == InseeCode{"", "974"});
    CHECK(insee_in("2A") == InseeCode{"", "2A"});
    CHECK(insee_in("1") == InseeCode{"", "01"});
    for (const char* written :
         {"20004", "96001", "99100", "59000", "97400", "593501", "Lille", "00", "2C001", "59 350"}) {
        CAPTURE(written);
        CHECK_FALSE(insee_in(written));
    }
}

TEST_CASE("the many spellings of a licence are one SPDX name") {
    for (const auto& [written, spdx] :
         Pairs{{"CC BY-SA 4.0", "CC-BY-SA-4.0"},
               {"CC BY SA", "CC-BY-SA"},
               {"cc-by-nc-sa 3.0 FR", "CC-BY-NC-SA-3.0"},
               {"Creative Commons Attribution - Partage dans les Mêmes Conditions 4.0 International", "CC-BY-SA-4.0"},
               {"https://creativecommons.org/licenses/by-sa/4.0/deed.fr", "CC-BY-SA-4.0"},
               {"CC0", "CC0-1.0"},
               {"CC0 1.0 Universal", "CC0-1.0"},
               {"https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"},
               {"Domaine public", "CC-PDM-1.0"},
               {"Licence Ouverte 2.0", "etalab-2.0"},
               {"Licence Ouverte / Open Licence v2.0", "etalab-2.0"},
               {"etalab-2.0", "etalab-2.0"},
               {"GPL v3", "GPL-3.0-only"},
               {"GPLv3+", "GPL-3.0-or-later"},
               {"GNU AGPL version 3 ou ultérieure", "AGPL-3.0-or-later"},
               {"GNU General Public License v2.0", "GPL-2.0-only"},
               {"MIT", "MIT"},
               {"licence MIT", "MIT"},
               {"ODbL", "ODbL-1.0"},
               {"CERN OHL 1.2", "CERN-OHL-1.2"},
               {"CeCILL-B", "CECILL-B"},
               {"Licence Art Libre 1.3", "LAL-1.3"}}) {
        CAPTURE(written);
        CHECK(licence_in(written) == spdx);
    }
    for (const char* written : {"libre", "CC BY sauf les photos", "CC BY-SA-ND 4.0", "CC NC 4.0", "CC BY 7.0", "GPL",
                                "GPL 9", "tous droits réservés", "Licence Ouverte", "CC BY-SA 3.0 et 4.0"}) {
        CAPTURE(written);
        CHECK_FALSE(licence_in(written));
    }
    for (const auto& written : nothing_of_the_kind) CHECK_FALSE(licence_in(written));
}

TEST_CASE("a licence that is denied, doubted, restricted or one of several is not named") {
    for (const char* written : {"non CC BY",
                                "pas CC BY",
                                "CC BY / CC BY-SA",
                                "CC BY, CC BY-ND",
                                "CC BY-NC / CC BY-SA 4.0",
                                "CC BY / BY-SA",
                                "CC BY (utilisation commerciale)",
                                "CC BY commercial",
                                "CC BY non identique",
                                "CC BY modification",
                                "CC BY partage",
                                "CC BY-SA 3.0 / CC BY-SA 4.0",
                                "CC0 / CC BY",
                                "CC BY ?",
                                "~ CC BY",
                                "GPL v2 only or later",
                                "GPL v2 or only",
                                "GPL v2 / GPL v3",
                                "pas GPL v3",
                                "non MIT",
                                "MIT / ISC",
                                "CC BY conditions",
                                "identique CC BY non",
                                "GPL v2, LGPL 2.1"}) {
        CAPTURE(written);
        CHECK_FALSE(licence_in(written));
    }
}

TEST_CASE("a licence named in letters and in full is one licence") {
    for (const auto& [written, spdx] :
         Pairs{{"Creative Commons Attribution-ShareAlike 4.0 International (CC BY-SA 4.0)", "CC-BY-SA-4.0"},
               {"CC BY-SA (Attribution - Partage dans les mêmes conditions) 4.0", "CC-BY-SA-4.0"},
               {"CC BY-SA 4.0 https://creativecommons.org/licenses/by-sa/4.0/", "CC-BY-SA-4.0"},
               {"Attribution - Pas d’utilisation commerciale - Pas de modification 3.0 (CC)", ""},
               {"CC Attribution - Pas d’utilisation commerciale - Pas de modification 3.0 non transposé",
                "CC-BY-NC-ND-3.0"},
               {"sous licence Creative Commons BY-NC (non commercial)", ""},
               {"Creative Commons Zero (CC0)", "CC0-1.0"},
               {"https://creativecommons.org/publicdomain/mark/1.0/deed.fr", "CC-PDM-1.0"},
               {"GPL-3.0-or-later", "GPL-3.0-or-later"},
               {"Licence publique générale GNU version 3", "GPL-3.0-only"},
               {"LGPL v2.1 or any later version", "LGPL-2.1-or-later"}}) {
        CAPTURE(written);
        CHECK(licence_in(written).value_or("") == spdx);
    }
}

TEST_CASE("areas and answers by yes or no") {
    CHECK(area_in("120 m²") == 120);
    CHECK(area_in("1 200 m2") == 1200);
    CHECK(area_in("85,5 mètres carrés") == 85.5);
    CHECK(area_in("2 ha") == 20000);
    CHECK(area_in("120") == 120);
    for (const char* written : {"120 m", "120 m3", "grand", "m²", "120 m² et un jardin"}) CHECK_FALSE(area_in(written));
    for (const char* written : {"oui", "Oui", "yes", "VRAI", "1"}) CHECK(yes_or_no_in(written) == true);
    for (const char* written : {"non", "No", "faux", "0"}) CHECK(yes_or_no_in(written) == false);
    for (const char* written : {"", "peut-être", "oui et non", "2", "10"}) CHECK_FALSE(yes_or_no_in(written));
}
