// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/store/stores.hpp"
#include "tests/unit/store/words.hpp"

using namespace moisson;
using namespace moisson::test;

namespace {

std::string found(store::Reader& reader, const std::string& words, std::size_t limit = 20) {
    std::string all;
    for (const ItemRecord& record : must(reader.find(words, limit)))
        all += record.source.text + ":" + record.item.id.text + " ";
    return all;
}

std::string resources(store::Reader& reader) {
    std::string all;
    must(reader.resources([&](const store::ResourceRow& row) {
        const ResourceRecord& record = row.record;
        all += record.resource.text + "=" + record.item.text + (record.life == Life::gone ? "(gone) " : " ");
        return true;
    }));
    return all;
}

template <class Visit>
std::string changes(store::Reader& reader, const store::ChangeFilter& filter, Visit visit) {
    std::string all;
    must(reader.changes(filter, [&](const ChangeRecord& record) {
        all += visit(record) + " ";
        return true;
    }));
    return all;
}

store::Known talk_of(const std::string& id, const std::string& title, const std::string& resource) {
    auto talk = page(id, title);
    talk.item.ns = 1;
    talk.resource = talk.home = ResourceId(resource);
    return talk;
}

}  // namespace

TEST_CASE_TEMPLATE("a person names a thing by resource, source and id, id, title, or nearly its title", Store,
                   MOISSON_STORES) {
    Store store;
    auto news = delta();
    auto gone = page("4", "Le Tiers-lieu");
    gone.life = Life::gone;
    news.items = {page("1", "Tiers-lieux"),
                  talk_of("2", "Discussion:Tiers-lieux", "movilab-1"),
                  page("3", "Le Tiers-lieu"),
                  gone,
                  page("12", "1"),
                  redirect("5", "Alias", "Tiers-lieux")};
    must(store.engine.writer->commit(news));
    auto other = delta();
    other.source = SourceName("autre");
    other.items = {page("1", "Ailleurs")};
    other.items[0].resource = other.items[0].home = ResourceId("autre-1");
    must(store.engine.writer->commit(other));
    auto& reader = *store.reader;
    CHECK(found(reader, "movilab-1") == "movilab:1 movilab:2 ");
    CHECK(found(reader, "movilab-5") == "movilab:5 ");
    CHECK(found(reader, "movilab:4") == "movilab:4 ");
    CHECK(found(reader, "1") == "autre:1 movilab:1 ");
    CHECK(found(reader, "Le Tiers-lieu") == "movilab:3 movilab:4 ");
    CHECK(found(reader, "Le Tiers-lieu", 1) == "movilab:3 ");
    CHECK(found(reader, "le_tiers-LIEU") == "movilab:3 movilab:4 ");
    CHECK(found(reader, "Discussion:Tiers-lieux") == "movilab:2 ");
    CHECK(found(reader, "nulle part").empty());
    CHECK(found(reader, "").empty());
    CHECK(found(reader, "'; DROP TABLE item; --").empty());
}

TEST_CASE_TEMPLATE("exports are sorted by source, item and revision, compared as bytes", Store, MOISSON_STORES) {
    Store store;
    auto news = delta();
    news.items = {page("9", "A"), page("10", "B"), page("é", "C"), page("Z", "D")};
    news.revisions = {revision("9", "9"), revision("9", "100"), revision("10", "5"), revision("é", "7"),
                      revision("Z", "8")};
    must(store.engine.writer->commit(news));
    auto other = news;
    other.source = SourceName("autre");
    must(store.engine.writer->commit(other));
    std::string items;
    must(store.reader->items([&](const ItemRecord& record) {
        items += record.source.text + ":" + record.item.id.text + " ";
        return true;
    }));
    CHECK(items == "autre:10 autre:9 autre:Z autre:é movilab:10 movilab:9 movilab:Z movilab:é ");
    std::string revisions;
    must(store.reader->revisions([&](const RevisionRecord& record) {
        revisions += record.revision.item.text + "/" + record.revision.id.text + " ";
        return record.source.text == "autre";
    }));
    CHECK(revisions == "10/5 9/100 9/9 Z/8 é/7 10/5 ");
}

TEST_CASE_TEMPLATE("a visitor that has enough stops the export", Store, MOISSON_STORES) {
    Store store;
    auto news = delta();
    news.items = {page("1", "A"), page("2", "B")};
    news.snapshots = {snapshot("1", "1", "A"), snapshot("2", "1", "B")};
    news.changes = {change("1", "1", "title"), change("2", "1", "title")};
    must(store.engine.writer->commit(news));
    int calls = 0;
    const auto once = [&](const auto&) {
        ++calls;
        return false;
    };
    must(store.reader->items(once));
    must(store.reader->resources(once));
    must(store.reader->changes({}, once));
    CHECK(calls == 3);
}

