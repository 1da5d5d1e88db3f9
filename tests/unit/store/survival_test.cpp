// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever happens in the middle of a commit, the store is as it was, and goes on.
#include "store/sqlite/connection.hpp"
#include "tests/unit/store/dump.hpp"
#include "tests/unit/store/folded.hpp"
#include "tests/unit/store/stores.hpp"
#include "tests/unit/store/words.hpp"

#include <sys/resource.h>

#include <csignal>

using namespace moisson;
using namespace moisson::test;

namespace {

// A batch of everything, too large for a few pages.
store::Delta large(int first, int count) {
    auto news = delta();
    for (int n = first; n < first + count; ++n) {
        const std::string id = std::to_string(n);
        news.items.push_back(page(id, "Page " + id, id));
        news.revisions.push_back(revision(id, id));
        std::string text;
        for (int word = 0; word < 200; ++word) text += std::to_string((n + 1) * 7919 * (word + 13)) + " ";
        news.contents.push_back(content(id, id, text));
        news.snapshots.push_back(snapshot(id, id, "Page " + id));
        news.changes.push_back(change(id, id, "title"));
        news.owed.push_back(debt(id));
        news.ignored.push_back(Ignored{"page " + id, ItemId(id), "too large"});
    }
    news.cursor = Cursor{"after " + std::to_string(first)};
    return news;
}

std::int64_t pages(store::Engine& engine) {
    auto row = engine.connection->query("PRAGMA page_count");
    REQUIRE(row.step());
    return row.integer(0);
}

void allow(store::Engine& engine, std::int64_t count) {
    engine.connection->script("PRAGMA max_page_count = " + std::to_string(count));
    must(engine.connection->outcome());
}

// No file of this process may grow beyond that.
class SmallFiles {
public:
    explicit SmallFiles(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        getrlimit(RLIMIT_FSIZE, &was_);
        const rlimit small{bytes, was_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallFiles() {
        setrlimit(RLIMIT_FSIZE, &was_);
        static_cast<void>(std::signal(SIGXFSZ, handler_));
    }

private:
    rlimit was_{};
    void (*handler_)(int);
};

}  // namespace

TEST_CASE_TEMPLATE("a commit that runs out of room at any page changes nothing, and succeeds once there is room", Store,
                   MOISSON_STORES) {
    Store store;
    must(store.engine.writer->commit(large(0, 10)));
    const std::string before = dump(store.engine, *store.reader);
    const std::string judged = kept_health(store.engine);
    const auto news = large(10, 60);
    int refusals = 0;
    for (auto room = pages(store.engine);; ++room) {
        allow(store.engine, room);
        auto result = store.engine.writer->commit(news);
        if (result) break;
        ++refusals;
        REQUIRE(result.error().kind == ErrorKind::storage);
        REQUIRE(result.error().what.find("disk full") != std::string::npos);
        REQUIRE((dump(store.engine, *store.reader) == before));
        REQUIRE(kept_health(store.engine) == judged);
    }
    CHECK(kept_health(store.engine) == health_anew(*store.reader));
    CHECK(refusals > 10);
    CHECK(must(store.engine.sources->find(movilab))->cursor.text == "after 10");
    CHECK(must(store.reader->sources()).at(0).alive == 70);
    must(store.engine.quick_check());
}

TEST_CASE("a disk that is full for the system too says so, and the store is usable again afterwards") {
    InFile store;
    must(store.engine.writer->commit(large(0, 10)));
    const std::string before = dump(store.engine, *store.reader);
    for (const rlim_t bytes : {rlim_t{4096}, rlim_t{100000}, rlim_t{200001}}) {
        SmallFiles disk(bytes);
        auto result = store.engine.writer->commit(large(10, 500));
        REQUIRE_FALSE(result);
        CHECK(result.error().kind == ErrorKind::storage);
        CHECK_MESSAGE(result.error().what.find("disk full") != std::string::npos, result.error().sentence());
        CHECK((dump(store.engine, *store.reader) == before));
    }
    must(store.engine.writer->commit(large(10, 500)));
    CHECK(must(store.reader->sources()).at(0).alive == 510);
    must(store.engine.quick_check());
}

TEST_CASE("a text beyond what the store takes is refused with its item") {
    InMemory store;
    auto news = delta();
    news.items = {page("1", "A")};
    news.contents = {content("1", "1", std::string((std::size_t{64} << 20) + 1, 'x'))};
    auto result = store.engine.writer->commit(news);
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == ErrorKind::invalid);
    CHECK(result.error().where == "item 1");
    CHECK(must(store.reader->sources()).empty());
}
