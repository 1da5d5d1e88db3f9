// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/cli/command_line.hpp"

#include "daemon/cli/commands.hpp"
#include "daemon/cli/progress_bar.hpp"
#include "daemon/cli/render.hpp"
#include "daemon/control/answers.hpp"

#include <doctest/doctest.h>
#include <iostream>
#include <sstream>

using namespace moisson;
using namespace moisson::daemon;

namespace {
/// The words as main() is given them; valid as long as `words`.
std::vector<char*> arguments_of(std::vector<std::string>& words) {
    std::vector<char*> arguments;
    arguments.reserve(words.size());
    for (std::string& word : words) arguments.push_back(word.data());
    return arguments;
}

std::variant<Command, int> parse(std::vector<std::string> words) {
    words.insert(words.begin(), "moisson");
    std::vector<char*> arguments = arguments_of(words);
    return read_command_line(static_cast<int>(arguments.size()), arguments.data());
}
}  // namespace

TEST_CASE("the global options stand before or after the verb") {
    for (const auto& words : {std::vector<std::string>{"--state", "/s", "harvest", "movilab", "--json"},
                              std::vector<std::string>{"harvest", "movilab", "--json", "--state", "/s"}}) {
        const auto parsed = parse(words);
        REQUIRE(std::holds_alternative<Command>(parsed));
        const auto& command = std::get<Command>(parsed);
        CHECK(command.verb == Command::Verb::harvest);
        CHECK(command.source == "movilab");
        CHECK(command.state == "/s");
        CHECK(command.form == Command::Form::json);
    }
}

TEST_CASE("what is misspelt is a usage error, and help is none") {
    CHECK(std::get<int>(parse({"harvset"})) == exit_code::usage);
    CHECK(std::get<int>(parse({"export", "pages"})) == exit_code::usage);
    CHECK(std::get<int>(parse({"resync", "movilab", "--full", "--item", "x"})) == exit_code::usage);
    CHECK(std::get<int>(parse({})) == exit_code::usage);
    CHECK(std::get<int>(parse({"--help"})) == exit_code::complete);
    CHECK(std::get<int>(parse({"--version"})) == exit_code::complete);
}

TEST_CASE("a word that is no command is named, with the one that was meant") {
    const auto said_of = [](const std::string& word) {
        std::ostringstream said;
        std::streambuf* before = std::cerr.rdbuf(said.rdbuf());
        const auto code = parse({word});
        std::cerr.rdbuf(before);
        CHECK(std::get<int>(code) == exit_code::usage);
        return said.str();
    };
    CHECK(said_of("harvset") == "moisson: there is no command \"harvset\". Did you mean \"harvest\"?\n");
    CHECK(said_of("fr\x1bob").starts_with("moisson: there is no command \"fr\\x1bob\". Run with --help"));
}

TEST_CASE("the daemon is only told its places") {
    std::vector<std::string> words{"moissond", "--state", "/s", "--config", "/c"};
    std::vector<char*> arguments = arguments_of(words);
    const auto told = read_daemon_line(static_cast<int>(arguments.size()), arguments.data());
    REQUIRE(std::holds_alternative<Command>(told));
    CHECK(std::get<Command>(told).state == "/s");
    CHECK(std::get<Command>(told).config == "/c");
}

TEST_CASE("of several sources the gravest ending is told") {
    CHECK(graver(exit_code::complete, exit_code::partial) == exit_code::partial);
    CHECK(graver(exit_code::partial, exit_code::failed) == exit_code::failed);
    CHECK(graver(exit_code::human, exit_code::failed) == exit_code::human);
    CHECK(graver(exit_code::complete, exit_code::complete) == exit_code::complete);
}

TEST_CASE("since is a date or how long ago") {
    const Instant now = std::chrono::sys_days(std::chrono::year(2026) / 3 / 2);
    CHECK(**parse_since("1d", now) == now - std::chrono::hours(24));
    CHECK(**parse_since("2026-03-01", now) == now - std::chrono::hours(24));
    CHECK_FALSE(*parse_since("", now));
    CHECK_FALSE(parse_since("yesterday", now));
}

TEST_CASE("progress says how much, how fast and how long still") {
    Progress progress;
    progress.source = "movilab";
    progress.phase = "pages";
    progress.listed = 100;
    progress.total = 300;
    progress.bytes = 2'500'000;
    const std::string line = progress_line(progress, std::chrono::seconds(10));
    CHECK(line == "movilab  pages  100/300 pages  2.5 MB  10 pages/s  00:20 left");
}

TEST_CASE("what a source wrote cannot steer the terminal") {
    // In two pieces, so that this file itself turns nobody's reading around.
    const std::string turn_around = std::string("\xe2\x80") + "\xae";
    const Value change =
        Value::Object{{"at", "2026-03-02T00:00:00Z"}, {"title", "A\x1b[31m"}, {"field", "title"}, {"before", Value{}},
                      {"after", turn_around + "cod"}, {"actor", "\x07"},      {"cause", "source"}};
    const std::string text = render_change(change);
    CHECK(text.find('\x1b') == std::string::npos);
    CHECK(text.find('\x07') == std::string::npos);
    CHECK(text.find(turn_around) == std::string::npos);
}

TEST_CASE("an empty word is a mistake, never everything") {
    CHECK(std::get<int>(parse({"harvest", ""})) == exit_code::usage);
    CHECK(std::get<int>(parse({"resync", "movilab", "--item", ""})) == exit_code::usage);
}

TEST_CASE("a mapping is tried on one page or on all, with a file of one's own or without") {
    const auto tried = parse({"map", "try", "Le WIP", "--mapping", "m.toml", "--json"});
    REQUIRE(std::holds_alternative<Command>(tried));
    CHECK(std::get<Command>(tried).verb == Command::Verb::map);
    CHECK(std::get<Command>(tried).what == "try");
    CHECK(std::get<Command>(tried).page == "Le WIP");
    CHECK(std::get<Command>(tried).mapping == "m.toml");
    CHECK(std::get<Command>(parse({"map", "coverage", "--source", "movilab"})).source == "movilab");
    CHECK(std::get<int>(parse({"map", "tray", "Le WIP"})) == exit_code::usage);
    CHECK(std::get<int>(parse({"map"})) == exit_code::usage);
}
