// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/cli/man_page.hpp"

#include <doctest/doctest.h>
#include <fstream>
#include <iterator>

using namespace moisson::daemon;

TEST_CASE("the manual pages say what --help says") {
    for (const Program& program : {moisson_program(), moissond_program()}) {
        const std::string name = program.name + "." + program.section;
        std::ifstream file(std::string(MOISSON_SOURCE_DIR "/docs/man/") + name, std::ios::binary);
        const std::string kept{std::istreambuf_iterator<char>(file), {}};
        CAPTURE(name);
        INFO("to write them anew: build/release/daemon/moisson-manual docs/man");
        CHECK(kept == man_page(program));
    }
}

TEST_CASE("no word of the table can become a request or a hyphen") {
    Program program;
    program.name = "x";
    program.section = "1";
    program.description = ".so /etc/passwd\n'br\\fB --json";
    const std::string page = man_page(program);
    CHECK(page.find("\n\\&.so /etc/passwd\n\\&'br\\efB \\-\\-json\n") != std::string::npos);
}
