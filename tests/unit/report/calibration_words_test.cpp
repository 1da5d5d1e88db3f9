// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/health_words.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::report;
using namespace std::chrono_literals;

TEST_CASE("the forecasts of a source are put to the test in French, and a source without history is not") {
    CHECK(words_of_calibration("movilab", 2025y / 11 / 30, 412) ==
          "movilab, prévisions du 30 novembre 2025 pour les douze mois d'après : 412 ressources à l'épreuve");
    CHECK(words_of_calibration("movilab", 2025y / 11 / 1, 1) ==
          "movilab, prévisions du 1er novembre 2025 pour les douze mois d'après : 1 ressource à l'épreuve");
    CHECK(words_of_calibration("lieux", 2025y / 11 / 30, 0) ==
          "lieux, prévisions du 30 novembre 2025 pour les douze mois d'après : non éprouvées, aucune ressource n'avait "
          "alors d'historique de plus de 90 jours");
}

TEST_CASE("what was foretold stands beside what came, and a gap that matters is said") {
    CHECK(words_of(health::Bin{0.4, 0.6, 52, 0.487, 0.43}) ==
          "De 40 à 60 % : 49 % prévus, 43 % observés (52 ressources)");
    CHECK(words_of(health::Bin{0.4, 0.6, 52, 0.487, 0.2}) ==
          "De 40 à 60 % : 49 % prévus, 20 % observés (52 ressources) : écart de plus de 15 points, les états de cette "
          "source sont à lire avec prudence");
}
