// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/instant.hpp"

#include <doctest/doctest.h>
#include <random>

using namespace moisson;
using namespace std::chrono_literals;

namespace {

std::string again(std::string_view text) {
    const auto when = from_iso(text);
    return when ? to_iso(*when) : "refused";
}

}  // namespace

TEST_CASE("a time read is the time written") {
    CHECK(again("2024-03-03T10:20:30Z") == "2024-03-03T10:20:30Z");
    CHECK(again("2024-03-03T10:20:30.007Z") == "2024-03-03T10:20:30.007Z");
    CHECK(again("2024-03-03T10:20:30.000Z") == "2024-03-03T10:20:30Z");
    CHECK(again("2024-03-03") == "2024-03-03T00:00:00Z");
    CHECK(again("0000-01-01T00:00:00Z") == "0000-01-01T00:00:00Z");
    CHECK(again("9999-12-31T23:59:59.999Z") == "9999-12-31T23:59:59.999Z");
    CHECK(to_iso(Instant(0ms)) == "1970-01-01T00:00:00Z");
    CHECK(to_iso(Instant(-1ms)) == "1969-12-31T23:59:59.999Z");
    CHECK(to_iso(Instant(1709461230000ms)) == "2024-03-03T10:20:30Z");
}

TEST_CASE("a time elsewhere is told in UTC") {
    CHECK(again("2024-03-03T10:20:30+02:00") == "2024-03-03T08:20:30Z");
    CHECK(again("2024-03-01T00:20:30.5+01:00") == "refused");
    CHECK(again("2024-03-01T00:20:30.500+01:00") == "2024-02-29T23:20:30.500Z");
    CHECK(again("2023-12-31T20:00:00-05:30") == "2024-01-01T01:30:00Z");
    CHECK(again("2024-03-03T10:20:30-00:00") == "2024-03-03T10:20:30Z");
}

TEST_CASE("leap days exist when they do") {
    CHECK(again("2024-02-29") == "2024-02-29T00:00:00Z");
    CHECK(again("2000-02-29") == "2000-02-29T00:00:00Z");
    CHECK(again("2023-02-29") == "refused");
    CHECK(again("1900-02-29") == "refused");
}

TEST_CASE("anything else is refused") {
    for (const char* text : {"",
                             "2024",
                             "2024-3-3",
                             "2024-03-03T",
                             "2024-03-03T10:20:30",
                             "2024-03-03T10:20Z",
                             "2024-03-03 10:20:30Z",
                             "2024-03-03T24:00:00Z",
                             "2024-03-03T10:60:00Z",
                             "2024-03-03T10:20:60Z",
                             "2024-13-01",
                             "2024-00-01",
                             "2024-01-00",
                             "2024-01-32",
                             "2024-03-03T10:20:30z",
                             "2024-03-03T10:20:30.Z",
                             "2024-03-03T10:20:30.1234Z",
                             "2024-03-03T10:20:30+0200",
                             "2024-03-03T10:20:30+24:00",
                             "2024-03-03T10:20:30+02:60",
                             "2024-03-03T10:20:30Z ",
                             " 2024-03-03",
                             "-2024-03-03",
                             "+024-03-03",
                             "20240303102030",
                             "infinity",
                             "0000-01-01T00:00:00+00:01",
                             "9999-12-31T23:59:59-00:01",
                             "2024-03-03T10:20:30+",
                             "2024-03-03Z",
                             "2024-03-0\xd9\xa3"})
        CHECK_MESSAGE(again(text) == "refused", text);
    CHECK(!from_iso(std::string_view("2024-03-03\0", 11)));
}

TEST_CASE("times nobody lived in are told as the first or the last one") {
    CHECK(to_iso(Instant::min()) == "0000-01-01T00:00:00Z");
    CHECK(to_iso(Instant::max()) == "9999-12-31T23:59:59.999Z");
}

TEST_CASE("every millisecond of ten thousand years survives a round trip") {
    std::mt19937_64 random(7);
    const Instant first = *from_iso("0000-01-01");
    std::uniform_int_distribution<long long> offset(0, (*from_iso("9999-12-31") - first).count());
    for (int i = 0; i < 20000; ++i) {
        const Instant when = first + std::chrono::milliseconds(offset(random));
        if (from_iso(to_iso(when)) != when) FAIL(to_iso(when));
    }
}
