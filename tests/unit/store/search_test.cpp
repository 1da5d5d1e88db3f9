// SPDX-License-Identifier: GPL-3.0-or-later
// Looking for resources: what is found, in which order, and when.
#include "store/sqlite/search.hpp"
#include "schema/search_terms.hpp"
#include "store/sqlite/backup.hpp"
#include "store/sqlite/migrations.hpp"
#include "tests/unit/store/stores.hpp"
#include "tests/unit/store/words.hpp"

#include <sqlite3.h>

using namespace moisson;
using namespace moisson::test;
using store::sqlite::Connection;

namespace {

using Titles = std::vector<std::string>;

store::SnapshotRow record(const std::string& id, const std::string& title, Value::Object more = {},
                          const std::string& kind = "commun") {
    store::SnapshotRow row = snapshot(id, "1", title);
    row.snapshot.fields = std::move(more);
    row.snapshot.fields["title"] = title;
    row.snapshot.fields["kind"] = kind;
    return row;
}

void add(store::Delta& news, const store::SnapshotRow& row) {
    news.items.push_back(page(row.item.text, row.snapshot.fields.at("title").text_or("")));
    news.snapshots.push_back(row);
}

void index_all(store::Engine& engine) {
    while (must(engine.index->index(3)) == 3) {
    }
}

void bring(store::Engine& engine, const std::vector<store::SnapshotRow>& rows) {
    auto news = delta();
    for (const auto& row : rows) add(news, row);
    must(engine.writer->commit(news));
    index_all(engine);
}

Titles titles(store::Reader& reader, const store::Search& search) {
    Titles found;
    for (const store::Found& one : must(reader.search(search)).found) found.push_back(one.title);
    return found;
}

Titles found(store::Reader& reader, const std::string& words) {
    return titles(reader, {words});
}

Value named(const char* name) {
    return Value(Value::List{Value(Value::Object{{"name", Value(name)}, {"role", Value("referent")}})});
}

}  // namespace

TEST_CASE_TEMPLATE("a resource is found by the words of its title, its texts, its tags and its people", Store,
                   MOISSON_STORES) {
    Store store;
    bring(
        store.engine,
        {record("1", "Dokos", {{"summary", "Logiciel de réservation"}, {"tags", Value(Value::List{"coworking"})}}),
         record("2", "Bulloterie", {{"description", "Des bulles\nde savoir"}, {"contacts", named("Zoé Martin")}}),
         record("3", "Badge", {{"organisations", named("La Coroutine")}, {"themes", Value(Value::List{"Énergie"})}})});
    CHECK(found(*store.reader, "dokos") == Titles{"Dokos"});
    CHECK(found(*store.reader, "RESERVATIONS") == Titles{"Dokos"});
    CHECK(found(*store.reader, "coworking logiciel") == Titles{"Dokos"});
    CHECK(found(*store.reader, "bulles savoirs") == Titles{"Bulloterie"});
    CHECK(found(*store.reader, "zoe martin") == Titles{"Bulloterie"});
    CHECK(found(*store.reader, "energie coroutine") == Titles{"Badge"});
    CHECK(found(*store.reader, "dokos bulles").empty());
    CHECK(found(*store.reader, "referent").empty());  // a role is nobody's name
}

