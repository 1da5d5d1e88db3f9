// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/connectors/mediawiki_rig.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace moisson {

using namespace mediawiki_test;

namespace {

std::map<std::int64_t, std::string> paid(const std::vector<Batch>& batches) {
    std::map<std::int64_t, std::string> all;
    for (const Batch& batch : batches)
        for (const Paid& one : batch.paid) CHECK(all.emplace(one.owed, one.item.text).second);
    return all;
}

const Batch& batch_that_pays(const std::vector<Batch>& batches, std::int64_t row) {
    for (const Batch& batch : batches)
        for (const Paid& one : batch.paid)
            if (one.owed == row) return batch;
    FAIL("not paid: ", row);
    return batches.front();
}

std::vector<std::string> subjects(const std::vector<Batch>& batches) {
    std::vector<std::string> all;
    for (const Batch& batch : batches)
        for (const Ignored& ignored : batch.ignored) all.push_back(ignored.subject);
    return all;
}

}  // namespace

TEST_CASE("nothing owed, nothing asked") {
    Rig rig;
    CHECK(rig.fetch({}).empty());
    CHECK(rig.wiki.asked().empty());
}

TEST_CASE("a hundred and twenty pages are read in three requests") {
    Rig rig;
    std::vector<Wanted> wanted;
    for (int id = 100; id < 220; ++id) {
        rig.wiki.pages.push_back(
            {id, 0, "P" + std::to_string(id), {{id * 10, "2026-11-21T10:00:00Z", "t"}}, false, {}});
        wanted.push_back({id, ItemId(std::to_string(id)), {}, Read::content});
    }
    const auto batches = rig.fetch(wanted);
    CHECK(rig.wiki.asked().size() == 3);
    CHECK(paid(batches).size() == 120);
}

TEST_CASE("titles are asked by a post that promises to write nothing, and redirects are never followed") {
    Rig rig;
    rig.fetch({{1, {}, "Vieux badge", Read::content}});
    REQUIRE(rig.wiki.asked().size() == 1);
    const HttpRequest& request = rig.wiki.asked().front();
    CHECK(request.query.empty());
    CHECK(parameter(request, "titles") == "Vieux badge");
    CHECK(parameter(request, "redirects").empty());
    CHECK(request.intent == Intent::read);
    CHECK(request.headers == Fields{{"Promise-Non-Write-API-Action", "true"}});
}

TEST_CASE("a title that turns out to be a page is paid by that page, however it was written") {
    Rig rig;
    const auto batches = rig.fetch({{1, {}, "badge_inter_lieux", Read::content}, {2, {}, "Le WIP", Read::content}});
    CHECK(paid(batches) == std::map<std::int64_t, std::string>{{1, "4"}, {2, "12"}});
    CHECK(batches.at(0).contents.size() == 2);
}

TEST_CASE("a page that is missing is gone, in the batch that pays for it") {
    Rig rig;
    const auto batches = rig.fetch({{1, ItemId("99"), {}, Read::history}});
    const Batch& batch = batch_that_pays(batches, 1);
    CHECK(batch.gone == std::vector<Gone>{{ItemId("99"), Gone::Evidence::missing, {}}});
    CHECK(batch.paid[0].item.text == "99");
}

TEST_CASE("a title nobody bears is paid by nobody") {
    Rig rig;
    const auto batches = rig.fetch({{1, {}, "Perdue", Read::history}});
    CHECK(paid(batches) == std::map<std::int64_t, std::string>{{1, ""}});
    CHECK(subjects(batches).empty());
}

TEST_CASE("a title that is none, that leads elsewhere or that the wiki makes up is ignored with a reason, and paid") {
    Rig rig;
    const auto batches = rig.fetch({{1, {}, "<bad>", Read::history},
                                    {2, {}, "W:Ailleurs", Read::content},
                                    {3, {}, "Spécial:Version", Read::content},
                                    {4, {}, "A|B", Read::content},
                                    {5, {}, "Le WIP", Read::content}});
    const auto all = paid(batches);
    CHECK(all.size() == 5);
    CHECK(all.at(4).empty());
    CHECK(all.at(5) == "12");
    CHECK(subjects(batches) ==
          std::vector<std::string>{"title <bad>", "title W:Ailleurs", "title Spécial:Version", "title A|B"});
}

TEST_CASE("a page that lives on where we do not follow has left, and we are told under what title") {
    Rig rig;
    const auto batches =
        rig.fetch({{1, ItemId("11"), {}, Read::history}, {2, {}, "Utilisateur:Anne/Brouillon", Read::history}});
    const Batch& batch = batch_that_pays(batches, 1);
    REQUIRE(batch.gone.size() == 1);
    CHECK(batch.gone[0] == Gone{ItemId("11"), Gone::Evidence::left_scope, "Utilisateur:Anne/Brouillon"});
    CHECK(paid(batches) == std::map<std::int64_t, std::string>{{1, "11"}, {2, "11"}});
    CHECK(batch.items.empty());
}

