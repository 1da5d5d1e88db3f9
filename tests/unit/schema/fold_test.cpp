// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/mapping.hpp"
#include "schema/stream_safe.hpp"
#include "tests/unit/schema/normalise_rig.hpp"

#include <doctest/doctest.h>
#include <random>

using namespace moisson;

namespace {

// Words out of what makes folding hard: combining marks, ligatures, special case pairs, all the spaces, broken bytes.
std::string random_key(std::mt19937& dice) {
    static const std::vector<std::string> pieces{"a",
                                                 "É",
                                                 "e\xCC\x81",
                                                 "_",
                                                 " ",
                                                 "\t",
                                                 "\xC2\xA0",
                                                 "\xE2\x80\xAF",
                                                 "ß",
                                                 "ẞ",
                                                 "İ",
                                                 "ı",
                                                 "\xCD\x85",
                                                 "\xCC\x93",
                                                 "\xE1\xBE\x80",
                                                 "ς",
                                                 "Σ",
                                                 "ﬁ",
                                                 "\xFF",
                                                 "\xC3",
                                                 "\xE2\x80",
                                                 "🐝",
                                                 "K",
                                                 "Å",
                                                 "\xCC\xA3",
                                                 "\xCC\x87",
                                                 std::string("\0x", 2)};
    std::string key;
    for (int n = std::uniform_int_distribution<int>(0, 12)(dice); n > 0; --n)
        key += pieces[std::uniform_int_distribution<std::size_t>(0, pieces.size() - 1)(dice)];
    return key;
}

}  // namespace

TEST_CASE("two ways to write the same key fold to one") {
    CHECK(fold_key("  Main__Picture ") == "main picture");
    CHECK(fold_key("main picture") == "main picture");
    CHECK(fold_key("R\xC3\xA9"
                   "f\xC3\xA9rent") == fold_key("re\xCC\x81"
                                                "FE\xCC\x81rent"));
    CHECK(fold_key(std::string("ÉTAPE\xC2\xA0") + "de\xE2\x80\xAF" + "développement") == "étape de développement");
    CHECK(fold_key("STRASSE") == fold_key("straße"));
    CHECK(fold_key("theme") != fold_key("thème"));
    CHECK(fold_key(" _ \t").empty());
}

TEST_CASE("what French is written with folds alike alone and beside other scripts") {
    for (char32_t point = 0x80; point < 0x180; ++point) {
        const std::string letter{static_cast<char>(0xC0U | (point >> 6U)), static_cast<char>(0x80U | (point & 0x3FU))};
        CAPTURE(letter);
        for (const std::string& around : {letter, "a" + letter, "É" + letter + "è"})
            CHECK(fold_key("x" + around + "xΩ") == fold_key("x" + around + "x") + "ω");
    }
}

TEST_CASE("bytes that are not UTF-8 fold too, and do not become equal to others") {
    CHECK(fold_key("A\xFF") == "a\xFF");
    CHECK(fold_key("A\xFF") != fold_key("A\xFE"));
    CHECK(fold_key(" \xC3_") == "\xC3");
}

TEST_CASE("folding twice is folding once") {
    std::mt19937 dice(42);
    for (int round = 0; round < 20000; ++round) {
        const std::string key = random_key(dice);
        CAPTURE(key);
        const std::string folded = fold_key(key);
        CHECK(fold_key(folded) == folded);
    }
}

TEST_CASE("any page becomes the same record twice, which reads back") {
    std::mt19937 dice(43);
    const Mapping mapping{{test::kind("commun", Mapping::Condition::Of::template_name, "a")},
                          {test::field("tags", {"param:a", "category:*"}, test::list_of("line", " ")),
                           test::field("summary", {"param:é", "param:a|k"}),
                           test::field("contacts", {"param:k"}, test::list_of("person", "_", "x"))},
                          {}};
    for (int round = 0; round < 2000; ++round) {
        test::Page page;
        for (int n = 0; n < 6; ++n)
            page.has(random_key(dice), {{random_key(dice), random_key(dice)}, {"k", random_key(dice)}});
        page.in_category(random_key(dice));
        const Snapshot snapshot = page.under(mapping);
        CHECK(page.under(mapping) == snapshot);
        CHECK(snapshot_from_json(to_json(snapshot)).has_value());
        CHECK(snapshot.provenance.size() >= 2);
    }
}

TEST_CASE("marks in the order of their classes are one key however they were typed, up to thirty in a row") {
    CHECK(fold_key("a\u0301\u0323") == fold_key("a\u0323\u0301"));
    std::string thirty = "a";
    for (int i = 0; i < 30; ++i) thirty += i % 2 == 0 ? "\u0323" : "\u0301";
    CHECK(is_stream_safe(thirty));
    CHECK_FALSE(is_stream_safe(thirty + "\u0301"));
    CHECK(is_stream_safe(thirty + "b" + thirty));
    CHECK(is_stream_safe("\xFF\xCC\x81 été"));
}

TEST_CASE("a megabyte of marks is a key like another, as it is written") {
    std::string marks = "a";
    for (int i = 0; i < 500'000; ++i) marks += i % 2 == 0 ? "\u0301" : "\u0323";
    CHECK(fold_key("A" + marks.substr(1)) == marks);
}