TEST_CASE_TEMPLATE(
    "what a resource needs, whom it serves and where it is are words of it, an address of the web is none", Store,
    MOISSON_STORES) {
    Store store;
    const auto one = [](const char* text) { return Value(Value::List{Value(text)}); };
    const Value::Object place{{"address", "12 rue des Tanneurs, Lille"}, {"lat", 50.6}, {"lon", 3.1}};
    bring(store.engine, {record("1", "Dokos",
                                {{"needs", one("Traduction en breton")},
                                 {"challenges", one("Sobriété")},
                                 {"users_of", one("Bibliothécaires")},
                                 {"actions", one("animer")},
                                 {"networks", one("Compagnie des tiers-lieux")},
                                 {"typology", one("Ressourcerie")},
                                 {"contributors", named("Zoé Martin")},
                                 {"languages", one("Occitan")},
                                 {"stage", "prototype"},
                                 {"licence", "CC-BY-4.0"},
                                 {"location", place},
                                 {"homepage", "https://adresse.org"},
                                 {"discussion", "https://adresse.org"},
                                 {"same_as", one("https://adresse.org")},
                                 {"provides", "https://adresse.org"}})});
    for (const char* words : {"traductions breton", "sobriete", "bibliothecaire", "animer", "compagnie tiers-lieu",
                              "ressourcerie", "zoe martin", "occitan", "prototypes", "CC-BY", "tanneurs lille"}) {
        CAPTURE(words);
        CHECK(found(*store.reader, words) == Titles{"Dokos"});
    }
    CHECK(found(*store.reader, "adresse").empty());
    CHECK(found(*store.reader, "50.6").empty());
}

TEST_CASE_TEMPLATE("who has the words in the title comes first, and the last word may be unfinished", Store,
                   MOISSON_STORES) {
    Store store;
    bring(store.engine, {record("1", "Atelier partagé", {{"summary", "Une menuiserie"}}),
                         record("2", "Menuiserie", {{"summary", "Un atelier où l'on partage"}}),
                         record("3", "Autre chose", {{"summary", "menuiserie menuiserie menuiserie"}})});
    CHECK(found(*store.reader, "menuiserie").front() == "Menuiserie");
    CHECK(found(*store.reader, "menuiserie").size() == 3);
    CHECK(found(*store.reader, "atelier").front() == "Atelier partagé");
    CHECK(found(*store.reader, "menui").size() == 3);
    CHECK(found(*store.reader, "partage menui").size() == 2);
    CHECK(found(*store.reader, "menui partage").empty());
}

TEST_CASE_TEMPLATE("a search may be narrowed to a kind and a source, and bounded", Store, MOISSON_STORES) {
    Store store;
    bring(store.engine, {record("1", "Forge A"), record("2", "Forge B", {}, "outil_numerique"),
                         record("3", "Forge C", {}, "lieu"), record("4", "Forge D", {}, "page")});
    CHECK(found(*store.reader, "forge") == Titles{"Forge A", "Forge B", "Forge C"});  // a page is not in the catalogue
    CHECK(titles(*store.reader, {"forge", "outil_numerique"}) == Titles{"Forge B"});
    CHECK(titles(*store.reader, {"forge", "lieu", movilab}) == Titles{"Forge C"});
    CHECK(titles(*store.reader, {"forge", "", SourceName("fabmob")}).empty());
    CHECK(titles(*store.reader, {"forge", "", {}, 2}).size() == 2);
    CHECK(found(*store.reader, "lieu").empty());  // a filter is no word
    CHECK(found(*store.reader, "movilab").empty());
}

TEST_CASE_TEMPLATE("what changes, goes or becomes a mere page is found so, once it is indexed", Store, MOISSON_STORES) {
    Store store;
    bring(store.engine, {record("1", "Forge"), record("2", "Verger")});
    auto news = delta();
    news.snapshots = {record("1", "Fonderie")};  // without its item: read again under other rules
    must(store.engine.writer->commit(news));
    CHECK(must(store.reader->search({"forge"})).waiting == 1);
    CHECK(found(*store.reader, "forge").size() == 1);
    index_all(store.engine);
    CHECK(found(*store.reader, "forge").empty());
    CHECK(found(*store.reader, "fonderie") == Titles{"Fonderie"});

    auto gone = delta();
    gone.items = {page("1", "Fonderie")};
    gone.items.front().life = Life::gone;
    must(store.engine.writer->commit(gone));
    bring(store.engine, {record("2", "Verger", {}, "page")});
    CHECK(found(*store.reader, "fonderie").empty());
    CHECK(found(*store.reader, "verger").empty());
    CHECK(must(store.reader->search({"verger"})).waiting == 0);
}

