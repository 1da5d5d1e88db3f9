// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/words_of.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using report::words_of;

TEST_CASE("a value is told in the words of its source, not as it is kept") {
    CHECK(words_of(Value::Object{{"text", "2 h"}, {"unit", "hour"}, {"value", 2.0}}) == "2 h");
    CHECK(words_of(Value::Object{{"address", "12 rue X, Lille"}}) == "12 rue X, Lille");
    CHECK(words_of(Value::Object{{"lat", 50.63}, {"lon", 3.07}}) == "50.63, 3.07");
    CHECK(words_of(Value::Object{{"address", "Lille"}, {"lat", 50.63}, {"lon", 3.07}}) == "Lille (50.63, 3.07)");
    CHECK(words_of(Value::Object{{"url", "https://a.org"}}) == "https://a.org");
    CHECK(words_of(Value::List{Value::Object{{"url", "https://a.org"}, {"title", "Guide"}}, "b"}) ==
          "Guide (https://a.org), b");
    CHECK(words_of(Value::Object{{"commune", "59350"}, {"department", "59"}}) == "commune 59350, department 59");
    CHECK(words_of(Value::Object{{"name", "Zoé"}, {"url", "https://a.org"}}) == "Zoé");
    CHECK(words_of(Value::Object{{"other", 1}}) == "{\"other\":1}");
    CHECK(words_of(Value::Object{}) == "{}");
    CHECK(words_of(Value::Object{{"text", "a\x1b[31m"}}) == "a\\x1b[31m");
}
