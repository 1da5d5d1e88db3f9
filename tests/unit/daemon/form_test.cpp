// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/control/form.hpp"

#include "daemon/http/percent.hpp"

#include <doctest/doctest.h>
#include <random>

using namespace moisson::daemon;

namespace {
std::map<std::string, std::string> read(std::string_view text) {
    std::map<std::string, std::string> fields;
    read_form(text, fields);
    return fields;
}
}  // namespace

TEST_CASE("a form is read back as it was written") {
    CHECK(read("what=Le%20WIP&since=2026-03-02")["what"] == "Le WIP");
    CHECK(read("a=1+2")["a"] == "1 2");
    CHECK(read("item=un&item=deux")["item"] == "un\ndeux");
    CHECK(read("a")["a"].empty());
    CHECK(read("=x&&").empty());
    CHECK(read("a=%zz%4")["a"] == "%zz%4");
}

TEST_CASE("any bytes survive a form, and no bytes break it") {
    std::mt19937 dice(20260302);
    for (int round = 0; round < 2000; ++round) {
        std::string bytes(dice() % 64, '\0');
        for (char& c : bytes) c = static_cast<char>(dice() & 0xff);
        CHECK(read(encode_fields({{"x", bytes}}))["x"] == bytes);
        read(bytes);
    }
}

TEST_CASE("a form of a million fields costs no more than the first two hundred and fifty-six") {
    std::string many;
    for (int n = 0; n < 1000; ++n) many += "k" + std::to_string(n) + "=v&";
    CHECK(read(many).size() == 256);
}
