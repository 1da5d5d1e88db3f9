// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/closing.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace std::chrono_literals;

TEST_CASE("that a source is to be left alone is the same after it was kept, and forgotten where it cannot be read") {
    const Instant until = *from_iso("2026-12-01T10:00:00Z");
    const Closing closing{until - 24h, until, "https://petit.example", "HTTP 403: « non »", "write"};
    CHECK(closing_from(*from_json(to_json(to_value(closing)))) == closing);
    for (const Value& odd : {Value(), Value("x"), Value(Value::List{}), Value(Value::Object{{"until", "tomorrow"}})})
        CHECK_FALSE(closing_from(odd));
}

TEST_CASE("a source is left alone until its time, but not for days because a clock was set back") {
    const Instant until = *from_iso("2026-12-01T10:00:00Z");
    const Closing closing{until - 48h, until, {}, "HTTP 403", {}};
    CHECK(holds(closing, until - 48h));
    CHECK(holds(closing, until - 1ms));
    CHECK_FALSE(holds(closing, until));
    CHECK(holds(closing, until - 48h - 5min));  // it was put right
    CHECK_FALSE(holds(closing, until - 96h));
}
