// SPDX-License-Identifier: GPL-3.0-or-later
// One value is written back in its place, and nothing else of the page moves.
#include "tests/unit/connectors/wikitext_pieces.hpp"
#include "tests/unit/connectors/wikitext_reading.hpp"

using namespace moisson;
using namespace moisson::mediawiki;
using namespace moisson::wikitext_test;

namespace {

// Words without any sign that means something.
std::string harmless(std::mt19937& dice) {
    constexpr std::string_view words[] = {"neuf",   "l'eau", "été", "a b", "10 €", "𝕀𝕕",
                                          "\u00A0", "x:y",   "(c)", "#1",  "&",    "\xFF"};
    std::string text = "n";
    for (std::size_t length = dice() % 5; length > 0; --length) text += words[dice() % std::size(words)];
    return text + "n";
}

}  // namespace

TEST_CASE("a value that is written over itself changes nothing") {
    std::mt19937 dice(20260104);
    for (int n = 0; n < 2000; ++n) {
        const std::string page = random_page(dice, dice() % 60);
        CAPTURE(page);
        for (const NamedValue& value : read(page).values) REQUIRE(splice(page, value.span, value.text) == page);
    }
}

TEST_CASE("a value without signs is read back as it was written, and no other one changes") {
    std::mt19937 dice(20260105);
    int written = 0;
    for (int n = 0; n < 4000; ++n) {
        const std::string page =
            "{{Commun|a=b|c=" + random_page(dice, dice() % 20) + "|d}} " + random_page(dice, dice() % 20);
        const Reading before = read(page);
        if (before.values.empty()) continue;
        const std::size_t which = dice() % before.values.size();
        const std::string text = harmless(dice);
        const std::string after_text = splice(page, before.values[which].span, text);
        CAPTURE(page);
        CAPTURE(after_text);
        const Reading after = read(after_text);
        // What is written between two signs may have kept them apart, or together: those pages are told by their
        // values.
        if (after.values.size() != before.values.size()) continue;
        ++written;
        REQUIRE(after.values[which].text == text);
        for (std::size_t other = 0; other < which; ++other) REQUIRE(after.values[other] == before.values[other]);
        REQUIRE(after.templates == before.templates);
    }
    CHECK(written > 1000);
}

TEST_CASE("what stands around a value stays byte for byte") {
    const std::string page = "Avant \xFF {{Commun\n| referent =  Simon \n|url=\n}}\n\n après\0";
    const Reading reading = read(page);
    REQUIRE(reading.values.size() == 2);
    CHECK(splice(page, reading.values[0].span, "Maïa") ==
          "Avant \xFF {{Commun\n| referent =  Maïa \n|url=\n}}\n\n après\0");
    CHECK(splice(page, reading.values[1].span, "https://a.org") ==
          "Avant \xFF {{Commun\n| referent =  Simon \n|url=https://a.org\n}}\n\n après\0");
}
