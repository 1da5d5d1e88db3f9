// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/config.hpp"
#include "tests/unit/config/refusal.hpp"

#include <doctest/doctest.h>
#include <random>

using namespace moisson;
using test::mentions;
using test::refusal;
using test::with_source;

TEST_CASE("a broken file is told with its line and column") {
    const Error error = refusal(parse_config("contact = \"a@b\"\nname = \n", "moisson.toml"));
    CHECK(error.where.starts_with("moisson.toml:2:"));
    CHECK(mentions(error.what, "not valid TOML"));
    CHECK(refusal(parse_config("contact = \"a@b\"\ncontact = \"c@d\"\n", "m.toml")).where.starts_with("m.toml:2:"));
    CHECK(refusal(parse_config("contact = \"\xff\"\n", "m.toml")).where.starts_with("m.toml:1:"));
    CHECK(refusal(parse_config(std::string("a = \"\0\"\n", 8), "m.toml")).where.starts_with("m.toml:1:"));
    CHECK(refusal(parse_config("[[ = 1\n", "m.toml")).where.starts_with("m.toml:1:"));
}

TEST_CASE("a file larger than a mebibyte is refused") {
    const std::string text = with_source("# " + std::string(1U << 20U, 'x') + "\n");
    CHECK(mentions(refusal(parse_config(text, "m.toml")).what, "larger than 1 MiB"));
    CHECK(mentions(refusal(parse_mapping(text, "m.toml")).what, "larger than 1 MiB"));
    CHECK(parse_config(with_source("# " + std::string(1U << 19U, 'x') + "\n"), "m.toml").has_value());
}

TEST_CASE("a file nested without end is refused, not followed") {
    std::string dots = "a";
    for (int i = 0; i < 100'000; ++i) dots += ".a";
    CHECK(refusal(parse_config("\n" + dots + " = 1\n", "m.toml")).where == "m.toml:2:1");
    CHECK_FALSE(parse_config("a = " + std::string(200'000, '['), "m.toml").has_value());
    std::string tables = "a = ";
    for (int i = 0; i < 50'000; ++i) tables += "{a=";
    CHECK_FALSE(parse_config(tables, "m.toml").has_value());
    std::string ninety = "a";
    for (int i = 0; i < 90; ++i) ninety += ".a";
    CHECK(mentions(refusal(parse_config("source." + ninety + " = 1\n", "m.toml")).what, "nested too deep"));
    // A line of dots in a comment nests nothing.
    CHECK(parse_config(with_source("# " + std::string(500, '.') + "\n"), "m.toml").has_value());
}

TEST_CASE("any bytes are a configuration, or an error with a place") {
    const std::string good = with_source("namespaces = [0, 4]\npoll = \"2s\"\nmin_delay = \"0s\"\nx = [true, 1.5]\n");
    std::mt19937 dice(7);
    const auto roll = [&](std::size_t sides) { return std::uniform_int_distribution<std::size_t>(0, sides - 1)(dice); };
    for (int round = 0; round < 3000; ++round) {
        std::string text = good;
        for (std::size_t wounds = 1 + roll(4); wounds > 0; --wounds) {
            const std::size_t at = roll(text.size());
            if (roll(3) == 0)
                text.erase(at, 1 + roll(10));
            else if (roll(2) == 0)
                text.insert(at, 1, static_cast<char>(roll(256)));
            else
                text[at] = "[]{}=\"'.#\n\\\xff\0 a"[roll(16)];
            if (text.empty()) text = good;
        }
        CAPTURE(text);
        const auto config = parse_config(text, "m.toml");
        if (!config) CHECK(config.error().where.starts_with("m.toml"));
        const auto mapping = parse_mapping(text, "m.toml");
        if (!mapping) CHECK(mapping.error().where.starts_with("m.toml"));
    }
}
