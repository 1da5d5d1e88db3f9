// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/connectors/communecter_rig.hpp"

#include <doctest/doctest.h>

namespace moisson {

using namespace communecter_test;

namespace {

std::string found(CommunecterRig& rig, Section section = source_section(usual_scopes())) {
    const auto traits = rig.probed(section);
    REQUIRE(traits.has_value());
    return to_json(traits->details);
}

}  // namespace

TEST_CASE("a probe says what a site of today heeds, in a handful of small requests") {
    CommunecterRig rig;
    Section section = source_section(usual_scopes());
    section.put("data_licence", text_option("ODbL-1.0"));
    section.put("attribution", text_option("France Tiers-Lieux"));
    const auto traits = rig.probed(section);
    REQUIRE(traits.has_value());
    CHECK(traits->software == "Communecter (modern)");
    CHECK(traits->base_url == base);
    CHECK(traits->data_licence == "ODbL-1.0");
    CHECK(traits->attribution == "France Tiers-Lieux");
    CHECK_FALSE(traits->unique_revision_ids);
    CHECK(
        to_json(traits->details) ==
        R"({"because":["the portal says so","the site of the call shows them"],"count":true,"detail":"json","dialect":"modern",)"
        R"("itempath":"/#page.type.$1.id.$2","open_data_filter":"works","paging":"index","sorted":true})");
    CHECK(rig.site.asked.size() == 6);
}

TEST_CASE("a probe knows a site of 2018 by its rows") {
    CommunecterRig rig;
    rig.site.legacy = true;
    rig.site.shows_json = false;
    const auto traits = rig.probed(source_section(usual_scopes()));
    REQUIRE(traits.has_value());
    CHECK(traits->software == "Communecter (2018)");
    CHECK(traits->details.at("detail") == Value("html"));
    CHECK(traits->details.at("dialect") == Value("legacy2018"));
}

TEST_CASE("a page in the place of one element is an outage, a page for each of three is how a site is") {
    for (const int outage : {1, 2}) {
        CommunecterRig rig;
        std::set<std::string> asked;
        rig.site.spoil = [&](const HttpRequest& request, HttpResponse response) {
            if (request.url.find("/about/") == std::string::npos) return response;
            CHECK(asked.insert(request.url).second);  // the same one may be the one that is broken
            const bool fails = asked.size() <= static_cast<std::size_t>(outage);
            return fails ? HttpResponse(200, "<html>Notice</html>") : response;
        };
        CHECK(found(rig).find(R"("detail":"json")") != std::string::npos);
    }
    CommunecterRig rig;
    rig.site.shows_json = false;
    CHECK(found(rig).find(R"("detail":"html")") != std::string::npos);
}

TEST_CASE("an element that is gone, or fails, says nothing of how a site shows those that are there") {
    CommunecterRig rig;
    rig.site.life = [](ScriptedCommunecter& site, int asked) {
        if (asked == 3) site.remove("organizations", id(1));  // listed first, and deleted since
    };
    CHECK(found(rig).find(R"("detail":"json")") != std::string::npos);
    CommunecterRig gone;
    gone.site.life = [](ScriptedCommunecter& site, int asked) {
        if (asked == 3) site.collections["organizations"].clear();
    };
    CHECK(found(gone).find(R"("detail":"unknown")") != std::string::npos);
    CommunecterRig none;
    none.site.collections.clear();
    CHECK(found(none).find(R"("detail":"unknown")") != std::string::npos);
}

TEST_CASE("where a probe learnt nothing of whole elements, a site of today is asked for them") {
    CommunecterRig rig;
    rig.connector = CommunecterRig::opened(source_section(usual_scopes()), {{"detail", "unknown"}});
    const Batch batch = all_of(rig.fetch({Wanted{0, ItemId("organizations-" + id(1)), {}, Read::standing}}));
    CHECK(standing_of(batch, "organizations-" + id(1)) == "open");
}

TEST_CASE("a probe finds how the lists of a site are paged") {
    CommunecterRig by_ranges;
    by_ranges.site.heeds_index = false;
    CHECK(found(by_ranges).find(R"("paging":"ranges")") != std::string::npos);
    CommunecterRig at_once;
    at_once.site.heeds_index = false;
    at_once.site.heeds_ranges = false;
    CHECK(found(at_once).find(R"("paging":"single")") != std::string::npos);
}

TEST_CASE("a probe finds a site that sorts nothing, counts nothing, or heeds no filter") {
    CommunecterRig rig;
    rig.site.sorts = false;
    std::reverse(rig.site.collections["organizations"].begin(), rig.site.collections["organizations"].end());
    rig.site.counts = false;
    rig.site.heeds_filters = false;
    const std::string details = found(rig);
    for (const char* expected : {R"("sorted":false)", R"("count":false)", R"("open_data_filter":"unknown")"})
        CHECK_MESSAGE(details.find(expected) != std::string::npos, details);
}

TEST_CASE("what the configuration says of a site is not asked") {
    CommunecterRig rig;
    rig.site.heeds_index = false;
    Section section = source_section(usual_scopes());
    section.put("paging", text_option("index"));
    section.put("dialect", text_option("legacy2018"));
    const std::string details = found(rig, std::move(section));
    CHECK(details.find(R"("paging":"index")") != std::string::npos);
    CHECK(details.find(R"("dialect":"legacy2018")") != std::string::npos);
}

TEST_CASE("a site without a single element is a site all the same") {
    CommunecterRig rig;
    rig.site.collections.clear();
    CHECK(found(rig).find(R"("dialect":"modern")") != std::string::npos);
    CHECK(rig.site.asked.size() == 1);
}

TEST_CASE("what is only good to know does not keep a site from being read") {
    CommunecterRig rig;
    rig.site.spoil = [](const HttpRequest& request, HttpResponse response) {
        const bool optional = request.url.find("/about/") != std::string::npos ||
                              !field(request, "filters[preferences.isOpenData]").empty();
        return optional ? HttpResponse(500, "it failed") : response;
    };
    auto talk = communecter_kind().probe(source_section(usual_scopes()));
    REQUIRE(talk.has_value());
    std::optional<Traits> traits;
    for (int asked = 0; asked < 20; ++asked) {
        const auto request = (*talk)->next();
        if (!request) break;
        auto step = (*talk)->accept(rig.site.answer(*request));
        if (!step)
            REQUIRE((*talk)->ease(step.error()));
        else if (auto* told = std::get_if<Traits>(&*step))
            traits = std::move(*told);
    }
    REQUIRE(traits.has_value());
    CHECK(traits->details.at("detail") == Value("unknown"));
    CHECK(traits->details.at("open_data_filter") == Value("unknown"));
}

TEST_CASE("what is no Communecter is told so, with what to write") {
    CommunecterRig rig;
    rig.site.spoil = [](const HttpRequest&, HttpResponse) { return HttpResponse(200, R"({"pages":[]})"); };
    auto talk = communecter_kind().probe(source_section(usual_scopes()));
    REQUIRE(talk.has_value());
    const auto step = (*talk)->accept(rig.site.answer(*(*talk)->next()));
    REQUIRE_FALSE(step.has_value());
    CHECK(step.error().kind == ErrorKind::invalid);
    CHECK(step.error().remedy.find("base_url") != std::string::npos);
}

TEST_CASE("a site that shuts its door is left alone for a day, and somebody is named to write to") {
    for (const int status : {403, 410}) {
        CommunecterRig rig;
        rig.site.spoil = [status](const HttpRequest&, HttpResponse) { return HttpResponse(status, "no"); };
        auto talk = communecter_kind().probe(source_section(usual_scopes()));
        REQUIRE(talk.has_value());
        const auto step = (*talk)->accept(rig.site.answer(*(*talk)->next()));
        REQUIRE_FALSE(step.has_value());
        CHECK(step.error().kind == ErrorKind::refused);
        CHECK(step.error().wait == Wait{std::chrono::hours(24)});
        CHECK(step.error().remedy.find("write to the people who run the site") != std::string::npos);
        CHECK(step.error().where.starts_with(base));
    }
}

}  // namespace moisson
