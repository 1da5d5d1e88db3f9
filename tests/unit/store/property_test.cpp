// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/store/dump.hpp"
#include "tests/unit/store/stores.hpp"
#include "tests/unit/store/words.hpp"

#include <random>

using namespace moisson;
using namespace moisson::test;

namespace {

// Batches as a source in great disorder would bring them; the same ones for the same seed.
class Disorder {
public:
    explicit Disorder(std::uint32_t seed) : random_(seed) {}

    store::Delta next(store::Engine& engine) {
        auto news = delta(std::int64_t{1000} + below(100));
        news.run = below(5);
        news.unique_revision_ids = true;
        for (int n = 0; n < 12; ++n) news.items.push_back(known(std::to_string(n)));
        // Inside one batch a revision belongs to one item; in the next one it may have moved.
        for (int& owner : owners_) owner = below(12);
        times(6, [&] { news.revisions.push_back(some_revision(below(40))); });
        times(3, [&] { news.histories.push_back(history(below(12))); });
        times(4, [&] { news.contents.push_back(text_of(below(40))); });
        times(4, [&] { news.snapshots.push_back(snapshot(item(), revision_id(), word(), "rules " + word())); });
        times(6, [&] { news.changes.push_back(some_change()); });
        times(5, [&] { news.owed.push_back(some_debt()); });
        times(3, [&] { news.ignored.push_back(Ignored{"page " + item(), ItemId(item()), word()}); });
        for (const Wanted& wanted : must(engine.debts->due(movilab, Instant::max(), 3)))
            news.paid.push_back(wanted.owed);
        if (below(2) == 0) news.cursor = Cursor{word()};
        news.baseline_done = below(4) == 0;
        return news;
    }

private:
    int below(int bound) { return static_cast<int>(random_() % static_cast<std::uint32_t>(bound)); }
    std::string item() { return std::to_string(below(12)); }
    std::string revision_id() { return std::to_string(below(40)); }
    std::string word() { return std::string(1, static_cast<char>('a' + below(6))); }

    template <class Make>
    void times(int most, Make make) {
        for (int n = below(most + 1); n > 0; --n) make();
    }

    store::Known known(const std::string& id) {
        auto made = below(4) == 0 ? redirect(id, "Page " + word(), "Page " + word())
                                  : page(id, "Page " + word(), revision_id());
        if (below(5) == 0) made.life = Life::gone;
        if (below(5) == 0) made.absent_since = at(below(100));
        return made;
    }
    std::string owner(int id) const { return std::to_string(owners_[id]); }
    Revision some_revision(int id) {
        auto made = revision(owner(id), std::to_string(id), below(1000));
        made.actor = below(4) == 0 ? std::nullopt : std::optional(Actor{word(), Actor::Kind::account});
        made.hidden.text = below(2) == 0;
        times(3, [&] { made.tags.push_back(word()); });
        return made;
    }
    Content text_of(int id) { return content(owner(id), std::to_string(id), "texte " + word()); }
    History history(int item) {
        History made{ItemId(std::to_string(item)), {}};
        for (int id = 0; id < 40; ++id)
            if (owners_[id] == item && below(3) != 0) made.revisions.push_back(some_revision(id));
        return made;
    }
    Change some_change() {
        auto made = change(item(), below(3) == 0 ? "" : revision_id(), word());
        made.what.before = below(2) == 0 ? std::nullopt : std::optional(word());
        made.at = at(below(3));
        return made;
    }
    Owed some_debt() {
        auto made = below(3) == 0 ? debt_by_title("Page " + word()) : debt(item());
        made.what = below(2) == 0 ? Read::content : Read::history;
        made.why = word();
        if (below(2) == 0) made.occasion = Occasion{"log:" + word(), at(below(3)), Actor{word(), Actor::Kind::account}};
        return made;
    }

    std::mt19937 random_;
    int owners_[40] = {};
};

}  // namespace

TEST_CASE_TEMPLATE("any batch committed twice leaves the store as once", Store, MOISSON_STORES) {
    for (std::uint32_t seed = 0; seed < 12; ++seed) {
        CAPTURE(seed);
        Store store;
        Disorder disorder(seed);
        for (int batch = 0; batch < 8; ++batch) {
            const auto news = disorder.next(store.engine);
            must(store.engine.writer->commit(news));
            const std::string once = dump(store.engine, *store.reader);
            must(store.engine.writer->commit(news));
            REQUIRE(dump(store.engine, *store.reader) == once);
        }
    }
}

TEST_CASE("the same batches make the same store in memory and in a file") {
    InMemory memory;
    InFile file;
    Disorder left(7);
    Disorder right(7);
    for (int batch = 0; batch < 30; ++batch) {
        must(memory.engine.writer->commit(left.next(memory.engine)));
        must(file.engine.writer->commit(right.next(file.engine)));
    }
    CHECK(dump(memory.engine, *memory.reader) == dump(file.engine, *file.reader));
}