TEST_CASE_TEMPLATE("a page that becomes a redirect is no longer found, and its talk page never is", Store,
                   MOISSON_STORES) {
    Store store;
    bring(store.engine, {record("1", "Forge"), record("2", "Verger")});
    auto news = delta();
    auto talk = page("9", "Discussion:Verger");
    talk.item.ns = 1;
    talk.resource = ResourceId("movilab-2");
    news.items = {redirect("1", "Forge", "Verger"), talk};
    news.snapshots = {record("9", "Discussion:Verger")};
    must(store.engine.writer->commit(news));
    index_all(store.engine);
    CHECK(found(*store.reader, "forge").empty());
    CHECK(found(*store.reader, "verger") == Titles{"Verger"});
    CHECK(found(*store.reader, "discussion").empty());
}

TEST_CASE_TEMPLATE("when nothing has all the words, each tells how many have it alone", Store, MOISSON_STORES) {
    Store store;
    bring(store.engine, {record("1", "Forge commune"), record("2", "Forge")});
    const auto answer = must(store.reader->search({"les forges volantes"}));
    REQUIRE(answer.words.size() == 2);
    CHECK(answer.words[0].word == "forges");
    CHECK(answer.words[0].resources == 2);
    CHECK(answer.words[1].resources == 0);
    CHECK(must(store.reader->search({"forge"})).words.empty());

    // A word is what was written, however many parts it has and however often it stands there.
    const auto parts = must(store.reader->search({"forge-commune forge-commune CC-BY forge-libre CC-BY"})).words;
    REQUIRE(parts.size() == 3);
    CHECK(parts[0].word == "forge-commune");
    CHECK(parts[0].resources == 1);
    CHECK(parts[1].word == "CC-BY");
    CHECK(parts[2].word == "forge-libre");
    CHECK(parts[2].resources == 0);
    CHECK(must(store.reader->search({"CC-BY"})).words.size() == 1);
}

TEST_CASE_TEMPLATE("whatever is typed is looked for and never understood as a question of the engine", Store,
                   MOISSON_STORES) {
    Store store;
    bring(store.engine, {record("1", "Forge NEAR OR AND NOT")});
    for (const char* words : {"\"", "'", "* ( ) ^ -", " ", "", "…"}) {
        const auto answer = store.reader->search({words});
        REQUIRE_FALSE(answer);
        CHECK(answer.error().kind == ErrorKind::config);
    }
    for (const char* words : {"forge OR", "title:forge", "forge* AND", "NEAR(forge)", "\"forge\"", "forge NOT near"})
        must(store.reader->search({words}));
    CHECK(found(*store.reader, "near forge").size() == 1);
    std::string many;
    for (int n = 0; n < 5000; ++n) many += "mot" + std::to_string(n) + "·e·s ";
    CHECK(must(store.reader->search({many})).words.size() == store::most_search_words_asked);
}

TEST_CASE("a process that dies before its words are indexed leaves them to the next one") {
    TempFolder folder;
    const std::string path = folder / "store.sqlite";
    {
        auto engine = must(store::open_store(path, no_patience));
        auto news = delta();
        for (int n = 0; n < 7; ++n) add(news, record(std::to_string(n), "Forge " + std::to_string(n)));
        must(engine.writer->commit(news));
        CHECK(must(engine.index->index(2)) == 2);
        // In the middle of a portion: what it did is undone, and done again.
        engine.connection->script("BEGIN; DELETE FROM search_queue; DELETE FROM search");
        must(engine.connection->outcome());
    }
    auto engine = must(store::open_store(path, no_patience));
    auto reader = must(store::open_reader(path, no_patience));
    CHECK(must(reader->search({"forge"})).waiting == 5);
    CHECK(found(*reader, "forge").size() == 2);
    index_all(engine);
    CHECK(found(*reader, "forge").size() == 7);
    CHECK(must(engine.index->index(10)) == 0);
    must(engine.quick_check());
}

