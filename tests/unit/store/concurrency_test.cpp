// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/store/stores.hpp"
#include "tests/unit/store/words.hpp"

#include <thread>

using namespace moisson;
using namespace moisson::test;

namespace {

store::Delta pair(int n) {
    auto news = delta();
    const std::string id = std::to_string(n);
    news.items = {page(id, "Page " + id)};
    news.revisions = {revision(id, id)};
    return news;
}

}  // namespace

TEST_CASE("an export shows one moment, whatever is committed while it runs") {
    InFile store;
    for (int n = 0; n < 5; ++n) must(store.engine.writer->commit(pair(n)));
    int seen = 0;
    must(store.reader->items([&](const ItemRecord&) {
        must(store.engine.writer->commit(pair(100 + seen)));
        ++seen;
        return true;
    }));
    CHECK(seen == 5);
    CHECK(must(store.reader->sources()).at(0).alive == 10);
}

TEST_CASE("a reader on its own thread never sees half a batch") {
    InFile store;
    must(store.engine.writer->commit(pair(0)));
    std::string trouble;
    std::thread writing([&] {
        for (int n = 1; n < 60 && trouble.empty(); ++n) {
            auto done = store.engine.writer->commit(pair(n));
            if (!done) trouble = done.error().sentence();
        }
    });
    std::uint64_t alive = 0;
    int halves = 0;
    while (alive < 60 && halves == 0) {
        const auto status = store.reader->sources();
        if (!status) break;
        alive = status->at(0).alive;
        if (alive != status->at(0).revisions) ++halves;
        if (alive == 60) break;
    }
    writing.join();
    CHECK(trouble.empty());
    CHECK(halves == 0);
    CHECK(alive == 60);
}
