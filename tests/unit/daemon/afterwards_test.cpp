// SPDX-License-Identifier: GPL-3.0-or-later
// Search terms are read behind the other work of the store thread, and never hold it up for long.
#include "daemon/poll/afterwards.hpp"

#include "store/open.hpp"

#include <doctest/doctest.h>
#include <future>

using namespace moisson;
using namespace moisson::daemon;

namespace {

// So many resources wait; every portion is written down.
class Waiting final : public store::Index {
public:
    explicit Waiting(std::size_t resources) : left(resources) {}
    Result<std::size_t> index(std::size_t limit) override {
        if (!alive) return fail(ErrorKind::storage, "store", "disk full");
        const std::size_t taken = std::min(limit, left);
        left -= taken;
        portions.push_back(taken);
        return taken;
    }
    std::size_t left;
    bool alive = true;
    std::vector<std::size_t> portions;
};

std::vector<Chore> chores_of(store::Index& index) {
    return {{"search terms", 200, [&index](std::size_t limit) { return index.index(limit); }}};
}

// Everything the store thread was asked so far is done, and what comes afterwards gave way as often as it does.
void settle(WorkThread& thread) {
    constexpr int more_than_its_patience = 60;
    for (int times = 0; times < more_than_its_patience; ++times) {
        std::promise<void> reached;
        thread.leave([&] { reached.set_value(); });
        reached.get_future().wait();
    }
}

}  // namespace

TEST_CASE("what waits is read portion by portion, behind the work that waits too") {
    Waiting waiting(1000);
    std::size_t read_before_other_work = 1;
    {
        WorkThread thread;
        Afterwards afterwards(chores_of(waiting), thread);
        std::promise<void> go;
        auto gate = go.get_future().share();
        thread.leave([gate] { gate.wait(); });
        afterwards.wake();
        afterwards.wake();
        thread.leave([&] { read_before_other_work = waiting.portions.size(); });
        go.set_value();
    }
    CHECK(read_before_other_work == 0);
    CHECK(waiting.left == 0);
    for (const std::size_t portion : waiting.portions) CHECK(portion <= 200);
}

TEST_CASE("work without end holds the words up for a while only") {
    Waiting waiting(1000);
    WorkThread thread;
    Afterwards afterwards(chores_of(waiting), thread);
    std::size_t done = 0;
    std::size_t done_when_begun = 0;
    std::promise<void> ended;
    std::function<void()> work = [&] {
        if (++done == 200) return ended.set_value();
        if (done_when_begun == 0 && !waiting.portions.empty()) done_when_begun = done;
        thread.leave(work);
    };
    thread.leave([&] {
        afterwards.wake();
        work();
    });
    ended.get_future().wait();
    CHECK(done_when_begun > 1);
    CHECK(done_when_begun < 100);
}

TEST_CASE("what comes second waits until nothing is left of what comes first, and is done when that fails") {
    Waiting first(1000);
    Waiting second(100);
    std::size_t left_of_first = 1;
    auto chores = chores_of(first);
    chores.push_back({"the second", 200, [&](std::size_t limit) {
                          left_of_first = first.left;
                          return second.index(limit);
                      }});
    WorkThread thread;
    Afterwards afterwards(chores, thread);
    REQUIRE(afterwards.finish());
    CHECK(left_of_first == 0);
    CHECK(second.left == 0);
    first.alive = false;
    second.left = 100;
    afterwards.wake();
    settle(thread);
    CHECK(second.left == 0);
}

TEST_CASE("a daemon that is told to stop begins no further portion") {
    Waiting waiting(100'000);
    {
        WorkThread thread;
        Afterwards afterwards(chores_of(waiting), thread);
        afterwards.stop();
        afterwards.wake();
    }
    CHECK(waiting.left == 100'000);
}

TEST_CASE("a command that ends waits until everything is read, and says when it cannot be") {
    Waiting waiting(4321);
    WorkThread thread;
    Afterwards afterwards(chores_of(waiting), thread);
    CHECK(afterwards.finish().has_value());
    CHECK(waiting.left == 0);
    waiting.alive = false;
    const auto refused = afterwards.finish();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().what == "disk full");
}

TEST_CASE("what failed is tried again after the next commit, and what was committed is found") {
    auto engine = store::open_store(":memory:");
    REQUIRE(engine);
    Waiting waiting(10);
    waiting.alive = false;
    WorkThread thread;
    Afterwards failing(chores_of(waiting), thread);
    failing.wake();
    settle(thread);
    waiting.alive = true;
    WakingWriter writer(*engine->writer, failing);
    store::Delta delta;
    delta.source = SourceName("movilab");
    REQUIRE(writer.commit(delta));
    settle(thread);
    CHECK(waiting.left == 0);

    Afterwards afterwards(chores_of(*engine->index), thread);
    WakingWriter indexed(*engine->writer, afterwards);
    store::Known known;
    known.item = Item{ItemId("1"), "Forge", 0, "wikitext", RevisionId("1"), std::nullopt};
    known.resource = known.home = ResourceId("movilab-1");
    delta.items = {known};
    store::SnapshotRow row{ItemId("1"), RevisionId("1"), {}, "rules"};
    row.snapshot.fields = Value::Object{{"kind", "lieu"}, {"title", "Forge"}};
    delta.snapshots = {row};
    REQUIRE(indexed.commit(delta));
    settle(thread);
    const auto answer = engine->reader()->search({"forges"});
    REQUIRE(answer);
    CHECK(answer->found.size() == 1);
    CHECK(answer->waiting == 0);
}
