// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/visible.hpp"

#include "schema/value.hpp"

#include <doctest/doctest.h>
#include <random>

using moisson::from_json;
using moisson::to_json;
using moisson::Value;
using moisson::report::clip;
using moisson::report::plain_json;
using moisson::report::visible;

TEST_CASE("a title cannot steer the terminal") {
    CHECK(visible("\x1b[31mrouge\x1b[0m") == "\\x1b[31mrouge\\x1b[0m");
    CHECK(visible("\x1b]0;title\x07") == "\\x1b]0;title\\x07");
    CHECK(visible("a\nb\tc\rd") == "a\\nb\\tc\\rd");
    CHECK(visible(std::string_view("\0", 1)) == "\\x00");
    CHECK(visible("\x7f") == "\\x7f");
    CHECK(visible("\xc2\x9b"
                  "31m") == "\\u009b31m");  // the one-byte form of ESC [
}

TEST_CASE("a title cannot turn its letters around") {
    CHECK(visible("exe.\u202Egpj") == "exe.\\u202egpj");
    CHECK(visible("\u202A\u202B\u202C\u202D\u2066\u2067\u2068\u2069\u200E\u200F\u061C") ==
          "\\u202a\\u202b\\u202c\\u202d\\u2066\\u2067\\u2068\\u2069\\u200e\\u200f\\u061c");
    CHECK(visible("a\u2028b\u2029c") == "a\\u2028b\\u2029c");
}

TEST_CASE("bytes that are not UTF-8 are shown as they are numbered") {
    CHECK(visible("\xff\x9b") == "\\xff\\x9b");
    CHECK(visible("cut \xe2\x82") == "cut \\xe2\\x82");
    CHECK(visible("\xed\xa0\x80") == "\\xed\\xa0\\x80");
}

TEST_CASE("accents, emoji and families are left alone") {
    for (const char* text :
         {"", "Éco-hameau « L'Œuf » — 100 %", "e\u0301te\u0301", "🌱", "👩‍👩‍👧‍👦 ❤️ 🇫🇷",
          "مكتبة", "ประเทศ", "C:\\x1b", "soft\u00ADhyphen", "\u00A0"})
        CHECK(visible(text) == text);
}

TEST_CASE("a text that fits is not clipped") {
    CHECK(clip("Dokos", 5) == "Dokos");
    CHECK(clip("Dokos", 50) == "Dokos");
    CHECK(clip("", 0) == "");
    CHECK(clip("été", 3) == "été");
    CHECK(clip("e\u0301te\u0301", 3) == "e\u0301te\u0301");
    CHECK(clip("漢字", 4) == "漢字");
}

TEST_CASE("a text that does not fit ends in an ellipsis, and no character is cut") {
    CHECK(clip("Dokos", 4) == "Dok…");
    CHECK(clip("Dokos", 1) == "…");
    CHECK(clip("Dokos", 0) == "");
    CHECK(clip("étés", 3) == "ét…");
    CHECK(clip("e\u0301te\u0301s", 2) == "e\u0301…");
    CHECK(clip("漢字漢字", 4) == "漢…");  // two columns each: 字 would leave none for the ellipsis
    CHECK(clip("漢字漢字", 5) == "漢字…");
    CHECK(clip("🌱🌱", 3) == "🌱…");
    CHECK(clip("👩‍👩‍👧‍👦 famille", 4) == "…");  // eight columns where a terminal does not join them
}

TEST_CASE("clipping takes any bytes") {
    CHECK(clip("\xff\xff\xff", 2) == "\xff…");
    std::mt19937 random(5);
    for (int i = 0; i < 3000; ++i) {
        std::string text;
        for (std::size_t n = random() % 24; n > 0; --n) text += static_cast<char>(random());
        const std::string shown = visible(text);
        const std::size_t columns = random() % 40;
        const std::string cut = clip(shown, columns);
        CHECK(visible(shown) == shown);
        CHECK(visible(cut) == cut);  // valid UTF-8 still, so no code point was cut
        CHECK(clip(cut, columns) == cut);
        if (cut != shown) CHECK((columns == 0 ? cut.empty() : cut.substr(cut.size() - 3) == "…"));
    }
}

TEST_CASE("JSON that leaves the house is one line for every reader, and says the same") {
    const std::string line_ends =
        "a\u2028b\u2029c\xC2\x85"
        "d";
    const std::string turned = std::string("\xE2\x80") + "\xAE" + "txt\x7F";
    CHECK(plain_json(to_json(Value(line_ends))) == "\"a\\u2028b\\u2029c\\u0085d\"");
    CHECK(plain_json(to_json(Value(turned))) == "\"\\u202etxt\\u007f\"");
    CHECK(plain_json("{\"é\":\"l’œuvre 🐝\"}") == "{\"é\":\"l’œuvre 🐝\"}");
    CHECK(plain_json("\xE2\x80") == "\xE2\x80");
    std::mt19937 random(7);
    for (int i = 0; i < 3000; ++i) {
        std::string text;
        for (std::size_t n = random() % 12; n > 0; --n)
            text += random() % 3 == 0   ? line_ends
                    : random() % 2 == 0 ? turned
                                        : std::string(1, static_cast<char>(random()));
        const std::string json = to_json(Value::Object{{text, Value(text)}});
        const std::string plain = plain_json(json);
        CHECK(visible(plain) == plain);
        CHECK(from_json(plain).value() == from_json(json).value());
    }
}
