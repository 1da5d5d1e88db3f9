// SPDX-License-Identifier: GPL-3.0-or-later
// The harvest after a file was imported: pages are listed, not read, and revisions asked for since the file.
#include "tests/unit/connectors/mediawiki_rig.hpp"

#include <algorithm>

namespace moisson {

using namespace mediawiki_test;

namespace {

const Cursor after_a_part{R"({"harvest":{"phase":"listing"}})"};

Cursor after_a_file(int pages) {
    return Cursor{R"({"harvest":{"phase":"listing","told_pages":)" + std::to_string(pages) +
                  R"(,"told_until":"2026-11-20T10:00:00Z"}})"};
}

std::size_t listed(const std::vector<Batch>& batches) {
    std::size_t count = 0;
    for (const Batch& batch : batches) count += batch.listed.size();
    return count;
}

}  // namespace

TEST_CASE("what a file has told is listed, and no text is asked for") {
    Rig rig;
    const auto batches = rig.changes(after_a_part);
    std::size_t pages = 0;
    for (const Batch& batch : Rig().changes(Cursor{})) pages += batch.items.size();
    CHECK(pages > 0);
    CHECK(listed(batches) == pages);
    for (const HttpRequest& request : rig.wiki.asked()) {
        CHECK(parameter(request, "rvprop").empty());
        CHECK(parameter(request, "arvstart").empty());
    }
    CHECK(batches.back().harvest_complete);
    CHECK(batches.back().cursor->text.starts_with(R"({"poll")"));
}

TEST_CASE("a listing has no cursor but at its end, so that what is missing is known") {
    Rig rig;
    const auto batches = rig.changes(after_a_part);
    const auto last = std::find_if(batches.begin(), batches.end(), [](const Batch& b) { return b.listed_all_now; });
    REQUIRE(last != batches.end());
    for (auto batch = batches.begin(); batch != last; ++batch) CHECK(!batch->cursor);
    CHECK(last->cursor);
    CHECK(std::count_if(batches.begin(), batches.end(), [](const Batch& b) { return b.listed_all_now; }) == 1);
}

TEST_CASE("a listing tells of each page what surrounds its text") {
    Rig rig;
    rig.wiki.pages.front().categories = {"B", "A"};
    const std::string id = std::to_string(rig.wiki.pages.front().id);
    for (const Batch& batch : rig.changes(after_a_part))
        for (const Listed& page : batch.listed) {
            CHECK(!page.item.latest.empty());
            if (page.item.id.text == id) CHECK(page.derived.at("categories") == Value(Value::List{"A", "B"}));
        }
}

TEST_CASE("of the revisions only those are asked for that are younger than the file, a day for safety") {
    Rig rig;
    rig.changes(after_a_file(12));
    CHECK(rig.wiki.asked_for("arvstart", "2026-11-19T10:00:00Z") == 1);
}

TEST_CASE("a file of a few pages says nothing of the past of all the others") {
    Rig rig;
    for (int id = 100; id < 160; ++id)
        rig.wiki.pages.push_back(
            {id, 0, "Page " + std::to_string(1000 + id), {{5000 + id, "2026-11-21T10:00:00Z", "texte"}}, false, {}});
    rig.changes(after_a_file(3));
    CHECK(rig.wiki.asked_for("arvstart", "2026-11-19T10:00:00Z") == 0);
    CHECK(rig.wiki.asked_for("list", "allrevisions") == 1);
    rig.wiki.forget_questions();
    rig.changes(after_a_file(72));
    CHECK(rig.wiki.asked_for("arvstart", "2026-11-19T10:00:00Z") == 1);
}

TEST_CASE("a harvest cut behind its listing goes on with the revisions it asked for") {
    Rig rig;
    Cursor cut;
    for (const Batch& batch : rig.changes(after_a_file(12)))
        if (batch.listed_all_now) cut = *batch.cursor;
    rig.wiki.forget_questions();
    const auto rest = rig.changes(cut);
    CHECK(rig.wiki.asked().size() == 1);
    CHECK(rig.wiki.asked_for("arvstart", "2026-11-19T10:00:00Z") == 1);
    CHECK(rest.back().harvest_complete);
}

TEST_CASE("a listing that is too much is asked for in smaller parts") {
    Rig rig;
    auto talk = rig.connector->changes(after_a_part);
    const auto first = talk->next();
    REQUIRE(first);
    CHECK(parameter(*first, "gaplimit") == "max");
    CHECK(talk->ease(Error{ErrorKind::transport, "there", "too much", {}, std::nullopt}));
    CHECK(parameter(*talk->next(), "gaplimit") == "250");
}

}  // namespace moisson
