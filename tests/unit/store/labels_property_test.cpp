// SPDX-License-Identifier: GPL-3.0-or-later
// A label that is kept is what the pure function says, at any instant.
#include "tests/unit/store/labels_rig.hpp"

#include <algorithm>
#include <random>

using namespace moisson;
using namespace moisson::test;

namespace {

// Forty pages whose histories of twenty years are told as they happen, some of it late.
class TwentyYears {
public:
    explicit TwentyYears(std::uint64_t seed) : random_(seed) {
        auto news = delta();
        news.baseline_done = true;
        for (int id = 0; id < pages; ++id) {
            const std::string name = std::to_string(id);
            news.items.push_back(page(name, "Page " + name));
            news.snapshots.push_back(record(name, "Page " + name));
            write_history(id);
        }
        must(store.engine.writer->commit(news));
    }

    // Some weeks pass, and what happened in them is told, or most of it.
    void go_on() {
        now += std::chrono::seconds(below(10 * week));
        auto batch = delta();
        for (std::size_t id = 0; id < pages; ++id)
            while (told_[id] < histories_[id].size() && histories_[id][told_[id]].at <= now && below(16) != 0)
                batch.revisions.push_back(histories_[id][told_[id]++]);
        must(store.engine.writer->commit(batch));
        while (must(store.engine.health->refresh(now, 16)).resources == 16) {
        }
    }

    // An instant at which a label that was just looked at is still valid.
    Instant within(const health::Standing& standing) {
        const Instant end = standing.valid_until.value_or(now + std::chrono::days(900));
        return now + std::chrono::milliseconds(below(std::max<std::int64_t>(1, (end - now).count())));
    }

    static constexpr int pages = 40;
    InMemory store;
    Instant now = day("2006-01-02");

private:
    static constexpr std::int64_t week = std::int64_t{7} * 86400;

    std::int64_t below(std::int64_t bound) {
        return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(bound));
    }

    void write_history(int id) {
        const std::int64_t one_in = std::int64_t{1} << below(8);
        for (int number = 0; number < 1100; ++number) {
            if (below(one_in) != 0) continue;
            const std::string author = "Autrice " + std::to_string(below(20)) + " " + std::to_string(id);
            auto made = edit(std::to_string(id), std::to_string(100000 * (id + 1) + number), "2006-01-02", author);
            made.at += std::chrono::seconds(number * week + below(week));
            histories_[static_cast<std::size_t>(id)].push_back(made);
        }
    }

    std::mt19937_64 random_;
    std::vector<std::vector<Revision>> histories_ = std::vector<std::vector<Revision>>(pages);
    std::vector<std::size_t> told_ = std::vector<std::size_t>(pages, 0);
};

}  // namespace

TEST_CASE("a kept label is what the pure function says, at any instant of any history") {
    TwentyYears years(20261130);
    std::size_t instants = 0;
    while (years.now < day("2027-06-01")) {
        years.go_on();
        for (const store::LabelRow& row : labels(years.store))
            for (int i = 0; i < 30; ++i, ++instants) {
                const Instant when = years.within(row.standing);
                const auto label = health::standing(row.weeks, row.facts, when, health::Audience::routers).label;
                if (label != row.standing.label)
                    FAIL(row.resource.text << " at " << to_iso(when) << ", looked at " << to_iso(years.now));
            }
    }
    CHECK(instants > 100'000);
}

TEST_CASE("what is told of a resource leads from label to label without a gap, and ends at the one it bears") {
    TwentyYears years(7);
    while (years.now < day("2027-06-01")) years.go_on();
    std::map<std::string, Label> last;
    must(years.store.engine.health_reader()->transitions(day("2005-01-01"), [&](const store::TransitionRow& row) {
        const auto [place, is_first] = last.try_emplace(row.resource.text, Label::indetermine);
        CHECK(row.transition.from.value_or(Label::indetermine) == place->second);
        CHECK(row.transition.to != place->second);
        place->second = row.transition.to;
        return true;
    }));
    CHECK(last.size() == TwentyYears::pages);
    for (const store::LabelRow& row : labels(years.store)) CHECK(last.at(row.resource.text) == row.standing.label);
}
