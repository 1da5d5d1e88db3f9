// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/value.hpp"
#include "schema/json_text.hpp"
#include "tests/unit/schema/random_values.hpp"

#include <doctest/doctest.h>
#include <cmath>
#include <limits>

using namespace moisson;

namespace {

std::string again(std::string_view text) {
    const auto value = from_json(text);
    return value ? to_json(*value) : "refused: " + value.error().what;
}

bool refused(std::string_view text) {
    const auto value = from_json(text);
    return !value && value.error().kind == ErrorKind::invalid && !value.error().what.empty();
}

std::string nested(std::size_t levels) {
    return std::string(levels, '[') + std::string(levels, ']');
}

}  // namespace

TEST_CASE("the same value always has the same text: keys sorted, no spaces, accents as they are") {
    CHECK(again(R"( { "b" : [ 1 , 2.50 , null ] , "é" : "\u00e9" , "a" : true } )") ==
          R"({"a":true,"b":[1,2.5,null],"é":"é"})");
    CHECK(to_json(Value()) == "null");
    CHECK(to_json(Value(Value::List{})) == "[]");
    CHECK(to_json(Value(Value::Object{})) == "{}");
    CHECK(to_json(Value("\"\\\b\f\n\r\t\x01\x1f/\x7f")) == "\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f/\x7f\"");
    CHECK(to_json(Value(std::string("\0", 1))) == R"("\u0000")");
}

TEST_CASE("bytes that are not UTF-8 become U+FFFD, and what surrounds them is kept") {
    CHECK(to_json(Value("a\xff"
                        "b")) == "\"a\uFFFDb\"");
    CHECK(to_json(Value("cut \xe2\x82")) == "\"cut \uFFFD\uFFFD\"");
    CHECK(to_json(Value("\xed\xa0\x80")) == "\"\uFFFD\uFFFD\uFFFD\"");  // half a surrogate pair
    CHECK(to_json(Value("\xc0\xaf")) == "\"\uFFFD\uFFFD\"");            // overlong
    CHECK(to_json(Value("\xf4\x90\x80\x80")) == "\"\uFFFD\uFFFD\uFFFD\uFFFD\"");
    CHECK(to_json(Value("\xf4\x8f\xbf\xbf \xee\x80\x80 🌱")) == "\"\xf4\x8f\xbf\xbf \xee\x80\x80 🌱\"");
    CHECK(to_json(Value(Value::Object{{"k\xff", Value(1)}})) == "{\"k\uFFFD\":1}");
}

TEST_CASE("numbers come back as they were") {
    for (const char* text : {"0", "-1", "9223372036854775807", "-9223372036854775808", "0.1", "-0.0", "1e+300",
                             "5e-324", "1.7976931348623157e+308", "0.30000000000000004", "1.0"})
        CHECK(again(text) == text);
    CHECK(again("1E2") == "100.0");
    CHECK(again("9223372036854775808") == "9223372036854775808.0");
    CHECK(again("1e-400") == "0.0");
    CHECK(again("0." + std::string(400, '0') + "1") == "0.0");
    CHECK(refused("1e400"));
    CHECK(refused("-9e308"));
    CHECK(refused(std::string(400, '9')));
    CHECK(refused(std::string(100000, '1')));
    CHECK(to_json(Value(std::numeric_limits<double>::quiet_NaN())) == "null");
    CHECK(to_json(Value(-std::numeric_limits<double>::infinity())) == "null");
}

TEST_CASE("whatever is written can be read again and is the same value") {
    tests::RandomValues random(20261125);
    for (int i = 0; i < 2000; ++i) {
        const Value value = random.any(4);
        const std::string text = to_json(value);
        const auto read = from_json(text);
        REQUIRE_MESSAGE(read, text);
        CHECK(*read == value);
        CHECK(to_json(*read) == text);
    }
}

TEST_CASE("what is not JSON is refused, with the place") {
    for (const char* text : {"",
                             " ",
                             "{",
                             "[1,",
                             "[1 2]",
                             "{\"a\":}",
                             "{a:1}",
                             "'a'",
                             "nul",
                             "01",
                             "+1",
                             "1.",
                             ".5",
                             "NaN",
                             "[1]x",
                             "\"\\ud800\"",
                             "\"\\x41\"",
                             "\"a\nb\"",
                             "\"open",
                             "\"\xff\"",
                             "\"\xed\xa0\x80\"",
                             "/**/1",
                             "[1,]",
                             "\xef\xbb\xbf{}",
                             "<!DOCTYPE html><html>"})
        CHECK_MESSAGE(refused(text), text);
    const auto cut = from_json("{\"a\":[1,2");
    REQUIRE(!cut);
    CHECK(cut.error().what.find("byte 9") != std::string::npos);
}

TEST_CASE("half a character is refused, whichever half it is") {
    CHECK(again(R"("\ud83c\udf31")") == "\"🌱\"");
    CHECK(again(R"("\ud7ff\ue000")") == "\"\xed\x9f\xbf\xee\x80\x80\"");
    for (const char* text :
         {R"("\ud83c")", R"("\udf31")", R"("a\udf31\ud83c")", R"({"\udf31":1})", R"("\ud83c\ud83c")"})
        CHECK_MESSAGE(refused(text), text);
}

TEST_CASE("a zero byte does not hide what follows it") {
    CHECK(refused(std::string_view("{}\0{\"a\":1}", 10)));
    CHECK(refused(std::string_view("{}\0", 3)));
    CHECK(refused(std::string_view("\0", 1)));
}

TEST_CASE("64 levels are read, the 65th is refused, and so is a text above 16 MiB") {
    CHECK(from_json(nested(64)).has_value());
    CHECK(refused(nested(65)));
    CHECK(refused(std::string(1000000, '[')));
    std::string objects;
    for (int i = 0; i < 65; ++i) objects += "{\"a\":";
    CHECK(refused(objects));
    const std::size_t limit = std::size_t{16} << 20U;
    CHECK(from_json('"' + std::string(limit - 2, 'a') + '"').has_value());
    CHECK(refused('"' + std::string(limit - 1, 'a') + '"'));
}

TEST_CASE("of two members of the same name the last one counts") {
    CHECK(again(R"({"a":1,"b":2,"a":[3]})") == R"({"a":[3],"b":2})");
}

TEST_CASE("asking for a member that is not there gives null") {
    const Value value = Value(Value::Object{{"a", Value("x")}});
    CHECK(value.at("a").text_or("none") == "x");
    CHECK(value.at("b").is_null());
    CHECK(Value("text").at("a").is_null());
    CHECK(Value(3).text_or("none") == "none");
    CHECK(value.at("a").at("b").at("c").is_null());
}
