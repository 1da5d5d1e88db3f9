// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/backup.hpp"
#include "store/sqlite/migrations.hpp"
#include "tests/unit/store/dump.hpp"
#include "tests/unit/store/stores.hpp"
#include "tests/unit/store/words.hpp"

#include <sqlite3.h>
#include <sys/fsuid.h>

#include <fstream>
#include <sstream>

using namespace moisson;
using namespace moisson::test;
using store::sqlite::Connection;

namespace {

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

void write(const std::string& path, const std::string& bytes) {
    std::ofstream file(path, std::ios::binary);
    file << bytes;
}

// A closed store with some pages in it.
std::string filled(const TempFolder& folder) {
    std::string path = folder / "store.sqlite";
    auto engine = must(store::open_store(path, no_patience));
    auto news = delta();
    for (int n = 0; n < 200; ++n) {
        const std::string id = std::to_string(n);
        news.items.push_back(page(id, "Page " + id));
        news.revisions.push_back(revision(id, id));
    }
    must(engine.writer->commit(news));
    return path;
}

void script(const std::string& path, const std::string& sql) {
    auto connection = must(Connection::open(path, store::sqlite::Access::write, no_patience.limit));
    connection->script(sql);
    must(connection->outcome());
}

// Where a table or an index begins in the file, in bytes. Pages are 4 096 bytes and count from 1.
std::size_t root_of(const std::string& path, const std::string& name) {
    sqlite3* file = nullptr;
    REQUIRE(sqlite3_open_v2(path.c_str(), &file, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
    sqlite3_stmt* query = nullptr;
    const char* const sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
    REQUIRE(sqlite3_prepare_v2(file, sql, -1, &query, nullptr) == SQLITE_OK);
    sqlite3_bind_text(query, 1, name.c_str(), -1, SQLITE_STATIC);
    REQUIRE(sqlite3_step(query) == SQLITE_ROW);
    const auto page = static_cast<std::size_t>(sqlite3_column_int64(query, 0));
    sqlite3_finalize(query);
    sqlite3_close(file);
    return (page - 1) * 4096;
}

std::size_t count_items(store::Reader& reader) {
    std::size_t count = 0;
    must(reader.items([&](const ItemRecord&) {
        ++count;
        return true;
    }));
    return count;
}

Error refused(const std::string& path) {
    auto opened = store::open_store(path, no_patience);
    REQUIRE_FALSE(opened);
    CHECK_FALSE(opened.error().remedy.empty());
    CHECK(opened.error().where == path);
    return opened.error();
}

bool says(const Error& error, const std::string& words) {
    return error.sentence().find(words) != std::string::npos;
}

// A user who may not write there; for root too, whom permissions do not stop.
class Stranger {
public:
    Stranger() : was_(setfsuid(65534)) {}
    ~Stranger() { setfsuid(static_cast<uid_t>(was_)); }

private:
    int was_;
};

}  // namespace

TEST_CASE("a store is created once and found again as it was left") {
    TempFolder folder;
    const std::string path = filled(folder);
    auto engine = must(store::open_store(path, no_patience));
    CHECK(count_items(*engine.reader()) == 200);
    must(engine.quick_check());
    CHECK(bytes_of(path).substr(68, 4) == "MOIS");
}

TEST_CASE("an empty file becomes a store") {
    TempFolder folder;
    write(folder / "store.sqlite", "");
    must(store::open_store(folder / "store.sqlite", no_patience));
    must(store::open_reader(folder / "store.sqlite", no_patience));
}

TEST_CASE("a newer store is refused with both versions, and left as it was") {
    TempFolder folder;
    const std::string path = filled(folder);
    script(path, "PRAGMA user_version = 99");
    const std::string before = bytes_of(path);
    const Error error = refused(path);
    CHECK(error.kind == ErrorKind::conflict);
    CHECK(says(error, "version 99"));
    CHECK(says(error, "version 5"));
    auto reader = store::open_reader(path, no_patience);
    REQUIRE_FALSE(reader);
    CHECK(reader.error().kind == ErrorKind::conflict);
    CHECK((bytes_of(path) == before));
}

TEST_CASE("a file that is not a database is refused and left as it was") {
    TempFolder folder;
    const std::string text = "name,title\n1,Tiers-lieux\n" + std::string(5000, 'x');
    write(folder / "notes.csv", text);
    CHECK(refused(folder / "notes.csv").kind == ErrorKind::conflict);
    CHECK((bytes_of(folder / "notes.csv") == text));
}

TEST_CASE("the database of another program is refused and left as it was") {
    TempFolder folder;
    script(folder / "wiki.sqlite", "CREATE TABLE page (id)");
    const std::string before = bytes_of(folder / "wiki.sqlite");
    const Error error = refused(folder / "wiki.sqlite");
    CHECK(error.kind == ErrorKind::conflict);
    CHECK(says(error, "not a Moisson store"));
    CHECK((bytes_of(folder / "wiki.sqlite") == before));
}

TEST_CASE("a damaged file is a conflict: at the door when its first page is, at the check when another one is") {
    TempFolder folder;
    const std::string path = filled(folder);
    const std::string sound = bytes_of(path);
    REQUIRE(sound.size() > 3 * 4096);

    std::string damaged = sound;
    damaged.replace(100, 900, std::string(900, '\xff'));
    write(path, damaged);
    CHECK(refused(path).kind == ErrorKind::conflict);

    write(path, sound.substr(0, 700));
    CHECK(refused(path).kind == ErrorKind::conflict);

    write(path, sound);
    const std::size_t items = root_of(path, "item");
    REQUIRE(items > 0);
    damaged = sound;
    damaged.replace(items, 64, std::string(64, '\xee'));
    write(path, damaged);
    auto engine = must(store::open_store(path, no_patience));
    auto checked = engine.quick_check();
    REQUIRE_FALSE(checked);
    CHECK(checked.error().kind == ErrorKind::conflict);
    auto news = delta();
    for (int n = 0; n < 200; ++n) news.items.push_back(page(std::to_string(n), "Autre titre " + std::to_string(n)));
    auto committed = engine.writer->commit(news);
    REQUIRE_FALSE(committed);
    CHECK(committed.error().kind == ErrorKind::conflict);
}

TEST_CASE("a store that another process holds says so, and works once it is let go") {
    TempFolder folder;
    const std::string path = filled(folder);
    auto ours = must(store::open_store(path, no_patience));
    auto theirs = must(Connection::open(path, store::sqlite::Access::write, no_patience.limit));
    theirs->script("BEGIN IMMEDIATE");
    auto news = delta();
    news.items = {page("1000", "Nouvelle")};
    auto refusal = ours.writer->commit(news);
    REQUIRE_FALSE(refusal);
    CHECK(refusal.error().kind == ErrorKind::storage);
    CHECK(says(refusal.error(), "another process holds it"));
    CHECK(count_items(*ours.reader()) == 200);
    theirs->script("ROLLBACK");
    must(ours.writer->commit(news));
    CHECK(count_items(*ours.reader()) == 201);
}

TEST_CASE("a store held exclusively cannot be opened") {
    TempFolder folder;
    const std::string path = filled(folder);
    auto theirs = must(Connection::open(path, store::sqlite::Access::write, no_patience.limit));
    theirs->script("PRAGMA locking_mode = EXCLUSIVE; UPDATE source SET kind = 'x'");
    must(theirs->outcome());
    const Error error = refused(path);
    CHECK(error.kind == ErrorKind::storage);
    CHECK(says(error, "another process holds it"));
}

TEST_CASE("a missing folder, a folder in place of the file, a folder one may not write in: each says what to do") {
    TempFolder folder;
    const Error missing = refused(folder / "nulle/part/store.sqlite");
    CHECK(missing.kind == ErrorKind::storage);
    CHECK(says(missing, "its folder does not exist"));
    CHECK(refused(folder.path().string()).kind == ErrorKind::storage);

    const std::string path = filled(folder);
    std::filesystem::permissions(folder.path(), std::filesystem::perms(0555));
    std::filesystem::permissions(path, std::filesystem::perms(0444));
    {
        Stranger stranger;
        CHECK(refused(folder / "new.sqlite").kind == ErrorKind::storage);
        CHECK(refused(path).kind == ErrorKind::storage);
    }
    std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
    CHECK_FALSE(std::filesystem::exists(folder / "new.sqlite"));
}

TEST_CASE("a reader creates nothing and upgrades nothing") {
    TempFolder folder;
    auto nothing = store::open_reader(folder / "store.sqlite", no_patience);
    REQUIRE_FALSE(nothing);
    CHECK(nothing.error().kind == ErrorKind::storage);
    CHECK(std::filesystem::is_empty(folder.path()));
    CHECK(store::open_reader(":memory:", no_patience).error().kind == ErrorKind::config);

    const std::string path = filled(folder);
    script(path, "PRAGMA user_version = 0");
    auto old = store::open_reader(path, no_patience);
    REQUIRE_FALSE(old);
    CHECK(old.error().kind == ErrorKind::conflict);
    CHECK(says(old.error(), "Start moissond once"));
}

TEST_CASE("a reader sees a store whose writer has closed it, and one that is being written") {
    TempFolder folder;
    const std::string path = filled(folder);
    CHECK(count_items(*must(store::open_reader(path, no_patience))) == 200);
    auto engine = must(store::open_store(path, no_patience));
    CHECK(count_items(*must(store::open_reader(path, no_patience))) == 200);
}

TEST_CASE("an older store is copied beside itself, then brought to the new version with all it held") {
    TempFolder folder;
    const std::string path = filled(folder);
    std::filesystem::permissions(path, std::filesystem::perms(0600));
    {
        const char* const steps[] = {store::sqlite::schema_v1, store::sqlite::schema_v2,
                                     store::sqlite::schema_v3, store::sqlite::schema_v4,
                                     store::sqlite::schema_v5, "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT"};
        auto connection = must(Connection::open(path, store::sqlite::Access::write, no_patience.limit));
        must(store::sqlite::migrate(*connection, steps));
        must(store::sqlite::check_version(*connection, steps));
        CHECK(connection->run("INSERT INTO later VALUES (1)") == 1);
        must(connection->outcome());
    }
    CHECK(says(refused(path), "version 6"));
    const std::string copy = store::sqlite::backup_path(path, 5);
    CHECK(std::filesystem::status(copy).permissions() == std::filesystem::perms(0600));
    auto old = must(store::open_store(copy, no_patience));
    must(old.quick_check());
    CHECK(count_items(*old.reader()) == 200);
}

TEST_CASE("an upgrade that fails in its middle leaves the old store as it was") {
    TempFolder folder;
    const std::string path = filled(folder);
    {
        const char* const steps[] = {
            store::sqlite::schema_v1, store::sqlite::schema_v2,
            store::sqlite::schema_v3, store::sqlite::schema_v4,
            store::sqlite::schema_v5, "CREATE TABLE later (id); DELETE FROM revision; CREATE nonsense"};
        auto connection = must(Connection::open(path, store::sqlite::Access::write, no_patience.limit));
        CHECK_FALSE(store::sqlite::migrate(*connection, steps));
        CHECK_FALSE(store::sqlite::migrate(*connection, steps));
    }
    auto engine = must(store::open_store(path, no_patience));
    CHECK(count_items(*engine.reader()) == 200);
    CHECK(must(engine.reader()->sources()).at(0).revisions == 200);
}

TEST_CASE("a store of the first release goes on with its sources and runs") {
    TempFolder folder;
    const std::string path = folder / "store.sqlite";
    {
        const char* const first[] = {store::sqlite::schema_v1};
        auto connection = must(Connection::open(path, store::sqlite::Access::write, no_patience.limit));
        must(store::sqlite::migrate(*connection, first));
        connection->script(
            "INSERT INTO source (name, kind, cursor, baseline_done) VALUES ('movilab', 'mediawiki', 'here', 1);"
            "INSERT INTO run (source, verb, started, ended, outcome, requests) VALUES (1, 'poll', 5, 6, 'complete', "
            "3)");
        must(connection->outcome());
    }
    auto engine = must(store::open_store(path, no_patience));
    const auto status = must(engine.reader()->sources()).at(0);
    CHECK(status.row.cursor.text == "here");
    CHECK(status.row.baseline_done);
    CHECK(status.last_complete->requests == 3);
    CHECK(std::filesystem::exists(store::sqlite::backup_path(path, 1)));
}
