// SPDX-License-Identifier: GPL-3.0-or-later
// Quirks of Communecter that are met, or not, by how a client asks; the others are in communecter_quirks_test.cpp.
#include "tests/unit/connectors/communecter_rig.hpp"

#include <doctest/doctest.h>

namespace moisson {

using namespace communecter_test;

namespace {

// All that is asked in a harvest, a census and readings of what is there and what is not.
std::vector<HttpRequest> everything_asked() {
    CommunecterRig rig;
    const auto replies = rig.changes();
    rig.changes(*replies.back().cursor);
    rig.census();
    rig.fetch({Wanted{1, ItemId("organizations-" + id(1)), {}, Read::content},
               Wanted{2, ItemId("organizations-" + id(77)), {}, Read::content},
               Wanted{3, ItemId("organizations-4711"), {}, Read::content},
               Wanted{0, ItemId("organizations-" + id(2)), {}, Read::standing}});
    CHECK(rig.probed(source_section(usual_scopes())).has_value());
    return rig.site.asked;
}

}  // namespace

TEST_CASE("Q16, Q17, Q19, Q20: nothing is asked by its name, by a pattern, or in a format that fails") {
    for (const HttpRequest& request : everything_asked()) {
        CHECK(field(request, "name").empty());
        CHECK(request.url.find("format") == std::string::npos);
        CHECK(request.url.find("ultiTags") == std::string::npos);
        CHECK(request.query.empty());
    }
}

TEST_CASE("Q21: an id that is none is never asked for") {
    for (const HttpRequest& request : everything_asked()) CHECK(request.url.find("4711") == std::string::npos);
}

TEST_CASE("Q27: each request asks for one kind of element") {
    for (const HttpRequest& request : everything_asked())
        if (request.url.ends_with("/globalautocomplete")) CHECK(fields(request, "searchType[]").size() == 1);
}

TEST_CASE("Q28: the fields are always named, and preferences never") {
    for (const HttpRequest& request : everything_asked()) {
        if (!request.url.ends_with("/globalautocomplete")) continue;
        const auto asked = fields(request, "fields[]");
        CHECK_FALSE(asked.empty());
        CHECK(std::find(asked.begin(), asked.end(), "preferences") == asked.end());
    }
}

TEST_CASE("Q29: a choice between filters is a map, and never an empty one") {
    for (const HttpRequest& request : everything_asked())
        for (const auto& [name, value] : request.form)
            if (name.find("$or") != std::string::npos) {
                CHECK(name.starts_with("filters[$or][tags]"));
                CHECK_FALSE(value.empty());
            }
}

TEST_CASE("Q30 and Q31: nothing is signed, and headers keep their case, which only HTTP/1.1 does") {
    for (const HttpRequest& request : everything_asked()) {
        CHECK(request.http1_only);
        CHECK(request.intent == Intent::read);
        CHECK(request.headers == Fields{{"X-Requested-With", "XMLHttpRequest"}, {"Accept", "application/json"}});
    }
}

}  // namespace moisson
