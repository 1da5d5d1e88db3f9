// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/system/house.hpp"

#include "tests/unit/support/scratch_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

using namespace moisson;
using namespace moisson::daemon;
using namespace moisson::test;

namespace {

Places places_in(const ScratchFolder& folder) {
    Places places;
    places.config = folder.file("moisson.toml");
    places.shipped = std::string(MOISSON_SOURCE_DIR) + "/config";
    places.state = folder.file("state");
    places.socket = folder.file("socket");
    std::ofstream(places.config) << "contact = \"test@example.org\"\n"
                                    "[[source]]\nname = \"petit\"\nkind = \"mediawiki\"\n"
                                    "api = \"https://petit.example/api.php\"\nmapping = \"movilab\"\n"
                                    "[[source]]\nname = \"communecter\"\nkind = \"communecter\"\n"
                                    "base_url = \"https://www.petit.example\"\nmapping = \"communecter\"\n"
                                    "[[source.scope]]\ntype = \"organizations\"\ntags = [\"TiersLieux\"]\n";
    return places;
}

}  // namespace

TEST_CASE("a store of before labels learns at start, before anybody is asked, which sources keep no history") {
    const ScratchFolder folder;
    const Places places = places_in(folder);
    std::filesystem::create_directory(places.state);
    const SourceName wiki("petit");
    const SourceName site("communecter");
    Traits traits;
    traits.software = "as a probe of last year had it";
    {
        auto engine = store::open_store(places.store().string());
        REQUIRE(engine);
        REQUIRE(engine->sources->remember(wiki, "mediawiki", traits));
        REQUIRE(engine->sources->remember(site, "communecter", traits));
    }
    const auto house = House::open(places, World{});
    REQUIRE_MESSAGE(house, house.error().sentence());
    store::Sources& sources = (*house)->roles().sources;
    CHECK(sources.find(wiki).value()->traits == traits);
    traits.two_dates = true;
    CHECK(sources.find(site).value()->traits == traits);
}
