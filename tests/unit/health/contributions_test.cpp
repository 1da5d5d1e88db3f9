// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/contributions.hpp"
#include "health/label.hpp"
#include "tests/unit/health/histories.hpp"
#include "tests/unit/health/kept_verdicts.hpp"

#include <doctest/doctest.h>
#include <set>

using namespace moisson;
using namespace moisson::health;
using namespace moisson::health::test;
using namespace std::chrono_literals;

namespace {

Act edit(std::string_view when, std::uint64_t text, std::uint64_t parent_text = 0, std::uint32_t who = 1) {
    Act act;
    act.at = at(when);
    act.text = TextMark{text};
    act.parent_text = TextMark{parent_text};
    act.who = Person{who};
    return act;
}

std::vector<std::string_view> reasons(const std::vector<Act>& acts) {
    std::vector<std::string_view> out;
    for (const Verdict verdict : judge(acts, Opening::whole)) out.push_back(id_of(verdict));
    return out;
}

using Reasons = std::vector<std::string_view>;

// Twenty years of a small wiki: people, a robot, moves, sweeps, reverts, late tags, hidden users, dates out of range.
std::vector<Told> random_wiki(std::mt19937_64& random, std::uint32_t revisions) {
    std::vector<Told> all;
    std::map<std::uint32_t, TextMark> last;
    Instant when = at("2006-07-03");
    for (std::uint32_t id = 1; id <= revisions; ++id) {
        if (random() % 3 != 0) when += std::chrono::minutes(random() % (2 * 20 * 365 * 24 * 60 / revisions));
        Told told{id, static_cast<std::uint32_t>(random() % 30), {}};
        Act& act = told.act;
        act.at = random() % 100 == 0 ? at(random() % 2 == 0 ? "1999-01-01" : "2150-01-01") : when;
        act.who = Person{static_cast<std::uint32_t>(random() % 5)};
        act.by = std::array{Act::By::account,   Act::By::account, Act::By::account, Act::By::account,
                            Act::By::anonymous, Act::By::bot,     Act::By::import,  Act::By::hidden}[random() % 8];
        act.text = TextMark{random() % 40};  // few, so that many come again; 0 is unknown
        act.parent_text = random() % 10 == 0 ? act.text : last[told.item];
        act.moved = random() % 3 == 0;
        act.tagged_reverted = random() % 50 == 0;
        act.tagged_revert = random() % 50 == 0;
        last[told.item] = act.text;
        all.push_back(told);
    }
    // A sweep: one author, twenty-five pages, one hour.
    for (std::uint32_t item = 0; item < 25; ++item) {
        Told told{revisions + 1 + item, item, edit("2020-05-05T10:00:00Z", 1000 + item, 0, 77)};
        told.act.at += std::chrono::minutes(item);
        all.push_back(told);
    }
    return all;
}

}  // namespace

TEST_CASE("an edit counts; a robot's, a move's, and one outside our century do not, and each says why") {
    std::vector<Act> acts{edit("2020-01-01", 1),    edit("2020-01-02", 2, 1), edit("2020-01-03", 2, 2),
                          edit("2000-12-31", 3, 2), edit("2101-01-03", 4, 3), edit("2020-01-06", 5, 4)};
    acts[1].by = Act::By::bot;
    acts[5].by = Act::By::system;
    acts.push_back(edit("2020-01-07", 5, 5));
    acts.back().moved = true;
    CHECK(reasons(acts) == Reasons{"counts", "bot", "unchanged", "before_2001", "after_2100", "bot", "renamed"});
}

TEST_CASE("a text that comes back takes back what was between, and counts neither") {
    CHECK(reasons({edit("2020-01-01", 1), edit("2020-01-02", 2, 1), edit("2020-01-03", 3, 2), edit("2020-01-04", 1, 3),
                   edit("2020-01-05", 4, 1)}) == Reasons{"counts", "reverted", "reverted", "revert", "counts"});
    // Not known, or the same twice in a row, takes nothing back.
    CHECK(reasons({edit("2020-01-01", 0), edit("2020-01-02", 2), edit("2020-01-03", 0)}) ==
          Reasons{"counts", "counts", "counts"});
    CHECK(reasons({edit("2020-01-01", 1), edit("2020-01-02", 1)}) == Reasons{"counts", "counts"});
}

