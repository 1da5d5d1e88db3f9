// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/connectors/communecter_rig.hpp"

#include <doctest/doctest.h>

namespace moisson {

using namespace communecter_test;

namespace {

std::size_t list_requests(const ScriptedCommunecter& site) {
    return static_cast<std::size_t>(std::count_if(site.asked.begin(), site.asked.end(), [](const HttpRequest& request) {
        return request.url.ends_with("/globalautocomplete");
    }));
}

}  // namespace

TEST_CASE("a harvest brings the elements of every scope, each once a scope, and says when it is whole") {
    CommunecterRig rig;
    const Batch all = all_of(rig.changes());
    CHECK(titles(all) == std::set<std::string>{"Café & Co", "La Raffinerie", "L'Atelier", "Réseau des lieux",
                                               "Fête des communs", "La carte commune", "La recette libre"});
    CHECK(all.harvest_complete);
    CHECK(all.total == 3 + 1 + 1 + 2);
    CHECK(all.items.front().id.text == "organizations-" + id(1));
    CHECK(all.items.front().content_model == "communecter");
    CHECK(all.items.front().latest == all.contents.front().revision);
    CHECK(all.items.front().latest.text.starts_with("1763000000."));
}

TEST_CASE("an element tells when it was made and when it last changed, and never who did it") {
    CommunecterRig rig;
    const Batch all = all_of(rig.changes());
    std::vector<Revision> told;
    for (const Revision& revision : all.revisions)
        if (revision.item.text == "organizations-" + id(1)) told.push_back(revision);
    REQUIRE(told.size() == 2);
    CHECK(told[0].id.text == "1762999000");
    CHECK(to_iso(told[0].at) == "2025-11-13T01:56:40Z");
    CHECK(told[1].id == all.items.front().latest);
    CHECK(to_iso(told[1].at) == "2025-11-13T02:13:20Z");
    CHECK(told[1].size == all.contents.front().bytes.size());
    for (const Revision& revision : all.revisions) CHECK_FALSE(revision.actor.has_value());
}

TEST_CASE("a poll that finds nothing new costs one request a scope, however many elements there are") {
    CommunecterRig rig = over_places(450, 200);
    const Cursor since = *rig.changes().back().cursor;
    rig.site.asked.clear();
    rig.site.at("organizations", id(1003)).members["updated"] = 1770000000;
    rig.site.at("organizations", id(1003)).members["name"] = "Autre nom";
    const Batch news = all_of(rig.changes(since));
    CHECK(list_requests(rig.site) == 1);
    CHECK(titles(news).contains("Autre nom"));
    CHECK_FALSE(news.harvest_complete);
}

TEST_CASE("a poll goes back two hours behind the latest change it knows, and no further") {
    CommunecterRig rig;
    rig.site.collections.clear();
    rig.site.add("organizations", id(1), place("à l'instant", 1760010000));
    rig.site.add("organizations", id(2), place("il y a une heure", 1760010000 - 3600));
    rig.site.add("organizations", id(3), place("il y a trois heures", 1760010000 - 3 * 3600));
    rig.connector = CommunecterRig::opened(source_section({{"organizations", {"TiersLieux"}, {}, {}, {}, {}}}, 200));
    const Cursor since = *rig.changes().back().cursor;
    CHECK(titles(all_of(rig.changes(since))) == std::set<std::string>{"à l'instant", "il y a une heure"});
}

TEST_CASE("elements that are edited or deleted while the list is read are neither lost nor read twice") {
    for (int when = 1; when < 12; ++when) {
        INFO("between requests ", when, " and ", when + 1);
        CommunecterRig rig = over_places(30, 4);
        rig.site.life = [&](ScriptedCommunecter& site, int asked) {
            if (asked != when) return;
            // Two of the newest go, and the oldest is edited.
            site.remove("organizations", id(1028));
            site.remove("organizations", id(1027));
            site.remove("organizations", id(1026));
            site.at("organizations", id(1001)).members["updated"] = 1795000000;
        };
        const Batch all = all_of(rig.changes());
        std::multiset<std::string> read;
        for (const Item& item : all.items) read.insert(item.id.text);
        for (int number = 0; number < 30; ++number) {
            const std::string item = "organizations-" + id(1000 + number);
            CHECK(read.count(item) <= 1);
            // What was edited while the list was read stands at its top now: the poll that follows reads it.
            if (number != 1 && (number < 26 || number > 28)) CHECK_MESSAGE(read.count(item) == 1, item);
        }
        const Batch next = all_of(rig.changes(*all.cursor));
        CHECK(titles(next).contains("Lieu 1"));
    }
}

TEST_CASE("a server that shows its first page whatever is asked is asked by ranges, then for all at once") {
    for (const bool heeds_ranges : {true, false}) {
        CommunecterRig rig = over_places(90, 20);
        rig.site.heeds_index = false;
        rig.site.heeds_ranges = heeds_ranges;
        const Batch all = all_of(rig.changes());
        CHECK(titles(all).size() == 90);
        CHECK(all.items.size() == 90);
        CHECK(all.harvest_complete);
        const std::string last = field(rig.site.asked.back(), "indexStep");
        CHECK(last == (heeds_ranges ? "" : "4000"));
    }
}

TEST_CASE("a server that counts nothing, and one that sends fewer rows than asked, are read to their end") {
    CommunecterRig silent = over_places(45, 20);
    silent.site.counts = false;
    CHECK(all_of(silent.changes()).items.size() == 45);
    CommunecterRig short_pages = over_places(45, 20);
    short_pages.site.most_rows = 7;
    CHECK(all_of(short_pages.changes()).items.size() == 45);
}

TEST_CASE("where the newest do not come first, every poll reads the whole list") {
    CommunecterRig rig = over_places(30, 10);
    const Cursor since = *rig.changes().back().cursor;
    rig.site.sorts = false;
    rig.site.at("organizations", id(1015)).members["name"] = "Changé sans le dire";
    const Batch all = all_of(rig.changes(since));
    CHECK(all.items.size() == 30);
    CHECK(titles(all).contains("Changé sans le dire"));
}

TEST_CASE("a list that grows for ever is left after so many pages") {
    CommunecterRig rig = over_places(3, 1);
    int number = 5000;
    rig.site.spoil = [&](const HttpRequest& request, HttpResponse response) {
        const bool first = field(request, "indexMin") == "0";
        const std::string known = first ? id(number) : id(number - 1);
        response.body = R"({"results":{")" + known + R"(":{"tags":["TiersLieux"]},")" + id(number) +
                        R"(":{"tags":["TiersLieux"]}},"count":{"organizations":1000000}})";
        ++number;
        return response;
    };
    auto talk = rig.connector->changes(Cursor{});
    Result<Step<Batch>> step = Continue{};
    int asked = 0;
    for (; asked < 6'000 && step; ++asked) step = talk->accept(rig.site.answer(*talk->next()));
    REQUIRE_FALSE(step.has_value());
    CHECK(step.error().kind == ErrorKind::conflict);
    CHECK(asked == 5'001);
}

TEST_CASE("when the newest are deleted, a poll goes on from where it was, and does not read everything again") {
    CommunecterRig rig = over_places(450, 200);
    const Cursor since = *rig.changes().back().cursor;
    rig.site.remove("organizations", id(1449));
    const Batch poll = all_of(rig.changes(since));
    CHECK(poll.cursor == since);
    rig.site.asked.clear();
    rig.changes(*poll.cursor);
    CHECK(list_requests(rig.site) == 1);
}

TEST_CASE("a change in the future hides no change of today") {
    CommunecterRig rig = over_places(3, 200);
    rig.site.at("organizations", id(1000)).members["updated"] = 4000000000;
    const Cursor since = *rig.changes().back().cursor;
    // The site's clock says 2026-11-25T10:00:00Z.
    rig.site.at("organizations", id(1001)).members["updated"] = 1795600000;
    CHECK(titles(all_of(rig.changes(since))).contains("Lieu 1"));
}

TEST_CASE("a change in the future hides no change of today from a site that does not tell the time") {
    CommunecterRig rig = over_places(3, 200);
    rig.site.spoil = [](const HttpRequest&, HttpResponse response) {
        response.headers.clear();
        return response;
    };
    rig.site.at("organizations", id(1000)).members["updated"] = 4000000000;
    const Cursor since = *rig.changes().back().cursor;
    rig.site.at("organizations", id(1001)).members["updated"] = 1795600000;
    CHECK(titles(all_of(rig.changes(since))).contains("Lieu 1"));
}

TEST_CASE("elements whose date is a text stand before all others, and hide no change of theirs") {
    CommunecterRig rig = over_places(30, 10);
    rig.site.sorts = false;  // but as the site does: texts, then numbers, each from the newest on
    auto& places = rig.site.collections["organizations"];
    std::reverse(places.begin(), places.end());
    const std::int64_t latest = *places[0].members["updated"].integer();
    for (int number = 0; number < 25; ++number)
        places.insert(places.begin() + number,
                      {id(2000 + number), place("Ancien " + std::to_string(number), latest - number * hours_3)});
    for (int number = 0; number < 25; ++number) {
        auto& updated = places[static_cast<std::size_t>(number)].members["updated"];
        updated = std::to_string(*updated.integer());
    }
    const Cursor since = *rig.changes().back().cursor;
    places[25].members["updated"] = latest + 4 * hours_3;
    places[25].members["name"] = "Changé depuis";
    CHECK(titles(all_of(rig.changes(since))).contains("Changé depuis"));
}

TEST_CASE("a site that counts fewer than it shows is read to its end") {
    for (const std::string_view paging : {"index", "ranges"}) {
        CommunecterRig rig = over_places(95, 20, {{"paging", paging}});
        rig.site.most_rows = 10;
        rig.site.spoil = [](const HttpRequest&, HttpResponse response) {
            const auto at = response.body.rfind(":95}");
            if (at != std::string::npos) response.body.replace(at, 4, ":3}");
            return response;
        };
        const Batch all = all_of(rig.changes());
        CHECK(all.items.size() == 95);
        REQUIRE(all.ignored.size() == 1);
        CHECK(all.ignored.front().reason == "the site counts 3 and showed 95");
    }
}

TEST_CASE("a site that shows one page again and again is asked in another way") {
    for (const bool counts : {true, false}) {
        CommunecterRig rig = over_places(90, 20);
        rig.site.counts = counts;
        const auto honest = [&](const HttpRequest& request) {
            ScriptedCommunecter fresh = rig.site;
            fresh.spoil = nullptr;
            return fresh.answer(request);
        };
        // Further down than 30 it does not go.
        rig.site.spoil = [&](const HttpRequest& request, HttpResponse response) {
            HttpRequest nearer = request;
            for (auto& [name, value] : nearer.form)
                if (name == "indexMin" && std::stoi(value) > 30) value = "30";
            return nearer.form == request.form ? response : honest(nearer);
        };
        const Batch all = all_of(rig.changes());
        CHECK(titles(all).size() == 90);
        CHECK(all.harvest_complete);
        CHECK(rig.site.asked.size() < 20);
    }
}

TEST_CASE("a walk that was cut counts what it had read before") {
    CommunecterRig rig = over_places(60, 20);
    const auto pages = rig.changes();
    REQUIRE(pages.size() > 2);
    CHECK(all_of(rig.changes(*pages.front().cursor)).ignored.empty());
}

TEST_CASE("the list of the navigator of places is asked where it is, and the answers it adds are left out") {
    CommunecterRig rig;
    Section scope = scope_section({"organizations", {"TiersLieux"}, {}, {}, {}, {}});
    scope.put("variant", text_option("navigator"));
    Section section = source_section({});
    section.put_tables("scope", {scope}, "moisson.toml:7:1");
    rig.connector = CommunecterRig::opened(section);
    rig.site.at("organizations", id(1)).members["answers"] = Value::Object{{id(71), Value::Object{{"form", call}}}};
    const Batch all = all_of(rig.changes());
    CHECK(titles(all).contains("Café & Co"));
    CHECK(content_of(all, "organizations-" + id(1)).find("answers") == std::string::npos);
    for (const HttpRequest& request : rig.site.asked)
        CHECK(request.url == std::string(base) + "/costum/navigator/gettl");
}

TEST_CASE("a scope that is new is read whole, the others are only followed") {
    CommunecterRig rig;
    rig.connector = CommunecterRig::opened(source_section({{"events", {}, {}, {}, {"franceTierslieux"}, {}}}));
    const Cursor since = *rig.changes().back().cursor;
    rig.connector = CommunecterRig::opened(source_section(
        {{"events", {}, {}, {}, {"franceTierslieux"}, {}}, {"organizations", {"RéseauTiersLieux"}, {}, {}, {}, {}}}));
    const Batch all = all_of(rig.changes(since));
    CHECK(titles(all) == std::set<std::string>{"Fête des communs", "Réseau des lieux"});
    CHECK_FALSE(all.harvest_complete);
}

TEST_CASE("rows of other scopes, from a site that heeds no filter, are left out and counted") {
    CommunecterRig rig;
    rig.site.heeds_filters = false;
    rig.connector = CommunecterRig::opened(source_section({{"organizations", {"RéseauTiersLieux"}, {}, {}, {}, {}}}));
    const Batch all = all_of(rig.changes());
    CHECK(titles(all) == std::set<std::string>{"Réseau des lieux"});
    REQUIRE(all.ignored.size() == 1);
    CHECK(all.ignored.front().reason == "5 rows of it are not in this scope: the site does not heed all of it");
}

TEST_CASE("rows that do not say their tags are believed to be what was asked for, until others were sent") {
    CommunecterRig rig = over_places(3, 200);
    rig.site.spoil = [](const HttpRequest&, HttpResponse response) {
        for (auto at = response.body.find("\"tags\":["); at != std::string::npos; at = response.body.find("\"tags\":["))
            response.body.replace(at, response.body.find(']', at) + 1 - at, "\"tags\":null");
        return response;
    };
    CHECK(all_of(rig.changes()).items.size() == 3);
    rig.site.spoil = nullptr;
    rig.site.heeds_filters = false;
    rig.site.add("organizations", id(7),
                 {{"name", "Sans rapport"}, {"tags", Value::List{"Sport"}}, {"updated", 1790000000}});
    rig.site.add("organizations", id(8), {{"name", "Sans étiquette"}, {"updated", 1700000000}});
    CHECK(titles(all_of(rig.changes())) == std::set<std::string>{"Lieu 0", "Lieu 1", "Lieu 2"});
}

TEST_CASE("a row that never comes is named, left out, and owed") {
    CommunecterRig rig = over_places(9, 4);
    rig.site.spoil = [](const HttpRequest& request, HttpResponse response) {
        const bool whole = fields(request, "fields[]").size() > 1;
        if (whole && response.body.find("Lieu 5\"") != std::string::npos) response.status = 500;
        return response;
    };
    auto talk = rig.connector->changes(Cursor{});
    std::vector<Batch> replies;
    for (int asked = 0; asked < 100; ++asked) {
        const auto request = talk->next();
        if (!request) break;
        auto step = talk->accept(rig.site.answer(*request));
        if (!step)
            REQUIRE(talk->ease(step.error()));
        else if (auto* batch = std::get_if<Batch>(&*step))
            replies.push_back(std::move(*batch));
    }
    const Batch all = all_of(std::move(replies));
    CHECK(all.items.size() == 8);
    REQUIRE(all.owed.size() == 1);
    CHECK(all.owed.front().item.text == "organizations-" + id(1005));
    REQUIRE_FALSE(all.ignored.empty());
    CHECK(all.ignored.front().item == all.owed.front().item);
}

TEST_CASE("a site of 2018 has no calls: the rest of what is followed is read, and that is said") {
    CommunecterRig rig;
    rig.site.legacy = true;
    rig.connector = CommunecterRig::opened(source_section(usual_scopes()), {{"dialect", "legacy2018"}});
    const Batch all = all_of(rig.changes());
    CHECK(titles(all).contains("Café & Co"));
    REQUIRE(all.ignored.size() == 1);
    CHECK(all.ignored.front().reason == "a site of 2018 has no calls, nor answers to them");
    CHECK_FALSE(
        communecter_kind()
            .open(source_section({{"answers", {}, {}, {}, {}, "shown"}}), traits_with({{"dialect", "legacy2018"}}))
            .has_value());
}

TEST_CASE("a census lists every element once, as a harvest would keep it now") {
    CommunecterRig rig;
    const Batch all = all_of(rig.changes());
    std::map<ItemId, RevisionId> harvested;
    for (const Item& item : all.items) harvested.emplace(item.id, item.latest);
    std::map<ItemId, RevisionId> listed;
    const auto pieces = rig.census();
    for (const Census& piece : pieces)
        for (const Census::Line& line : piece.items) CHECK(listed.emplace(line.item, line.latest).second);
    CHECK(listed == harvested);
    CHECK(pieces.back().complete);
}

}  // namespace moisson
