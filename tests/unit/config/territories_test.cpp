// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/config.hpp"
#include "tests/unit/config/refusal.hpp"
#include "tests/unit/support/scratch_folder.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

using namespace moisson;
using test::mentions;
using test::refusal;
using test::ScratchFolder;

namespace {

const std::filesystem::path shipped = std::filesystem::path(MOISSON_SOURCE_DIR) / "config";

Territories all() {
    std::ifstream file(shipped / "territories.toml");
    const auto read = parse_territories(std::string(std::istreambuf_iterator<char>(file), {}), "territories.toml");
    REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().sentence()));
    return *read;
}

Mapping somewhere() {
    return *parse_mapping("[field.territory]\nfrom = [\"json:/insee\"]\ntype = \"insee\"\n", "m.toml");
}

}  // namespace

TEST_CASE("the shipped territories are the 101 departments, the 18 regions and the collectivities of France") {
    const Territories known = all();
    CHECK(known.regions.size() == 18);
    const auto in_a_region = [](const Territories::Department& each) { return !each.region.empty(); };
    CHECK(std::count_if(known.departments.begin(), known.departments.end(), in_a_region) == 101);
    CHECK(known.departments.size() == 109);
    std::set<std::string> regions;
    for (const auto& each : known.departments) regions.insert(each.region);
    CHECK(regions.size() == 19);  // all of them have departments; some departments have none
}

TEST_CASE("every department is found by its code, its name, a commune and a postal code") {
    const Territories known = all();
    for (const auto& each : known.departments) {
        CAPTURE(each.code);
        const Territory expected{"FR", each.region, each.code, {}};
        CHECK(territory_of_insee(each.code, known) == expected);
        CHECK(territory_named(each.name, known) == expected);
        if (!each.country.empty()) CHECK(territory_of_country(each.country, known) == expected);
        std::string code = each.postal.empty() ? each.code : each.postal.front();
        code.append(5 - code.size(), '0');
        CHECK(territory_of_postal_code(code, {}, known) == expected);
    }
    for (const auto& each : known.regions) {
        CAPTURE(each.name);
        const auto found = territory_named(each.name, known);
        REQUIRE(found.has_value());
        CHECK(found->region == each.code);
    }
}

TEST_CASE("a mapping that fills no territory knows none, and keeps its hash") {
    const ConfigPlaces places{"/nowhere/moisson.toml", shipped};
    Mapping without = *parse_mapping("[field.summary]\nfrom = [\"json:/a\"]\n", "m.toml");
    const Mapping before = without;
    REQUIRE(know_territories(without, places).has_value());
    CHECK(without == before);
    Mapping with = somewhere();
    REQUIRE(know_territories(with, places).has_value());
    CHECK(with.territories == all());
    CHECK(with.hash != somewhere().hash);
}

TEST_CASE("territories beside the configuration are preferred, and needed where none are shipped") {
    const ScratchFolder folder;
    Mapping mapping = somewhere();
    CHECK(mentions(refusal(know_territories(mapping, {folder.file("moisson.toml"), {}})).sentence(),
                   "territories.toml is nowhere"));
    std::ofstream(folder.file("territories.toml")) << "department = [{ code = \"59\", name = \"Le Nord\" }]\n";
    REQUIRE(know_territories(mapping, {folder.file("moisson.toml"), shipped}).has_value());
    CHECK(mapping.territories.departments == std::vector<Territories::Department>{{"59", "Le Nord", {}, {}}});
}

TEST_CASE("a mistake in the territories is told with its place") {
    const auto told = [](const char* text) { return refusal(parse_territories(text, "t.toml")).sentence(); };
    CHECK(mentions(told("regions = []"), "t.toml:1:1"));
    CHECK(mentions(told("region = 3"), "must be a list of tables"));
    CHECK(mentions(told("region = [3]"), "must be a table"));
    CHECK(mentions(told("region = [{ code = \"1\" }]"), "has a code and a name"));
    CHECK(mentions(told("region = [{ code = 1, name = \"x\" }]"), "must be a text"));
    CHECK(mentions(told("region = [{ code = \"1\", name = \"x\" }, { code = \"1\", name = \"y\" }]"),
                   "two with the code"));
    CHECK(mentions(told("department = [{ code = \"59\", name = \"x\", region = \"32\" }]"), "there is no region"));
    CHECK(mentions(told("department = [{ code = \"59\", name = \"x\", postal = [\"5a\"] }]"), "begin with digits"));
    CHECK(mentions(told("department = [{ code = \"59\", name = \"x\", postal = \"5\" }]"), "must be a list"));
}