TEST_CASE("a text is recognised fifteen revisions back, not sixteen") {
    for (const std::size_t between : {14U, 15U}) {
        std::vector<Act> acts{edit("2020-01-01", 1)};
        for (std::uint64_t i = 0; i < between; ++i) acts.push_back(edit("2020-01-02", 100 + i));
        acts.push_back(edit("2020-01-03", 1));
        const bool recognised = between + 1 <= revert_radius;
        CHECK(reasons(acts).back() == (recognised ? "revert" : "counts"));
        CHECK(reasons(acts)[1] == (recognised ? "reverted" : "counts"));
    }
}

TEST_CASE("what the source tags as taken back does not count, even when the tag comes late") {
    std::vector<Act> acts{edit("2020-01-01", 1), edit("2020-01-02", 2, 1), edit("2020-01-03", 3, 2)};
    CHECK(reasons(acts) == Reasons{"counts", "counts", "counts"});
    acts[1].tagged_reverted = true;
    acts[2].tagged_revert = true;
    CHECK(reasons(acts) == Reasons{"counts", "reverted", "revert"});
}

TEST_CASE("what was brought in from elsewhere does not count, except the beginning") {
    std::vector<Act> acts{edit("2020-01-01", 1), edit("2020-01-02", 2, 1)};
    acts[0].by = acts[1].by = Act::By::import;
    acts[0].in_batch = true;
    CHECK(reasons(acts) == Reasons{"counts", "import"});
    CHECK(judge(acts, Opening::cut).front() == Verdict::import);
}

TEST_CASE("the twenty-first page within an hour makes a batch of them all, and without it none was") {
    KeptVerdicts kept;
    std::vector<Told> sweep;
    for (std::uint32_t item = 0; item < 21; ++item)
        sweep.push_back({item, item, edit("2020-05-05T10:30:00Z", 100 + item)});
    const auto counted = [&] {
        int all = 0;
        for (const auto& [item, footprint] : kept.footprints()) all += footprint.empty() ? 0 : 1;
        return all;
    };
    for (std::size_t i = 0; i < 20; ++i) kept.arrive(sweep[i]);
    CHECK(counted() == 20);
    kept.arrive(sweep[20]);
    CHECK(counted() == 0);
    CHECK(kept.verdicts().at(3).front() == Verdict::batch);
    kept.leave(sweep[7]);
    CHECK(counted() == 20);
}

TEST_CASE("twenty-one revisions of one page are no batch, nor are twenty-one pages in two hours") {
    Batches batches;
    for (std::uint32_t i = 0; i < 21; ++i)
        CHECK(batches.add(spree_of(Person{1}, at("2020-05-05T10:00:00Z")), 7) == Batches::Turn::none);
    for (std::uint32_t i = 0; i < 21; ++i)
        CHECK(batches.add(spree_of(Person{2}, at("2020-05-05T10:30:00Z") + 3min * i), i) == Batches::Turn::none);
    CHECK_FALSE(batches.has(spree_of(Person{1}, at("2020-05-05T10:59:59Z"))));
}

TEST_CASE("verdicts mended at each arrival are those of the whole, in whatever order revisions come, and go") {
    std::mt19937_64 random(31);
    std::set<Verdict> seen;
    for (int round = 0; round < 30; ++round) {
        std::vector<Told> wiki = random_wiki(random, 600);
        const auto wanted = judged_whole(wiki);
        for (const auto& [item, verdicts] : wanted) seen.insert(verdicts.begin(), verdicts.end());
        if (round % 3 == 0) std::reverse(wiki.begin(), wiki.end());  // newest first
        if (round % 3 == 1) std::shuffle(wiki.begin(), wiki.end(), random);
        KeptVerdicts kept;
        for (const Told& told : wiki) kept.arrive(told);
        REQUIRE(kept.verdicts() == wanted);

        std::shuffle(wiki.begin(), wiki.end(), random);
        const std::vector<Told> rest(wiki.begin() + 300, wiki.end());
        for (std::size_t i = 0; i < 300; ++i) kept.leave(wiki[i]);
        REQUIRE(kept.verdicts() == judged_whole(rest));
        for (const Told& told : rest) kept.leave(told);
        REQUIRE(kept.verdicts().empty());
    }
    CHECK(seen.size() == all_verdicts);
}

