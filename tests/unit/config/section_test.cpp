// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/section.hpp"
#include "config/words.hpp"
#include "tests/unit/config/refusal.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace std::chrono_literals;
using test::mentions;
using test::refusal;

namespace {

Section movilab() {
    using Scalar = Section::Scalar;
    Section section("source \"movilab\"", "moisson.toml:3:1");
    section.put("api", {Scalar{std::string("https://movilab.org/api.php")}, "moisson.toml:4:1"});
    section.put("namespaces", {std::vector<Scalar>{std::int64_t{0}, std::int64_t{10}}, "moisson.toml:5:1"});
    section.put("pool", {Scalar{std::string("10min")}, "moisson.toml:6:1"});
    section.put("mixed", {std::vector<Scalar>{std::int64_t{0}, std::string("a")}, "moisson.toml:7:1"});
    return section;
}

}  // namespace

TEST_CASE("a duration is a whole number and a unit") {
    CHECK(parse_duration("250ms") == 250ms);
    CHECK(parse_duration("90s") == 90s);
    CHECK(parse_duration("0s") == 0s);
    CHECK(parse_duration("10min") == 10min);
    CHECK(parse_duration("6h") == 6h);
    CHECK(parse_duration("1d") == 24h);
    CHECK(parse_duration("2w") == 336h);
    CHECK(parse_duration("999999999w")->count() == 604'799'999'395'200'000);
}

TEST_CASE("what is no duration is refused with an example") {
    for (const char* text : {"", "10", "min", "-1s", "1.5h", "10 min", "10Min", "10minutes", "9999999999s", "1s "}) {
        CAPTURE(text);
        CHECK(mentions(refusal(parse_duration(text)).remedy, "\"10min\""));
    }
}

TEST_CASE("the nearest word is the one a typing mistake away") {
    const std::vector<std::string> words{"poll", "census", "min_delay", "namespaces", "api"};
    CHECK(nearest("pol", words) == "poll");
    CHECK(nearest("opll", words) == "poll");
    CHECK(nearest("POLL", words) == "poll");
    CHECK(nearest("nmespace", words) == "namespaces");
    CHECK(nearest("min-delay", words) == "min_delay");
    CHECK(nearest("colour", words).empty());
    CHECK(nearest("x", words).empty());
    CHECK(nearest("", words).empty());
    CHECK(nearest(std::string(5000, 'a'), words).empty());
}

TEST_CASE("options are read by type and remember that they were read") {
    const Section section = movilab();
    CHECK(section.text("api")->value() == "https://movilab.org/api.php");
    CHECK(section.integers("namespaces")->value() == std::vector<std::int64_t>{0, 10});
    CHECK_FALSE(section.duration("poll")->has_value());
    CHECK_FALSE(section.texts("mixed").has_value());
    const Error unread = refusal(section.refuse_unread());
    CHECK(unread.where == "moisson.toml:6:1");
    CHECK(unread.what == "unknown key \"pool\" in source \"movilab\"");
    CHECK(unread.remedy == "Did you mean \"poll\"?");
    CHECK(section.duration("pool")->value() == 10min);
    CHECK(section.refuse_unread().has_value());
}

TEST_CASE("an option of another type is refused where it stands") {
    const Section section = movilab();
    const Error flag = refusal(section.flag("api"));
    CHECK(flag.where == "moisson.toml:4:1");
    CHECK(flag.what == "\"api\" must be true or false, not a text");
    CHECK(refusal(section.text("namespaces")).what == "\"namespaces\" must be a text, not a list");
    CHECK(refusal(section.integers("api")).what == "\"api\" must be a list of whole numbers, not a text");
    CHECK(mentions(refusal(section.integers("mixed")).what, "a list with a text"));
    CHECK(refusal(section.duration("api")).where == "moisson.toml:4:1");
    CHECK(section.place_of("api") == "moisson.toml:4:1");
    CHECK(section.place_of("absent") == "moisson.toml:3:1");
}

TEST_CASE("a message shows what cannot be seen, and stays short") {
    CHECK(in_quotes("a\x1b[31mb\n") == "\"a\\x1b[31mb\\x0a\"");
    CHECK(in_quotes("a\xC2\x85"
                    "b\xE2\x80\xAE"
                    "c") == "\"a\\xc2\\x85b\\xe2\\x80\\xaec\"");
    CHECK(in_quotes("été à l’œuvre") == "\"été à l’œuvre\"");
    const std::string longest = in_quotes(std::string(79, 'a') + std::string(100, '\xC3') + "é");
    CHECK(longest.size() < 340);
    CHECK(in_quotes(std::string(79, 'a') + "ééé") == "\"" + std::string(79, 'a') + "…\"");
}
