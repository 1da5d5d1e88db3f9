// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/service_words.hpp"

#include <doctest/doctest.h>

using moisson::report::words_of_service;

TEST_CASE("the service manager is told in French how the service fares, in the singular and in the plural") {
    CHECK(words_of_service(0, 0) == "suit 0 source, tout va bien");
    CHECK(words_of_service(1, std::nullopt) == "suit 1 source");
    CHECK(words_of_service(2, std::nullopt) == "suit 2 sources");
    CHECK(words_of_service(1, 0) == "suit 1 source, tout va bien");
    CHECK(words_of_service(3, 0) == "suit 3 sources, tout va bien");
    CHECK(words_of_service(3, 1) == "suit 3 sources, 1 en échec : moisson status");
    CHECK(words_of_service(3, 2) == "suit 3 sources, 2 en échec : moisson status");
}