TEST_CASE_TEMPLATE("a resource is told by its page: not its talk page, not a redirect, alive if it can", Store,
                   MOISSON_STORES) {
    Store store;
    auto news = delta();
    auto gone = page("1", "A");
    gone.life = Life::gone;
    auto restored = page("7", "A");
    restored.resource = restored.home = ResourceId("movilab-1");
    news.items = {gone,
                  restored,
                  talk_of("6", "Discussion:A", "movilab-1"),
                  redirect("2", "B", "A"),
                  page("3", "C"),
                  talk_of("0", "Discussion:C", "movilab-3"),
                  page("8", "D")};
    for (const auto& known : news.items)
        if (known.item.id.text != "8") news.snapshots.push_back(snapshot(known.item.id.text, "1", known.item.title));
    must(store.engine.writer->commit(news));
    CHECK(resources(*store.reader) == "movilab-3=3 movilab-1=7 ");

    auto later = delta();
    later.items = {restored};
    later.items[0].life = Life::gone;
    must(store.engine.writer->commit(later));
    CHECK(resources(*store.reader) == "movilab-1=1(gone) movilab-3=3 ");
}

TEST_CASE_TEMPLATE("a resource says where a person reads it and under which licence", Store, MOISSON_STORES) {
    Store store;
    Traits traits;
    traits.base_url = "https://movilab.org";
    traits.data_licence = "CC-BY-SA-4.0";
    traits.attribution = "Movilab";
    traits.details = Value::Object{{"articlepath", "/wiki/$1"}, {"server", "//movilab.org"}};
    must(store.engine.sources->remember(movilab, "mediawiki", traits));
    auto news = delta();
    news.items = {page("1", "Café du coin/C'est où ?")};
    news.snapshots = {snapshot("1", "10", "Café du coin")};
    must(store.engine.writer->commit(news));
    const auto told = [&] {
        ResourceRecord kept;
        must(store.reader->resources([&](const store::ResourceRow& row) {
            kept = row.record;
            return true;
        }));
        return kept;
    };
    auto record = told();
    CHECK(record.url == "https://movilab.org/wiki/Caf%C3%A9_du_coin/C%27est_o%C3%B9_%3F");
    CHECK(record.data_licence == "CC-BY-SA-4.0");
    CHECK(record.attribution == "Movilab");
    CHECK(record.snapshot == news.snapshots[0].snapshot);
    CHECK(record.revision == RevisionId("10"));
    traits.details = Value();
    must(store.engine.sources->remember(movilab, "mediawiki", traits));
    CHECK(told().url == "https://movilab.org");
    traits.details = Value::Object{{"itempath", "/#page.type.$1.id.$2"}};
    must(store.engine.sources->remember(movilab, "mediawiki", traits));
    CHECK(told().url == "https://movilab.org/#page.type.1.id.");
}

TEST_CASE_TEMPLATE("where an element is read is told by the parts of its id", Store, MOISSON_STORES) {
    Store store;
    Traits traits;
    traits.base_url = "https://www.communecter.org";
    traits.details = Value::Object{{"itempath", "/#page.type.$1.id.$2"}};
    must(store.engine.sources->remember(movilab, "communecter", traits));
    auto news = delta();
    news.items = {page("organizations-5a1b", "La Raffinerie")};
    news.snapshots = {snapshot("organizations-5a1b", "10", "La Raffinerie")};
    must(store.engine.writer->commit(news));
    std::string url;
    must(store.reader->resources([&](const store::ResourceRow& row) { return url = row.record.url, true; }));
    CHECK(url == "https://www.communecter.org/#page.type.organizations.id.5a1b");
}

TEST_CASE_TEMPLATE("changes come back whole, in order, and can be filtered", Store, MOISSON_STORES) {
    Store store;
    auto news = delta(100);
    news.items = {page("2", "B"), page("10", "A")};
    auto hidden = change("2", "", "@life");
    hidden.actor.reset();
    hidden.cause = Cause::local;
    hidden.what = FieldChange{"@life", std::nullopt, "alive"};
    news.changes = {change("2", "21", "title"), change("2", "21", "summary"), hidden, change("10", "100", "title")};
    must(store.engine.writer->commit(news));
    auto later = delta(200);
    later.run = 2;
    later.changes = {change("10", "101", "title")};
    must(store.engine.writer->commit(later));
    auto other = delta(300);
    other.source = SourceName("autre");
    other.changes = {change("5", "50", "title")};
    must(store.engine.writer->commit(other));

    std::vector<ChangeRecord> all;
    must(store.reader->changes({}, [&](const ChangeRecord& record) {
        all.push_back(record);
        return true;
    }));
    REQUIRE(all.size() == 6);
    CHECK(all[0].source == other.source);
    CHECK(all[0].title.empty());
    CHECK(all[1].change == news.changes[3]);
    CHECK(all[1].title == "A");
    CHECK(all[1].run == 1);
    CHECK(all[1].noticed == at(100));
    CHECK(all[2].change == later.changes[0]);
    CHECK(all[3].change == hidden);
    CHECK(all[4].change == news.changes[1]);
    CHECK(all[5].change == news.changes[0]);

    const auto revision_of = [](const ChangeRecord& record) { return record.change.revision.text; };
    store::ChangeFilter filter;
    filter.since = at(200);
    CHECK(changes(*store.reader, filter, revision_of) == "50 101 ");
    filter.source = movilab;
    CHECK(changes(*store.reader, filter, revision_of) == "101 ");
    filter = {};
    filter.run = 2;
    CHECK(changes(*store.reader, filter, revision_of) == "101 ");
}