TEST_CASE("what an older store holds is found after its upgrade") {
    for (const std::size_t version : {std::size_t{1}, std::size_t{2}}) {
        TempFolder folder;
        const std::string path = folder / "store.sqlite";
        {
            auto connection = must(Connection::open(path, store::sqlite::Access::write, no_patience.limit));
            must(store::sqlite::migrate(*connection, store::sqlite::migrations().first(version)));
            connection->script(
                "INSERT INTO source (id, name, kind) VALUES (1, 'movilab', 'mediawiki');"
                "INSERT INTO resource (id, name, source, item) VALUES (5, 'movilab-12', 1, '12');"
                "INSERT INTO rules (id, fingerprint) VALUES (1, 'x');"
                "INSERT INTO item (source, id, title, folded, ns, content_model, latest, life, resource, home) VALUES "
                "(1, '12', 'Dokos', 'dokos', 0, 'wikitext', '3', 'alive', 5, 5);"
                "INSERT INTO snapshot (source, item, revision, rules, record) VALUES (1, '12', '3', 1, "
                "'{\"fields\":{\"kind\":\"commun\",\"title\":\"Dokos\"},\"provenance\":{}}')");
            must(connection->outcome());
        }
        auto engine = must(store::open_store(path, no_patience));
        CHECK(must(engine.reader()->search({"dokos"})).waiting == 1);
        index_all(engine);
        CHECK(found(*engine.reader(), "dokos") == Titles{"Dokos"});
        CHECK(std::filesystem::exists(store::sqlite::backup_path(path, static_cast<std::int64_t>(version))));
    }
}

TEST_CASE("a search reads what has the words, and scans no table") {
    InFile store;
    constexpr int many = 3000;
    std::vector<store::SnapshotRow> rows;
    rows.reserve(many);
    for (int n = 0; n < many; ++n)
        rows.push_back(
            record(std::to_string(n), "Forge " + std::to_string(n), {{"summary", "mot" + std::to_string(n)}}));
    bring(store.engine, rows);
    CHECK(found(*store.reader, "mot2999") == Titles{"Forge 2999"});

    sqlite3* file = nullptr;
    REQUIRE(sqlite3_open_v2((store.folder / "store.sqlite").c_str(), &file, SQLITE_OPEN_READONLY, nullptr) ==
            SQLITE_OK);
    sqlite3_stmt* query = nullptr;
    REQUIRE(sqlite3_prepare_v2(file, store::sqlite::found_resources.text, -1, &query, nullptr) == SQLITE_OK);
    const auto rows_and_steps = [&](const char* words) {
        const std::string asked = store::sqlite::search_expression({words});
        sqlite3_bind_text(query, 1, asked.c_str(), -1, SQLITE_TRANSIENT);
        sqlite3_bind_text(query, 2, asked.c_str(), -1, SQLITE_TRANSIENT);
        sqlite3_bind_int(query, 3, 20);
        int count = 0;
        while (sqlite3_step(query) == SQLITE_ROW) ++count;
        sqlite3_reset(query);
        return std::pair(count, sqlite3_stmt_status(query, SQLITE_STMTSTATUS_VM_STEP, 1));
    };
    const auto [rare, few_steps] = rows_and_steps("mot2999");
    const auto [frequent, many_steps] = rows_and_steps("forge");
    CHECK(rare == 1);
    CHECK(frequent == 20);
    CHECK(few_steps < 300);
    CHECK(many_steps > few_steps);
    CHECK(sqlite3_stmt_status(query, SQLITE_STMTSTATUS_FULLSCAN_STEP, 0) < 100);  // of what is shown, never of a table
    sqlite3_finalize(query);
    sqlite3_close(file);
}
