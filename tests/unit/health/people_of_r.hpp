// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/calling.hpp"
#include "health/indicators.hpp"
#include "health/why.hpp"
#include "tests/unit/health/histories.hpp"

namespace moisson::health::test {

inline constexpr Person alice{1};
inline constexpr Person bob{2};
inline constexpr Person chloe{3};
inline constexpr Person dina{4};

// The worked example, with bob as its contact.
inline Evidence evidence_of_r() {
    using namespace std::chrono_literals;
    Evidence r;
    r.weeks = resource_r();
    r.shares = {{Share::As::named, alice,
                 weeks_of({"2023-03-08", "2023-03-15", "2023-10-11", "2024-09-18", "2025-10-08", "2026-02-11"})},
                {Share::As::named, bob, weeks_of({"2023-04-05", "2025-03-12"})},
                {Share::As::named, dina, weeks_of({"2026-03-04"})},
                {Share::As::named, chloe, weeks_of({"2024-02-07"})}};
    r.last_human = at("2026-03-04");
    r.last_any = at("2026-03-04");
    r.contest = Contest{14, 1};
    r.facts.reach.contact = 2025y / 3;
    r.facts.reach.others = 2026y / 2;
    return r;
}

inline std::vector<Acquaintance> everybody_of_r() {
    using namespace std::chrono_literals;
    return {{bob, Acquaintance::Role::contact, 2025y / 3},
            {dina, Acquaintance::Role::contributor, 2026y / 3},
            {alice, Acquaintance::Role::contributor, 2026y / 2},
            {chloe, Acquaintance::Role::contributor, 2024y / 2}};
}
inline const std::vector<Acquaintance> people_of_r = everybody_of_r();

// In the order in which a store may have them: the robots first.
inline std::vector<Judged> revisions_of_r() {
    std::vector<Judged> all{
        {at("2024-05-01"), Verdict::bot}, {at("2025-05-01"), Verdict::bot}, {at("2025-06-01"), Verdict::renamed}};
    for (const char* day : {"2023-03-08", "2023-03-15", "2023-04-05", "2023-10-11", "2024-02-07", "2024-09-18",
                            "2025-03-12", "2025-10-08", "2026-02-11", "2026-03-04"})
        all.push_back({at(day), Verdict::counts});
    return all;
}

// With an answer to all that is asked.
inline Evidence completed(Evidence evidence) {
    for (const Grid::Line& line : grid_of_works().lines)
        evidence.answers.push_back({line.criterion, Answer::Form::normalised, now, false});
    return evidence;
}

}  // namespace moisson::health::test