TEST_CASE_TEMPLATE("a card tells one item whole", Store, MOISSON_STORES) {
    Store store;
    auto news = delta();
    auto old_alias = redirect("4", "Vieux", "A");
    old_alias.life = Life::gone;
    news.items = {page("1", "A", "11"), redirect("2", "Alias", "A"), talk_of("3", "Discussion:A", "movilab-1"),
                  old_alias};
    news.revisions = {revision("1", "10", 1), revision("1", "11", 2), revision("1", "12", 3)};
    news.snapshots = {snapshot("1", "11", "A")};
    for (int n = 0; n < 25; ++n) {
        news.changes.push_back(change("1", std::to_string(n), "title"));
        news.changes.back().at = at(n);
    }
    news.ignored = {Ignored{"page 1", ItemId("1"), "too large"}};
    news.owed = {debt_by_title("A")};
    must(store.engine.writer->commit(news));
    const auto card = must(store.reader->card(movilab, ItemId("1")));
    REQUIRE(card);
    CHECK(card->record.item == news.items[0].item);
    CHECK(card->record.resource == ResourceId("movilab-1"));
    CHECK(card->snapshot == news.snapshots[0].snapshot);
    CHECK(card->snapshot_revision == RevisionId("11"));
    CHECK(card->revisions == 3);
    CHECK(card->first == news.revisions[0]);
    CHECK(card->latest == news.revisions[1]);
    REQUIRE(card->aliases.size() == 1);
    CHECK(card->aliases[0].item.id == ItemId("2"));
    REQUIRE(card->talk.size() == 1);
    CHECK(card->talk[0].item.id == ItemId("3"));
    REQUIRE(card->changes.size() == 20);
    CHECK(card->changes[0].change.revision == RevisionId("24"));
    CHECK(card->ignored == std::vector<std::string>{"too large"});
    CHECK(card->owed);

    const auto alias = must(store.reader->card(movilab, ItemId("2")));
    CHECK_FALSE(alias->snapshot);
    CHECK_FALSE(alias->first);
    CHECK(alias->talk.empty());
    CHECK_FALSE(alias->owed);
    CHECK_FALSE(must(store.reader->card(movilab, ItemId("404"))));
    CHECK_FALSE(must(store.reader->card(SourceName("autre"), ItemId("1"))));
}

TEST_CASE_TEMPLATE("a census is held against the items alive, or against all their revisions", Store, MOISSON_STORES) {
    Store store;
    auto news = delta();
    auto gone = page("3", "C");
    gone.life = Life::gone;
    news.items = {page("2", "B", "20"), redirect("1", "A", "B"), gone};
    auto hidden = revision("2", "19");
    hidden.hidden.text = true;
    news.revisions = {revision("2", "20"), hidden, revision("3", "30")};
    must(store.engine.writer->commit(news));
    const auto latest = must(store.reader->census(movilab, Depth::latest));
    REQUIRE(latest.items.size() == 2);
    CHECK(latest.complete);
    CHECK(latest.items[0].redirect);
    CHECK(latest.items[1].item == ItemId("2"));
    CHECK(latest.items[1].title == "B");
    CHECK(latest.items[1].latest == RevisionId("20"));
    CHECK(latest.revisions.empty());
    const auto history = must(store.reader->census(movilab, Depth::history));
    CHECK(history.items.empty());
    REQUIRE(history.revisions.size() == 2);
    CHECK(history.revisions[0] == Census::Mark{ItemId("2"), RevisionId("19"), Hidden{false, false, true}, hidden.at});
    CHECK(history.revisions[1] == Census::Mark{ItemId("2"), RevisionId("20"), Hidden{}, news.revisions[0].at});
    CHECK(must(store.reader->census(SourceName("autre"), Depth::history)).revisions.empty());
}

TEST_CASE_TEMPLATE("a visitor may ask the same reader again", Store, MOISSON_STORES) {
    Store store;
    auto news = delta();
    news.items = {page("1", "A"), page("2", "B")};
    must(store.engine.writer->commit(news));
    int pairs = 0;
    must(store.reader->items([&](const ItemRecord&) {
        must(store.reader->items([&](const ItemRecord& inner) {
            pairs += must(store.reader->card(movilab, inner.item.id)).has_value();
            return true;
        }));
        return true;
    }));
    CHECK(pairs == 4);
}