TEST_CASE("a history is paid only with all its revisions, and its page comes in the same batch") {
    Rig rig;
    rig.wiki.rows_a_list = 2;
    const auto batches = rig.fetch({{1, ItemId("4"), {}, Read::history}, {2, ItemId("12"), {}, Read::content}});
    const Batch& batch = batch_that_pays(batches, 1);
    REQUIRE(batch.histories.size() == 1);
    std::string ids;
    for (const Revision& revision : batch.histories[0].revisions) ids += revision.id.text + " ";
    CHECK(ids == "104 105 106 ");
    CHECK(batch.histories[0].revisions[1].hidden == Hidden{true, true, true});
    REQUIRE(batch.items.size() == 1);
    CHECK(batch.items[0].id.text == "4");
    CHECK(batch.contents.size() == 1);
    CHECK(batch.revisions.size() == 1);
    CHECK(&batch_that_pays(batches, 2) != &batch);
}

TEST_CASE("a page wanted several times is read once, and all are paid together") {
    Rig rig;
    const auto batches = rig.fetch({{1, ItemId("4"), {}, Read::content},
                                    {2, {}, "Badge inter lieux", Read::history},
                                    {3, ItemId("4"), {}, Read::history},
                                    {4, ItemId("4"), "Badge inter lieux", Read::content}});
    REQUIRE(batches.size() == 1);
    CHECK(batches[0].paid.size() == 4);
    CHECK(batches[0].items.size() == 1);
    CHECK(rig.wiki.asked().size() == 2);
}

TEST_CASE("when another page bears a title now, the page known under it is read too, and the row waits for it") {
    Rig rig;
    // 12 was "Badge inter lieux" once; 4 bears that title now. 99 was "Vieux badge", and is lost.
    const auto batches = rig.fetch(
        {{1, ItemId("12"), "Badge inter lieux", Read::content}, {2, ItemId("99"), "Vieux badge", Read::history}});
    CHECK(paid(batches) == std::map<std::int64_t, std::string>{{1, "12"}, {2, "99"}});
    CHECK(batch_that_pays(batches, 2).gone.at(0).item.text == "99");
    std::set<std::string> read;
    for (const Batch& batch : batches)
        for (const Item& item : batch.items) read.insert(item.id.text);
    CHECK(read == std::set<std::string>{"4", "10", "12"});
}

TEST_CASE("a page that vanishes between its text and its history is gone") {
    Rig rig;
    auto talk = rig.connector->fetch({{1, ItemId("4"), {}, Read::history}});
    auto step = talk->accept(rig.wiki.answer(*talk->next()));
    REQUIRE(step.has_value());
    CHECK(std::holds_alternative<Continue>(*step));
    std::erase_if(rig.wiki.pages, [](const auto& page) { return page.id == 4; });
    step = talk->accept(rig.wiki.answer(*talk->next()));
    REQUIRE(step.has_value());
    const Batch& batch = std::get<Batch>(*step);
    CHECK(batch.gone.at(0).item.text == "4");
    CHECK(batch.paid.at(0).item.text == "4");
    CHECK(batch.items.empty());
    CHECK_FALSE(talk->next().has_value());
}

TEST_CASE("a page whose text never comes is ignored and stays owed; the others are paid") {
    Rig rig;
    rig.wiki.poison = {4};
    auto talk = rig.connector->fetch({{1, ItemId("1"), {}, Read::content},
                                      {2, ItemId("4"), {}, Read::content},
                                      {3, {}, "Badge inter lieux", Read::history},
                                      {4, ItemId("5"), {}, Read::content}});
    const auto batches = rig.insist(*talk);
    const auto all = paid(batches);
    CHECK(all == std::map<std::int64_t, std::string>{{1, "1"}, {4, "5"}});
    const auto ignored = subjects(batches);
    REQUIRE_FALSE(ignored.empty());
    CHECK(ignored[0] == "page 4");
}

TEST_CASE("a history that never comes leaves its page read, and the history owed") {
    Rig rig;
    auto talk = rig.connector->fetch({{1, ItemId("4"), {}, Read::history}, {2, ItemId("4"), {}, Read::content}});
    REQUIRE(talk->accept(rig.wiki.answer(*talk->next())).has_value());
    rig.wiki.poison = {4};
    const auto batches = rig.insist(*talk);
    REQUIRE(batches.size() == 1);
    CHECK(batches[0].items.size() == 1);
    CHECK(batches[0].histories.empty());
    CHECK(paid(batches) == std::map<std::int64_t, std::string>{{2, "4"}});
    CHECK(subjects(batches) == std::vector<std::string>{"page 4"});
}

TEST_CASE("a debt that names nothing that can be asked is told and does not disturb the others") {
    Rig rig;
    const auto batches = rig.fetch({{1, ItemId("none"), {}, Read::content}, {2, ItemId("1"), {}, Read::content}});
    CHECK(paid(batches) == std::map<std::int64_t, std::string>{{2, "1"}});
    CHECK(subjects(batches) == std::vector<std::string>{"owed reading 1"});
}

}  // namespace moisson
