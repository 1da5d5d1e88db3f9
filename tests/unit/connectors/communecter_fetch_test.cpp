// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/connectors/communecter_rig.hpp"

#include <doctest/doctest.h>

namespace moisson {

using namespace communecter_test;

namespace {

Wanted content(std::int64_t row, const std::string& item) {
    return Wanted{row, ItemId(item), {}, Read::content};
}

Wanted standing(const std::string& item) {
    return Wanted{0, ItemId(item), {}, Read::standing};
}

std::string organisation(int number) {
    return "organizations-" + id(number);
}

std::set<std::int64_t> paid(const Batch& batch) {
    std::set<std::int64_t> rows;
    for (const Paid& row : batch.paid) rows.insert(row.owed);
    return rows;
}

std::string reason_of(const Batch& batch, const std::string& item) {
    for (const Ignored& ignored : batch.ignored)
        if (ignored.item.text == item) return ignored.reason;
    return {};
}

std::string gone(const Batch& batch, const std::string& item) {
    for (const Gone& one : batch.gone)
        if (one.item.text == item)
            return one.evidence == Gone::Evidence::missing ? "missing" : "left scope as " + one.title;
    return {};
}

// As the driver does: after each failure less is asked for.
std::vector<Batch> insist(CommunecterRig& rig, Conversation<Batch>& talk) {
    std::vector<Batch> replies;
    for (int asked = 0; asked < 50; ++asked) {
        const auto request = talk.next();
        if (!request) return replies;
        auto step = talk.accept(rig.site.answer(*request));
        if (!step)
            REQUIRE(talk.ease(step.error()));
        else if (auto* batch = std::get_if<Batch>(&*step))
            replies.push_back(std::move(*batch));
    }
    FAIL("the conversation does not end");
    return replies;
}

}  // namespace

TEST_CASE("what is owed is read in the very words of the lists, so that nothing differs that did not change") {
    CommunecterRig rig;
    const Batch harvested = all_of(rig.changes());
    const Batch fetched = all_of(rig.fetch({content(1, organisation(1)), content(2, organisation(4)),
                                            content(3, "events-" + id(31)), content(4, "answers-" + id(71))}));
    CHECK(paid(fetched) == std::set<std::int64_t>{1, 2, 3, 4});
    for (const Content& one : fetched.contents) CHECK(one.bytes == content_of(harvested, one.item.text));
    CHECK(fetched.contents.size() == 4);
    CHECK(fetched.gone.empty());
}

TEST_CASE("an element that is in no list is asked for once: gone, or elsewhere, or hidden") {
    CommunecterRig rig;
    rig.site.at("organizations", id(2)).members["preferences"] = Value::Object{{"private", true}};
    const Batch batch =
        all_of(rig.fetch({content(1, organisation(77)), content(2, organisation(5)), content(3, organisation(2))}));
    CHECK(gone(batch, organisation(77)) == "missing");
    CHECK(gone(batch, organisation(5)) == "left scope as Nirgendwo");
    CHECK(gone(batch, organisation(2)) == "left scope as La Raffinerie");
    CHECK(standing_of(batch, organisation(2)) == "withheld preferences.private");
    CHECK(paid(batch) == std::set<std::int64_t>{1, 2, 3});
}

TEST_CASE("an element that is there and belongs here, but in no list for a moment, is not believed to be gone") {
    CommunecterRig rig;
    rig.site.spoil = [](const HttpRequest& request, HttpResponse response) {
        if (!field(request, "filters[_id][$in][]").empty()) response.body = R"({"results":[]})";
        return response;
    };
    const Batch batch = all_of(rig.fetch({content(1, organisation(1))}));
    CHECK(batch.gone.empty());
    CHECK(batch.paid.empty());
    CHECK(reason_of(batch, organisation(1)) == "it is there, but no list shows it");
}

TEST_CASE("more elements than one form may name are asked for in several") {
    CommunecterRig rig;
    rig.connector = CommunecterRig::opened(source_section({{"organizations", {"TiersLieux"}, {}, {}, {}, {}}}, 500));
    std::vector<Wanted> wanted;
    for (int number = 0; number < 450; ++number) {
        rig.site.add("organizations", id(1000 + number), place("Lieu", 1760000000 + number));
        wanted.push_back(content(number + 1, organisation(1000 + number)));
    }
    CHECK(all_of(rig.fetch(std::move(wanted))).contents.size() == 450);
    for (const HttpRequest& request : rig.site.asked) CHECK(fields(request, "filters[_id][$in][]").size() <= 200);
    CHECK(rig.site.asked.size() == 3);
}

TEST_CASE("a site that heeds no ids is asked for its lists, and what is in none is still not lost by that") {
    CommunecterRig rig;
    rig.site.heeds_ids = false;
    const Batch batch =
        all_of(rig.fetch({content(1, organisation(3)), content(2, organisation(77)), content(3, "answers-" + id(72))}));
    CHECK(paid(batch) == std::set<std::int64_t>{1, 2, 3});
    CHECK(batch.contents.size() == 2);
    CHECK(gone(batch, organisation(77)) == "missing");
}

TEST_CASE("a site of 2018 is asked by its oldest interface whether an element exists") {
    CommunecterRig rig;
    rig.site.legacy = true;
    rig.site.shows_json = false;
    rig.connector =
        CommunecterRig::opened(source_section(usual_scopes(), 200), {{"dialect", "legacy2018"}, {"detail", "html"}});
    const Batch batch =
        all_of(rig.fetch({content(1, organisation(3)), content(2, organisation(77)), content(3, organisation(5))}));
    CHECK(paid(batch) == std::set<std::int64_t>{1, 2, 3});
    CHECK(gone(batch, organisation(77)) == "missing");
    // That interface shows its name alone: nothing says that it left.
    CHECK(gone(batch, organisation(5)) == "missing");
}

TEST_CASE("what only a list that may have been cut short leaves out is not gone") {
    CommunecterRig rig;
    rig.site.legacy = true;
    rig.site.shows_json = false;
    rig.site.counts = false;
    rig.site.most_rows = 30;
    for (int number = 100; number < 140; ++number)
        rig.site.add("organizations", id(number), place("Lieu " + std::to_string(number), 1790000000));
    rig.connector =
        CommunecterRig::opened(source_section({{"organizations", {"TiersLieux"}, {}, {}, {}, "shown"}}, 200),
                               {{"dialect", "legacy2018"}, {"detail", "html"}, {"paging", "single"}});
    const Batch batch = all_of(rig.fetch({content(1, organisation(1)), content(2, organisation(77))}));
    // The oldest interface knows the one, by its name alone, and not the other.
    CHECK(gone(batch, organisation(1)).empty());
    CHECK(reason_of(batch, organisation(1)) == "it is there, but no list shows it");
    CHECK(gone(batch, organisation(77)) == "missing");
    CHECK(paid(batch) == std::set<std::int64_t>{2});
}

TEST_CASE("where preferences are not shown, what a list left out once is deleted by its own word only") {
    using Object = Value::Object;
    const std::vector<std::pair<Object, std::string>> words{
        {{}, "missing"},
        {{{"tags", Value::List{"TiersLieux"}}, {"address", Object{{"addressCountry", "FR"}}}}, ""},
        {{{"tags", Value::List{"Sport"}}}, "left scope as La Raffinerie"},
        {{{"status", "deletePending"}, {"tags", Value::List{"TiersLieux"}}}, "left scope as La Raffinerie"},
    };
    for (const auto& [shown, expected] : words) {
        CommunecterRig rig;
        rig.site.shows_json = false;
        rig.connector = CommunecterRig::opened(source_section(usual_scopes()), {{"detail", "html"}});
        Object element{{"name", "La Raffinerie"}};
        for (const auto& [key, value] : shown) element[key] = value;
        rig.site.spoil = [&](const HttpRequest& request, HttpResponse response) {
            if (!field(request, "filters[_id][$in][]").empty()) response.body = R"({"results":[]})";
            if (request.url.find("/api/") != std::string::npos)
                response.body = to_json(Object{{"entities", Object{{id(2), element}}}});
            return response;
        };
        const Batch batch = all_of(rig.fetch({content(1, organisation(2))}));
        CHECK_MESSAGE(gone(batch, organisation(2)) == expected, to_json(element));
        CHECK(paid(batch).empty() == expected.empty());
    }
}

TEST_CASE("what names no element is told, and asked of nobody") {
    CommunecterRig rig;
    const Batch batch =
        all_of(rig.fetch({Wanted{1, {}, "Un titre", Read::content}, content(2, "4711"), content(3, organisation(1))}));
    CHECK(paid(batch) == std::set<std::int64_t>{3});
    REQUIRE(batch.ignored.size() == 2);
    CHECK(batch.ignored[0].subject == "title Un titre");
    CHECK(batch.ignored[1].subject == "element 4711");
}

TEST_CASE("an element that never comes is left out with its reason, and the others are read") {
    CommunecterRig rig;
    rig.site.spoil = [](const HttpRequest& request, HttpResponse response) {
        const auto ids = fields(request, "filters[_id][$in][]");
        const bool whole = fields(request, "fields[]").size() > 1;
        if (whole && std::find(ids.begin(), ids.end(), id(2)) != ids.end())
            return HttpResponse(500, "memory exhausted");
        return response;
    };
    auto talk =
        rig.connector->fetch({content(1, organisation(1)), content(2, organisation(2)), content(3, organisation(3))});
    const Batch batch = all_of(insist(rig, *talk));
    CHECK(paid(batch) == std::set<std::int64_t>{1, 3});
    CHECK(reason_of(batch, organisation(2)).find("memory exhausted") != std::string::npos);
}

TEST_CASE("each way in which an element says that it is not for everybody withholds it, and names itself") {
    using Object = Value::Object;
    const std::vector<std::pair<Object, std::string>> words{
        {{}, "open"},
        {{{"preferences", Object{{"isOpenData", "true"}}}}, "open"},
        {{{"preferences", Object{{"isOpenData", true}, {"private", true}}}}, "withheld preferences.private"},
        {{{"preferences", Object{{"isOpenData", false}}}}, "withheld preferences.isOpenData"},
        {{{"preferences", Object{{"isOpenData", "false"}}}}, "withheld preferences.isOpenData"},
        {{{"preferences", Object{{"isOpenData", 0}}}}, "withheld preferences.isOpenData"},
        {{{"preferences", Object{}}}, "withheld isOpenData not said"},
        {{{"preferences", Value()}}, "withheld isOpenData not said"},
        {{{"preferences", Object{{"isOpenData", true}, {"toBeValidated", Object{{"franceTierslieux", true}}}}}},
         "withheld preferences.toBeValidated"},
        {{{"source", Object{{"toBeValidated", Object{{"autre", "true"}}}}}}, "withheld source.toBeValidated"},
        {{{"source", Object{{"toBeValidated", Object{{"ada@example.org", true}}}}}}, "withheld source.toBeValidated"},
        {{{"source", Object{{"toBeValidated", Object{{"autre", "false"}}}}}}, "open"},
        {{{"status", "deletePending"}}, "withheld status deletePending"},
        {{{"state", "uncomplete"}}, "withheld state uncomplete"},
        {{{"disabled", true}}, "withheld disabled"},
    };
    std::vector<std::pair<Object, std::string>> all = words;
    for (const Value& yes : {Value(1), Value("1"), Value("true")})
        all.push_back({{{"preferences", Object{{"isOpenData", yes}}}}, "open"});
    using List = Value::List;
    for (const Value& odd : {Value("False"), Value("no"), Value("off"), Value(" "), Value("oui?"), Value(-1), Value(2),
                             Value(0.5), Value(List{"false"}), Value(List{true}), Value(Object{{"a", false}})})
        all.push_back({{{"preferences", Object{{"isOpenData", odd}}}}, "withheld preferences.isOpenData"});
    for (const Value& pending : {Value(List{"deletePending"}), Value("deletepending"), Value(" DeletePending ")})
        all.push_back({{{"status", pending}}, "withheld status deletePending"});
    all.push_back({{{"status", Object{{"by", id(901)}}}}, "withheld status of a form that nobody knows"});
    all.push_back({{{"status", List{}}}, "open"});
    all.push_back({{{"state", "Uncomplete"}}, "withheld state uncomplete"});
    all.push_back({{{"state", List{"deleted"}}}, "withheld state deleted"});
    all.push_back({{{"state", 3}}, "withheld state of a form that nobody knows"});
    all.push_back({{{"source", List{Object{{"toBeValidated", true}}}}}, "withheld source of a form that nobody knows"});
    for (const auto& [said, expected] : all) {
        CommunecterRig rig;
        Object& members = rig.site.at("organizations", id(1)).members;
        for (const auto& [key, value] : said) members[key] = value;
        CHECK(standing_of(all_of(rig.fetch({standing(organisation(1))})), organisation(1)) == expected);
    }
}

TEST_CASE("what is learnt of fifty elements is told at once, and of the rest at the end") {
    CommunecterRig rig;
    std::vector<Wanted> wanted;
    for (int number = 0; number < 120; ++number) {
        rig.site.add("organizations", id(1000 + number), place("Lieu", 1750000000 + number));
        wanted.push_back(standing(organisation(1000 + number)));
    }
    const auto replies = rig.fetch(wanted);
    REQUIRE(replies.size() == 3);
    CHECK(replies[0].standings.size() == 50);
    CHECK(replies[1].standings.size() == 50);
    CHECK(replies[2].standings.size() == 20);
}

TEST_CASE("what was learnt before the last element is given up is told all the same") {
    CommunecterRig rig;
    rig.site.spoil = [](const HttpRequest& request, HttpResponse response) {
        // They are asked about from the last one on.
        if (request.url.find(id(1) + "/json") != std::string::npos) response.status = 500;
        return response;
    };
    auto talk = rig.connector->fetch({standing(organisation(1)), standing(organisation(2))});
    std::vector<Batch> replies;
    while (const auto request = talk->next()) {
        auto step = talk->accept(rig.site.answer(*request));
        if (!step)
            REQUIRE(talk->ease(step.error()));
        else if (auto* batch = std::get_if<Batch>(&*step))
            replies.push_back(std::move(*batch));
    }
    REQUIRE(replies.size() == 1);
    CHECK(replies.front().standings.size() == 1);
    REQUIRE(replies.front().ignored.size() == 1);
    CHECK(replies.front().ignored.front().item.text == organisation(1));
}

TEST_CASE("an element that is not there any more has no standing: it is gone") {
    CommunecterRig rig;
    const Batch batch = all_of(rig.fetch({standing(organisation(77))}));
    CHECK(gone(batch, organisation(77)) == "missing");
    CHECK(batch.standings.empty());
}

TEST_CASE("a list says how its elements are met: assumed with a reason, unknown without, withheld by their own word") {
    CommunecterRig rig;
    rig.site.at("organizations", id(3)).members["status"] = "deletePending";
    const Batch batch = all_of(rig.changes());
    CHECK(standing_of(batch, organisation(1)) == "assumed");
    CHECK(standing_of(batch, organisation(3)) == "withheld status deletePending");
    CHECK(standing_of(batch, organisation(4)) == "unknown");
    CHECK(standing_of(batch, "answers-" + id(71)) == "assumed");
}

TEST_CASE("an element that is in a scope that assumes is met so in every other scope") {
    CommunecterRig rig;
    rig.connector = CommunecterRig::opened(source_section({{"organizations", {"TiersLieux"}, {}, {}, {}, "they say so"},
                                                           {"organizations", {"RéseauTiersLieux"}, {}, {}, {}, {}}}));
    CHECK(standing_of(all_of(rig.changes()), organisation(4)) == "assumedassumed");
}

TEST_CASE("what a row does not say may serve to keep it, never to assume for it") {
    for (const bool legacy : {true, false}) {
        CommunecterRig rig;
        rig.site.legacy = legacy;
        rig.site.heeds_filters = false;
        rig.site.collections["events"].clear();
        rig.site.collections["organizations"].clear();
        Value::Object silent = place("Sans réseau", 1763000000);
        silent.erase("source");
        rig.site.add("organizations", id(1), std::move(silent));
        rig.site.add("organizations", id(2), place("Du réseau", 1762000000));
        rig.connector = CommunecterRig::opened(
            source_section({{"organizations", {"TiersLieux"}, {}, {}, {}, {}},
                            {"organizations", {}, {}, {}, {"franceTierslieux"}, "the network says so"}}),
            {{"dialect", legacy ? "legacy2018" : "modern"}});
        const Batch batch = all_of(rig.changes());
        CHECK(titles(batch) == std::set<std::string>{"Sans réseau", "Du réseau"});
        CHECK(standing_of(batch, organisation(1)) == "unknownunknown");
        CHECK(standing_of(batch, organisation(2)) == "assumedassumed");
    }
}

TEST_CASE("an answer to a call says nothing of its publication, so nobody is asked") {
    CommunecterRig rig;
    CHECK(rig.fetch({standing("answers-" + id(71))}).empty());
    CHECK(rig.site.asked.empty());
}

TEST_CASE("an element of which nothing can be learnt holds up no other, and is told, even the last one") {
    CommunecterRig rig;
    rig.site.spoil = [](const HttpRequest& request, HttpResponse response) {
        return request.url.find(id(1)) != std::string::npos ? HttpResponse(500, "recursion") : response;
    };
    for (const bool alone : {true, false}) {
        std::vector<Wanted> wanted{standing(organisation(1))};
        if (!alone) wanted.push_back(standing(organisation(2)));
        auto talk = rig.connector->fetch(std::move(wanted));
        const Batch batch = all_of(insist(rig, *talk));
        CHECK(reason_of(batch, organisation(1)).find("recursion") != std::string::npos);
        CHECK(standing_of(batch, organisation(2)) == (alone ? "" : "open"));
    }
}

TEST_CASE("where elements are shown as pages only, their publication stays unknown, and one request finds that out") {
    CommunecterRig rig;
    rig.site.shows_json = false;
    rig.connector = CommunecterRig::opened(source_section(usual_scopes()), {{"detail", "html"}});
    const Batch batch = all_of(rig.fetch({standing(organisation(1)), standing(organisation(2))}));
    CHECK(batch.standings.empty());
    CHECK(batch.ignored.empty());  // nothing is wrong with these two
    CHECK(rig.site.asked.size() == 1);
}

TEST_CASE("where open data alone can be asked for, that withholds many elements at once, and opens none") {
    CommunecterRig rig;
    rig.site.shows_json = false;
    // Open data it is, and its network has yet to let it in: no list says that.
    rig.site.at("organizations", id(1)).members["preferences"] =
        Value::Object{{"isOpenData", true}, {"toBeValidated", Value::Object{{"franceTierslieux", true}}}};
    rig.site.at("organizations", id(2)).members["preferences"] = Value::Object{{"isOpenData", false}};
    rig.connector =
        CommunecterRig::opened(source_section(usual_scopes()), {{"detail", "html"}, {"open_data_filter", "works"}});
    rig.site.at("organizations", id(3)).members["status"] = "deletePending";
    const Batch batch =
        all_of(rig.fetch({standing(organisation(1)), standing(organisation(2)), standing(organisation(3))}));
    CHECK(standing_of(batch, organisation(1)) == "");
    CHECK(standing_of(batch, organisation(2)) == "withheld not among open data");
    CHECK(standing_of(batch, organisation(3)) == "withheld status deletePending");
    CHECK(rig.site.asked.size() == 1);
}

}  // namespace moisson
