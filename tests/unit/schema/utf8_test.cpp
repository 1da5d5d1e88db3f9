// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/utf8.hpp"

#include <doctest/doctest.h>
#include <string>

using namespace moisson;

namespace {

std::string encode(char32_t c) {
    if (c < 0x80) return {static_cast<char>(c)};
    const auto tail = [c](unsigned shift) { return static_cast<char>(0x80U | ((c >> shift) & 0x3FU)); };
    if (c < 0x800) return {static_cast<char>(0xC0U | (c >> 6U)), tail(0)};
    if (c < 0x10000) return {static_cast<char>(0xE0U | (c >> 12U)), tail(6), tail(0)};
    return {static_cast<char>(0xF0U | (c >> 18U)), tail(12), tail(6), tail(0)};
}

}  // namespace

TEST_CASE("every code point there is can be read, and surrogates are none") {
    for (char32_t c = 0; c < 0x110000; ++c) {
        const std::string bytes = encode(c);
        const CodePoint point = first_code_point(bytes + "x");
        const bool surrogate = c >= 0xD800 && c <= 0xDFFF;
        if (point.valid == surrogate || (point.valid && (point.value != c || point.length != bytes.size()))) FAIL(c);
        if (!point.valid && point.length != 1) FAIL(c);
        for (std::size_t cut = 1; cut < bytes.size(); ++cut)
            if (first_code_point(std::string_view(bytes).substr(0, cut)).valid) FAIL(c);
    }
    CHECK(first_code_point("").length == 0);
}

TEST_CASE("a longer writing of a shorter code point is refused") {
    for (const char* bytes :
         {"\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xe0\x9f\xbf", "\xf0\x80\x80\x80", "\xf0\x8f\xbf\xbf",
          "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\x80", "\xbf", "\xfe", "\xff"}) {
        const CodePoint point = first_code_point(bytes);
        CHECK(!point.valid);
        CHECK(point.length == 1);
    }
}

TEST_CASE("a text is cut between two letters") {
    CHECK(whole_letters("été", 5) == "été");
    CHECK(whole_letters("été", 4) == "ét");
    CHECK(whole_letters("été", 1).empty());
    CHECK(whole_letters("été", 2) == "é");
    CHECK(whole_letters("", 0).empty());
}
