// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/config.hpp"
#include "tests/unit/config/refusal.hpp"
#include "tests/unit/support/scratch_folder.hpp"

#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>

using namespace moisson;
using test::mentions;
using test::refusal;
using test::ScratchFolder;

namespace {

namespace fs = std::filesystem;

const fs::path shipped = fs::path(MOISSON_SOURCE_DIR) / "config";

Error refused(const std::string& text) {
    return refusal(parse_grid(text, "lieu.toml"));
}

std::string line(const std::string& is, const std::string& weight = "30", const std::string& half_life = "\"365d\"") {
    return "[[criterion]]\nis = \"" + is + "\"\nweight = " + weight + "\nhalf_life = " + half_life + "\n";
}

// A folder with a configuration, and this as one of its grids.
ConfigPlaces with_grid(const ScratchFolder& folder, const std::string& name, const std::string& text) {
    fs::create_directories(folder.file("grids"));
    std::ofstream(folder.file("grids/" + name)) << text;
    return ConfigPlaces{folder.file("moisson.toml"), shipped};
}

}  // namespace

TEST_CASE("a grid is what it says: what is asked, how much it matters, how long an answer holds") {
    const auto grid = parse_grid(line("contact") + line("hours", "0.5", "\"2w\""), "lieu.toml");
    REQUIRE(grid.has_value());
    CHECK(*grid == Grid{{{Criterion::contact, 30, 365}, {Criterion::hours, 0.5, 14}}});
}

TEST_CASE("a grid without weights is refused at its line") {
    CHECK(refused("").where == "lieu.toml:1:1");
    CHECK(refused("criterion = []\n").where == "lieu.toml:1:13");
    const Error silent = refused("[[criterion]]\nis = \"contact\"\nhalf_life = \"1d\"\n");
    CHECK(silent.where == "lieu.toml:1:1");
    CHECK(mentions(silent.what, "weight"));
    for (const char* weight : {"0", "-1", "nan", "inf", "\"30\"", "true", "1e300", "0.0009", "1e-315"}) {
        CAPTURE(weight);
        CHECK(refused(line("contact", weight)).where == "lieu.toml:3:10");
    }
}

TEST_CASE("a half-life that is none is refused at its line") {
    for (const char* half_life : {"\"0d\"", "365", "\"un an\"", "\"9999w\""}) {
        CAPTURE(half_life);
        CHECK(refused(line("contact", "1", half_life)).where == "lieu.toml:4:13");
    }
    CHECK(mentions(refused("[[criterion]]\nis = \"contact\"\nweight = 1\n").what, "half_life"));
}

TEST_CASE("a criterion that stands twice, or that nobody knows, is refused with the nearest word") {
    const Error twice = refused(line("contact") + line("contact"));
    CHECK(twice.where == "lieu.toml:6:6");
    CHECK(mentions(twice.what, "twice"));
    const Error unknown = refused(line("contacts"));
    CHECK(unknown.where == "lieu.toml:2:6");
    CHECK(mentions(unknown.remedy, "contact"));
    CHECK(mentions(refused(line("contact") + "wieght = 2\n").remedy, "weight"));
    CHECK(mentions(refused("[[criteria]]\n").remedy, "criterion"));
}

TEST_CASE("the shipped grids ask of a place where it is and of a work how long it takes") {
    Config config;
    auto grids = load_grids({"/nowhere/moisson.toml", shipped});
    REQUIRE_MESSAGE(grids.has_value(), (grids ? "" : grids.error().sentence()));
    config.grids = std::move(*grids);
    CHECK(config.grid_for("commun") == grid_of_works());
    CHECK(config.grid_for("methode") == grid_of_works());
    CHECK(config.grids.at("defaut") == grid_of_works());
    std::vector<Criterion> asked;
    for (const Grid::Line& each : config.grid_for("lieu").lines) asked.push_back(each.criterion);
    CHECK(asked == std::vector{Criterion::contact, Criterion::address, Criterion::hours, Criterion::site});
    CHECK(config.grid_for("page").lines.empty());
    CHECK(config.grid_for("evenement").lines.empty());
    CHECK(Config{}.grid_for("projet") == grid_of_works());
}

TEST_CASE("a grid beside the configuration is preferred to the shipped one of the same name") {
    const ScratchFolder folder;
    const auto grids = load_grids(with_grid(folder, "lieu.toml", line("site")));
    REQUIRE(grids.has_value());
    CHECK(grids->at("lieu") == Grid{{{Criterion::site, 30, 365}}});
    CHECK(grids->contains("defaut"));
}

TEST_CASE("a grid of no kind, and one that is broken, are refused with the whole configuration") {
    const ScratchFolder folder;
    const Error unknown = refusal(load_grids(with_grid(folder, "lieux.toml", line("site"))));
    CHECK(mentions(unknown.where, "lieux.toml:1:1"));
    CHECK(mentions(unknown.remedy, "lieu"));
    fs::remove(folder.file("grids/lieux.toml"));
    std::ofstream(folder.file("moisson.toml")) << test::with_source("mapping = \"movilab\"\n");
    CHECK(load_config({folder.file("moisson.toml"), shipped}).has_value());
    CHECK(refusal(load_config(with_grid(folder, "lieu.toml", line("site", "0")))).where ==
          folder.file("grids/lieu.toml") + ":3:10");
}
