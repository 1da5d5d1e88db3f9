// SPDX-License-Identifier: GPL-3.0-or-later
// Of any text a type makes something or nothing; and what it understood, it understands again.
#include "schema/plain_values.hpp"
#include "schema/typed_value.hpp"

#include <doctest/doctest.h>
#include <random>
#include <string>
#include <vector>

using namespace moisson;

namespace {

// Texts made of what people write, put together at random: some are values, most are nearly one.
std::string text(std::mt19937& random) {
    static const std::vector<std::string> pieces{
        "3",   "12",    "2024", "03",  "1 200",  ",5",      ".5",    "/",     "-",    ":",     " ",    "  ",   "\u202F",
        "h",   "heure", "min",  "j",   "jour",   "mois",    "an",    "par",   "à",    "et",    "de",   "demi", "une",
        "€",   "euros", "$",    "k",   "HT",     "gratuit", "mars",  "août",  "1er",  "le",    "T",    "Z",    "N",
        "O",   "°",     "'",    "\"",  "lat",    "2A",      "59",    "350",   "CC",   "BY",    "SA",   "4.0",  "GPL",
        "v3",  "+",     "MIT",  "oui", "facile", "très",    "sur",   "5",     "m²",   "libre", "\xFF", "½",    "\u2019",
        "lon", "=",     "geo:", "3/4", "ou",     "pas",     "CC BY", "entre", "48.85"};
    std::string out;
    for (std::size_t n = random() % 7; n > 0; --n) {
        out += pieces[random() % pieces.size()];
        if (random() % 2 == 0) out += ' ';
    }
    return out;
}

const std::vector<std::string> one_line{"date",  "duration", "money", "scale", "geo",
                                        "insee", "licence",  "area",  "bool"};

}  // namespace

TEST_CASE("what a type understood of a text, it understands again from its own words") {
    std::mt19937 random(20261129);
    std::size_t understood = 0;
    for (int round = 0; round < 40'000; ++round) {
        const std::string written = text(random);
        CAPTURE(written);
        for (const std::string& name : one_line) {
            CAPTURE(name);
            const Mapping::Type type{name, {}, {}, {}, {}, name == "scale" ? "difficulty" : ""};
            const Understood once = understand(written, type);
            REQUIRE(once.elements == understand(written, type).elements);
            if (!once.whole || once.elements.empty()) continue;
            ++understood;
            const Value& value = once.elements.front();
            const std::string* own = value.text() != nullptr ? value.text() : value.at("text").text();
            if (own != nullptr) REQUIRE(understand(*own, type).elements == once.elements);
            if (const std::string* code = value.at("commune").text())
                REQUIRE(understand(*code, type).elements == once.elements);
        }
    }
    CHECK(understood > 2000);  // the texts are not all nonsense
}

TEST_CASE("a value is never negative, endless, or off the map") {
    std::mt19937 random(7);
    for (int round = 0; round < 40'000; ++round) {
        const std::string written = text(random);
        CAPTURE(written);
        for (const auto read : {duration_in, money_in})
            if (const auto amount = read(written); amount && amount->value) REQUIRE(*amount->value >= 0);
        if (const auto at = coordinates_in(written)) {
            REQUIRE(at->latitude <= 90);
            REQUIRE(at->latitude >= -90);
            REQUIRE(at->longitude <= 180);
            REQUIRE(at->longitude >= -180);
        }
    }
}
