// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/why.hpp"
#include "tests/unit/health/histories.hpp"
#include "tests/unit/health/people_of_r.hpp"

#include <doctest/doctest.h>
#include <cmath>

using namespace moisson;
using namespace moisson::health;
using namespace moisson::health::test;
using namespace std::chrono_literals;

namespace {

const Reason* reason(const std::vector<Reason>& reasons, std::string_view id) {
    for (const Reason& each : reasons)
        if (each.id == id) return &each;
    return nullptr;
}

template <class T>
T number(const std::vector<Reason>& reasons, std::string_view id, std::string_view name) {
    const Reason* const found = reason(reasons, id);
    REQUIRE_MESSAGE(found != nullptr, id);
    for (const auto& [key, value] : found->numbers)
        if (key == name) return std::get<T>(value);
    FAIL(id, " has no ", name);
    return {};
}

std::vector<std::string_view> ids(const std::vector<Reason>& reasons) {
    std::vector<std::string_view> out;
    out.reserve(reasons.size());
    for (const Reason& each : reasons) out.push_back(each.id);
    return out;
}

std::vector<Reason> why_r(Audience audience) {
    const std::vector<Judged> revisions = revisions_of_r();
    return explain(completed(evidence_of_r()), grid_of_works(), people_of_r, revisions, now, audience);
}

}  // namespace

TEST_CASE("the explanation of the worked example has every number of the sentence on its page") {
    const std::vector<Reason> why = why_r(Audience::routers);
    CHECK(ids(why) == std::vector<std::string_view>{"vivant", "active_weeks", "last_edit", "fragile", "next",
                                                    "one_contribution", "to_call", "contact", "not_counted"});
    CHECK(number<double>(why, "vivant", "percent") == 60);
    CHECK(number<double>(why, "active_weeks", "recent") == 3);
    CHECK(number<double>(why, "active_weeks", "before") == 2);
    CHECK(number<std::string_view>(why, "active_weeks", "trend") == "unclear");
    CHECK(day(number<Instant>(why, "last_edit", "at")) == "2026-03-04");
    CHECK(std::abs(number<double>(why, "last_edit", "multiple") - 0.9) < 0.05);
    CHECK(day(number<Instant>(why, "next", "at")) == "2027-03-05");
    CHECK(number<std::string_view>(why, "next", "label") == "en_veille");
    CHECK(number<double>(why, "one_contribution", "percent") == 70);
    CHECK(number<Person>(why, "to_call", "person") == alice);
    CHECK(number<std::chrono::year_month>(why, "to_call", "seen") == 2026y / 2);
    CHECK(number<Person>(why, "contact", "person") == bob);
    CHECK(number<std::chrono::year_month>(why, "contact", "seen") == 2025y / 3);
    CHECK(number<double>(why, "not_counted", "bot") == 2);
    CHECK(number<double>(why, "not_counted", "renamed") == 1);
}

TEST_CASE("each reason names the revisions it rests on") {
    const std::vector<Reason> why = why_r(Audience::routers);
    CHECK(reason(why, "not_counted")->revisions == std::vector<std::size_t>{0, 1, 2});
    CHECK(reason(why, "last_edit")->revisions == std::vector<std::size_t>{12});
    CHECK(reason(why, "active_weeks")->revisions == std::vector<std::size_t>{8, 9, 10, 11, 12});
}

TEST_CASE("the public reads no forecast, nothing that follows from one, and nobody to call") {
    const std::vector<Reason> why = why_r(Audience::everybody);
    CHECK(ids(why) == std::vector<std::string_view>{"vivant", "active_weeks", "last_edit", "not_counted"});
    CHECK(reason(why, "vivant")->numbers.empty());
}

TEST_CASE("a contact who is still there is the one to call, and nobody else") {
    std::vector<Acquaintance> people = people_of_r;
    people[0].seen = 2025y / 7;
    const Evidence r = evidence_of_r();
    const auto why = explain(r, Grid{}, people, {}, now, Audience::routers);
    CHECK(number<Person>(why, "to_call", "person") == bob);
    CHECK(number<std::string_view>(why, "to_call", "role") == "contact");
    CHECK(reason(why, "contact") == nullptr);
}

TEST_CASE("where there is nobody to call nobody is named, but the contact that was declared") {
    const std::vector<Acquaintance> people{{bob, Acquaintance::Role::contact, std::nullopt}};
    const auto why = explain(evidence_of_r(), Grid{}, people, {}, now, Audience::routers);
    CHECK(reason(why, "to_call") == nullptr);
    CHECK(reason(why, "contact")->numbers.size() == 1);
}

TEST_CASE("each label is explained by the rule that gave it, and by no other") {
    Evidence r = evidence_of_r();
    const auto why = [&] { return explain(r, grid_of_works(), {}, {}, now, Audience::routers); };
    r.facts.archived = Stated{Stated::By::person, at("2026-01-05")};
    CHECK(number<std::string_view>(why(), "archive", "by") == "person");
    CHECK(reason(why(), "next") == nullptr);
    r.facts.archived.reset();
    r.facts.stable = Stated{Stated::By::person, at("2026-01-05")};
    CHECK(day(number<Instant>(why(), "fini_et_stable", "since")) == "2026-01-05");
    CHECK(reason(why(), "vivant") == nullptr);
    r.facts.stable.reset();
    r.facts.past = {Past::Read::two_dates, at("2026-01-05"), {}};
    CHECK(number<std::string_view>(why(), "indetermine", "reason") == "two_dates");
    CHECK(day(number<Instant>(why(), "next", "at")) == "2027-01-05");
    r.facts.past = {};
    r.weeks = weeks_of({"2026-06-10"});
    CHECK(number<double>(why(), "naissant", "weeks") == 1);
    CHECK(day(number<Instant>(why(), "naissant", "since")) == "2026-06-11");
    r.weeks = Weeks();
    CHECK(number<std::string_view>(why(), "indetermine", "reason") == "no_history");
    CHECK(reason(why(), "one_contribution") == nullptr);
    CHECK(reason(why(), "missing")->numbers.size() == grid_of_works().lines.size());
    r.weeks = weeks_of({"2015-06-10"});
    r.facts.reach = Reach{};
    CHECK(reason(why(), "orphelin") != nullptr);
    CHECK(reason(why(), "next") == nullptr);
}

TEST_CASE("a probability is told in steps of five percent") {
    CHECK(percent_of(0.5991609563) == 60);
    CHECK(percent_of(0.6917936217) == 70);
    CHECK(percent_of(0.0249) == 0);
    CHECK(percent_of(0.976) == 100);
    CHECK(percent_of(0.42) == 40);
}

TEST_CASE("the longer the past, the better the answers and the nearer somebody, the earlier one tries to wake it") {
    CHECK(wake_priority(10, Reachable::somebody, 77.5) == doctest::Approx(std::log2(11) * 1.0 * 0.8875));
    CHECK(wake_priority(0, Reachable::the_contact, 100) == 0);
    CHECK(wake_priority(10, Reachable::nobody, 50) < wake_priority(10, Reachable::somebody, 50));
    CHECK(wake_priority(10, Reachable::nobody, 50) < wake_priority(20, Reachable::nobody, 50));
    CHECK(wake_priority(10, Reachable::nobody, 50) < wake_priority(10, Reachable::nobody, 60));
}

TEST_CASE("who is seen is the contact, or the latest of the others") {
    const Reach reach = reach_of(people_of_r, Reach::Names::told);
    CHECK(reach.contact == 2025y / 3);
    CHECK(reach.others == 2026y / 3);
    CHECK(reachability(reach, now) == Reachable::somebody);
}
