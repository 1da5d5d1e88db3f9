// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/store/stores.hpp"
#include "tests/unit/store/words.hpp"

using namespace moisson;
using namespace moisson::test;

namespace {

std::vector<std::string> kept(store::Reader& reader, const std::optional<ItemId>& item = std::nullopt) {
    std::vector<std::string> all;
    must(reader.contents(movilab, item, [&](const KeptPage& page) {
        all.push_back(page.item.id.text + "@" + page.content.revision.text + " " + page.content.bytes + " (" +
                      page.snapshot.fields.at("title").text_or("") + ")");
        return true;
    }));
    return all;
}

}  // namespace

TEST_CASE_TEMPLATE("the newest text kept of each page is told with its record, redirects and lost pages aside", Store,
                   MOISSON_STORES) {
    Store store;
    auto first = delta();
    auto gone = page("3", "Perdue");
    gone.life = Life::gone;
    first.items = {page("2", "La Bulloterie", "20"), page("1", "Le WIP", "11"), gone, redirect("4", "Alias", "Le WIP")};
    first.revisions = {revision("1", "10", 1), revision("1", "11", 2), revision("2", "20", 3), revision("3", "30", 4)};
    first.contents = {content("1", "10", "ancien"), content("1", "11", "neuf"), content("2", "20", "bulles"),
                      content("3", "30", "perdu"), content("4", "40", "#REDIRECTION [[Le WIP]]")};
    // The record of one page stayed at an older text.
    first.snapshots = {snapshot("1", "10", "Le WIP"), snapshot("2", "20", "La Bulloterie"),
                       snapshot("3", "30", "Perdue")};
    must(store.engine.writer->commit(first));
    CHECK(kept(*store.reader) == std::vector<std::string>{"1@11 neuf (Le WIP)", "2@20 bulles (La Bulloterie)"});
    CHECK(kept(*store.reader, ItemId("3")) == std::vector<std::string>{"3@30 perdu (Perdue)"});
    CHECK(kept(*store.reader, ItemId("4")).empty());
    CHECK(kept(*store.reader, ItemId("9")).empty());
    auto withheld = delta();
    withheld.standings = {store::StandingRow{ItemId("2"), Publication::withheld, "preferences.private", at(1), {}}};
    must(store.engine.writer->commit(withheld));
    CHECK(kept(*store.reader) == std::vector<std::string>{"1@11 neuf (Le WIP)"});
    CHECK(kept(*store.reader, ItemId("2")).size() == 1);
}

TEST_CASE_TEMPLATE("whoever has heard enough of the texts is told no more", Store, MOISSON_STORES) {
    Store store;
    auto news = delta();
    news.items = {page("1", "A"), page("2", "B")};
    news.revisions = {revision("1", "10"), revision("2", "20")};
    news.contents = {content("1", "10", "a"), content("2", "20", "b")};
    news.snapshots = {snapshot("1", "10", "A"), snapshot("2", "20", "B")};
    must(store.engine.writer->commit(news));
    int told = 0;
    must(store.reader->contents(movilab, std::nullopt, [&](const KeptPage&) { return ++told > 1; }));
    CHECK(told == 1);
}