TEST_CASE("what was folded in any order, twice or withdrawn in between, leaves the same weeks, people and labels") {
    std::mt19937_64 random(32);
    for (int round = 0; round < 20; ++round) {
        std::vector<Told> wiki = random_wiki(random, 500);
        KeptVerdicts in_order;
        for (const Told& told : wiki) in_order.arrive(told);
        KeptVerdicts shuffled;
        std::shuffle(wiki.begin(), wiki.end(), random);
        for (const Told& told : wiki) {
            shuffled.arrive(told);
            if (random() % 3 == 0) shuffled.tell_otherwise(told, told);  // told once more
        }
        const auto one = in_order.footprints();
        const auto other = shuffled.footprints();
        REQUIRE(one == other);
        for (const auto& [item, footprint] : one) {
            const Weeks weeks = footprint.weeks();
            const Instant then = at("2010-01-01") + 24h * (random() % 6000);
            REQUIRE(standing(weeks, Facts{}, then, Audience::routers) ==
                    standing(other.at(item).weeks(), Facts{}, then, Audience::routers));
            REQUIRE(to_bytes(weeks) == to_bytes(other.at(item).weeks()));
        }
    }
}

TEST_CASE("a robot's edit, a rename, a null edit or a sweep changes nothing, nor does an edit with its revert") {
    KeptVerdicts kept;
    std::uint32_t id = 100;
    for (std::uint32_t item = 0; item < 30; ++item)
        for (std::uint32_t i = 0; i < 3; ++i)
            kept.arrive(
                {id++, item, edit("2024-01-01T10:00:00Z", 10 * item + i + 1, i == 0 ? 0 : 10 * item + i, item)});
    const auto before = kept.footprints();

    Told robot{id++, 1, edit("2025-01-01", 900, 13)};
    robot.act.by = Act::By::bot;
    kept.arrive(robot);
    CHECK(kept.footprints() == before);
    kept.arrive({id++, 1, edit("2025-01-02", 900, 900)});  // a rename
    CHECK(kept.footprints() == before);
    for (std::uint32_t item = 2; item < 30; ++item)
        kept.arrive({id++, item, edit("2025-01-03T10:20:00Z", 2000 + item, 10 * item + 3, 99)});
    CHECK(kept.footprints() == before);
    kept.arrive({id++, 0, edit("2025-01-04", 3000, 3)});
    CHECK(kept.footprints() != before);
    kept.arrive({id++, 0, edit("2025-01-05", 3, 3000)});
    CHECK(kept.footprints() == before);
}

TEST_CASE("a history is told to the byte once, whichever of its revisions came last") {
    const Window middle = window_around(100, 100, 1'000'000);
    CHECK(middle == Window{70, 131, 85, 116});
    CHECK(window_around(0, 0, 1) == Window{0, 1, 0, 1});
    CHECK(window_around(5, 5, 5) == Window{0, 5, 0, 5});
    CHECK(window_around(3, 40, 50) == Window{0, 50, 0, 50});
}

TEST_CASE("one million revisions of one page are judged one by one, and in one go") {
    std::vector<Act> acts;
    for (std::uint64_t i = 0; i < 1'000'000; ++i) {
        acts.push_back(edit("2006-07-03", 1 + i % 40, 0, static_cast<std::uint32_t>(i % 7)));
        acts.back().at += std::chrono::minutes(i * 10);
    }
    const auto verdicts = judge(acts, Opening::whole);
    CHECK(std::count(verdicts.begin(), verdicts.end(), Verdict::counts) == 1'000'000);
    const Footprint footprint = footprint_of(acts, verdicts);
    CHECK(footprint.weeks().count() > 900);
    CHECK(footprint.shares().size() == 7);
}

TEST_CASE("the people of two items are put together, and told apart again") {
    std::mt19937_64 random(33);
    KeptVerdicts kept;
    for (const Told& told : random_wiki(random, 400)) kept.arrive(told);
    const auto all = kept.footprints();
    Footprint both = all.at(1);
    both += all.at(2);
    Footprint turned = all.at(2);
    turned += all.at(1);
    CHECK(both == turned);
    Weeks weeks = all.at(1).weeks();
    weeks |= all.at(2).weeks();
    CHECK(both.weeks() == weeks);
}

TEST_CASE("of two years, what people did on a page and what was taken back is counted") {
    std::vector<Act> acts{edit("2022-01-01", 1),    edit("2026-01-01", 2, 1), edit("2026-01-02", 3, 2),
                          edit("2026-01-03", 2, 3), edit("2026-01-04", 4, 2), edit("2027-01-01", 5, 4)};
    acts[4].by = Act::By::bot;
    CHECK(contest_of(acts, judge(acts, Opening::whole), now) == Contest{3, 1});
}

TEST_CASE("a revision dated ahead of the reader is not counted yet") {
    CHECK(reason_at(Verdict::counts, now + 24h * 7, now) == "not_yet");
    CHECK(reason_at(Verdict::counts, now + 24h, now) == "counts");
    CHECK(reason_at(Verdict::bot, now + 24h * 7, now) == "bot");
}
