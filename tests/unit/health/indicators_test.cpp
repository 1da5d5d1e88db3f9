// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/indicators.hpp"
#include "tests/unit/health/histories.hpp"
#include "tests/unit/health/people_of_r.hpp"

#include <doctest/doctest.h>
#include <cmath>
#include <set>

using namespace moisson;
using namespace moisson::health;
using namespace moisson::health::test;
using namespace std::chrono_literals;

namespace {

bool is(double found, double printed) {
    return std::abs(found - printed) < 1e-9;
}

std::vector<Question> seven_questions() {
    std::vector<Question> questions;
    for (const int days : {2, 3, 5, 9, 13})
        questions.push_back({at("2026-01-01"), at("2026-01-01") + std::chrono::days(days)});
    questions.push_back({at("2026-02-01"), std::nullopt});
    questions.push_back({at("2026-03-01"), std::nullopt});
    return questions;
}

Answer answer(Criterion criterion, Answer::Form form, int days) {
    return {criterion, form, now - std::chrono::days(days), false};
}

std::vector<Answer> answers_of_the_page() {
    using Form = Answer::Form;
    return {answer(Criterion::contact, Form::normalised, 400), answer(Criterion::time, Form::words, 900),
            {Criterion::complexity, Form::missing, {}, false}, answer(Criterion::cost, Form::normalised, 200),
            answer(Criterion::licence, Form::normalised, 900), answer(Criterion::how_to, Form::normalised, 119),
            answer(Criterion::context, Form::normalised, 900)};
}

}  // namespace

TEST_CASE("the worked example has the indicators of its table, to ten digits") {
    const Indicators all = indicators_of(evidence_of_r(), grid_of_works(), now);
    CHECK(is(*all.vitality, 3.5220776076));
    CHECK(is(all.p_active_12m->p12, 0.5991609563));
    CHECK(all.relative_freshness->usual_days == doctest::Approx(127.2).epsilon(1e-12));
    CHECK(is(all.relative_freshness->multiple, 0.9237421384));
    CHECK(all.trend->recent == 3);
    CHECK(all.trend->before == 2);
    CHECK(std::abs(all.trend->log2_ratio - 0.485427) < 5e-7);
    CHECK(all.trend->p == 1);
    CHECK_FALSE(all.trend->is_shown());
    CHECK(day(all.last_human_edit->human) == "2026-03-04");
    CHECK(all.last_human_edit->days == 119);
    CHECK(is(*all.effective_contributors, 2.4742319687));
    CHECK(all.contributor_absence_factor == 1u);
    CHECK(all.newcomer_ratio == Newcomers{1, 2});
    CHECK(all.newcomer_ratio->too_few());
    CHECK(is(all.burstiness->value, -0.1987832725));
    CHECK(is(all.burstiness->variation, 0.6678367444));
    CHECK_FALSE(all.change_since->has_value());
    CHECK(all.reachability == Reachable::somebody);
    CHECK(is(*all.revert_share, 0.0458333333));
}

TEST_CASE("the people of the worked example weigh what its table says") {
    const Evidence r = evidence_of_r();
    const std::array wanted{3.2204667851, 0.9629557576, 0.8944303797, 0.4363097618};
    for (std::size_t i = 0; i < wanted.size(); ++i) CHECK(is(weight_of(r.shares[i].weeks, days_of(now)), wanted[i]));
}

TEST_CASE("the contributors of the CHAOSS example count as four, and two of them carry half") {
    const std::vector<double> contributions{1000, 202, 90, 33, 332, 343, 42, 433};
    CHECK(is(effective_number(contributions), 4.1752748073));
    CHECK(absence_factor(contributions) == 2);
}

TEST_CASE("what is known of quarters with nine and two, none and five, none and six active weeks") {
    CHECK(std::abs(trend_of(9, 2).p - 0.065430) < 5e-7);
    CHECK(trend_of(9, 2).is_shown());
    CHECK(trend_of(0, 5).p == 0.0625);
    CHECK_FALSE(trend_of(0, 5).is_shown());  // too few to say
    CHECK(trend_of(0, 6).p == 0.03125);
    CHECK(trend_of(0, 6).is_shown());
    CHECK(trend_of(0, 0).p == 1);
    CHECK(trend_of(52, 52).p == 1);
    CHECK(trend_of(52, 0).p > 0);
}

TEST_CASE("who worked every fourth week is slower after fourteen silent ones, since the first of them") {
    Weeks weeks;
    const Week begin = week("2020-01-06");
    for (std::uint16_t i = 0; i < 40; ++i) weeks.add(Week{static_cast<std::uint16_t>(begin.number + 4 * i)});
    const Week last = *weeks.last();
    const auto after = [&](int silent_weeks) {
        return slowdown(weeks, monday_of(Week{static_cast<std::uint16_t>(last.number + 1 + silent_weeks)}));
    };
    CHECK_FALSE((*after(13)).has_value());
    REQUIRE((*after(14)).has_value());
    CHECK((*after(14))->since.number == last.number + 1);
    CHECK((*after(400)).has_value());
    // A week that is not over is not empty.
    CHECK_FALSE(slowdown(weeks, monday_of(Week{static_cast<std::uint16_t>(last.number + 15)}) - 1ms)->has_value());
    // Back again, it is not slower any more, however long it was away.
    weeks.add(Week{static_cast<std::uint16_t>(last.number + 300)});
    CHECK_FALSE(slowdown(weeks, thursday_of(*weeks.last()))->has_value());
}

TEST_CASE("who worked every week is slower at the first that is missed") {
    const Weeks weeks = weekly(150, "2020-01-06");
    const auto found = *slowdown(weeks, monday_of(*weeks.last()) + std::chrono::weeks(2));
    REQUIRE(found);
    CHECK(found->since.number == weeks.last()->number + 1);
}

TEST_CASE("five of seven questions answered in time make two thirds, and a median of nine days") {
    const auto found = responsiveness(seven_questions(), now);
    CHECK(found->asked == 7);
    CHECK(found->answered == 5);
    CHECK(found->value == doctest::Approx(2.0 / 3).epsilon(1e-12));
    CHECK(found->median_days == 9.0);
}

TEST_CASE("that nobody asked is not said as nobody answered") {
    CHECK(responsiveness({}, now).error() == Unknown::no_question);
    const std::vector<Question> young{{now - 13 * 24h, std::nullopt}};
    CHECK(responsiveness(young, now).error() == Unknown::no_question);
    const std::vector<Question> old{{at("2023-01-01"), std::nullopt}};
    CHECK(responsiveness(old, now).error() == Unknown::no_question);
    const std::vector<Question> tomorrow{{now + 24h, now + 48h}};
    CHECK(responsiveness(tomorrow, now).error() == Unknown::no_question);
}

TEST_CASE("when half the questions were never answered there is no usual delay") {
    const std::vector<Question> questions{{at("2026-01-01"), at("2026-01-02")}, {at("2026-01-01"), std::nullopt}};
    CHECK(responsiveness(questions, now)->median_days.error() == Unknown::mostly_unanswered);
    // Late, it still counts for the delay; and no answer comes before its question.
    const std::vector<Question> late{{at("2026-01-01"), at("2026-03-02")}, {at("2026-01-01"), at("2025-12-25")}};
    CHECK(responsiveness(late, now)->median_days == 30.0);
    CHECK(responsiveness(late, now)->answered == 1);
}

TEST_CASE("the page of the example answers 77.5 of what is asked, and 47.0750 of it still holds") {
    const std::vector<Answer> answers = answers_of_the_page();
    const auto complete = routing_completeness(grid_of_works(), answers);
    CHECK(complete->score == doctest::Approx(77.5).epsilon(1e-12));
    CHECK(complete->has_contact);
    CHECK(complete->missing == std::vector{Criterion::complexity});
    CHECK(is(answer_freshness(grid_of_works(), answers, now)->score, 47.0749855768));
    CHECK_FALSE(answer_freshness(grid_of_works(), answers, now)->at_most);
}

TEST_CASE("without a contact nobody can be sent there, whatever else is answered") {
    std::vector<Answer> answers = answers_of_the_page();
    answers.erase(answers.begin());
    CHECK_FALSE(routing_completeness(grid_of_works(), answers)->has_contact);
    CHECK(routing_completeness(grid_of_works(), answers)->missing.front() == Criterion::contact);
}

TEST_CASE("the age of an answer is told, told as at least, or not told at all") {
    std::vector<Answer> answers = answers_of_the_page();
    answers[3].at_least = true;
    CHECK(answer_freshness(grid_of_works(), answers, now)->at_most);
    answers[3].since.reset();
    CHECK(answer_freshness(grid_of_works(), answers, now).error() == Unknown::no_date);
    CHECK(answer_freshness(grid_of_works(), {}, now).error() == Unknown::no_answer);
    CHECK(routing_completeness(grid_of_works(), {})->score == 0);
    CHECK(answer_freshness(Grid{}, answers, now).error() == Unknown::no_grid);
    CHECK(routing_completeness(Grid{}, answers).error() == Unknown::no_grid);
}

TEST_CASE("a place is asked other things than a method") {
    const Grid place{{{Criterion::contact, 2, 365}, {Criterion::address, 1, 1825}, {Criterion::hours, 1, 365}}};
    const std::vector<Answer> answers{answer(Criterion::address, Answer::Form::normalised, 1825),
                                      answer(Criterion::time, Answer::Form::normalised, 0)};
    CHECK(routing_completeness(place, answers)->score == 25);
    CHECK(answer_freshness(place, answers, now)->score == 12.5);
    for (const Criterion criterion : all_criteria) CHECK(criterion_with(id_of(criterion)) == criterion);
    CHECK_FALSE(criterion_with("horaires"));
}

TEST_CASE("what a source does not say is not told as nothing") {
    Evidence silent;
    silent.facts.reach.names = Reach::Names::untold;
    const Indicators none = indicators_of(silent, Grid{}, now);
    CHECK(none.vitality.error() == Unknown::no_history);
    CHECK(none.p_active_12m.error() == Unknown::no_history);
    CHECK(none.trend.error() == Unknown::no_history);
    CHECK(none.change_since.error() == Unknown::no_history);
    CHECK(none.last_human_edit.error() == Unknown::no_history);
    CHECK(none.effective_contributors.error() == Unknown::source_names_nobody);
    CHECK(none.newcomer_ratio.error() == Unknown::source_names_nobody);
    CHECK(none.responsiveness.error() == Unknown::no_question);
    CHECK(none.reachability.error() == Unknown::source_names_nobody);
    CHECK(none.revert_share.error() == Unknown::no_history);
}

TEST_CASE("two dates are not taken for a rhythm until a year was watched") {
    Evidence two = evidence_of_r();
    two.facts.past = {Past::Read::two_dates, now - 364 * 24h, {}};
    CHECK(indicators_of(two, Grid{}, now).p_active_12m.error() == Unknown::two_dates);
    CHECK(indicators_of(two, Grid{}, now).effective_contributors.error() == Unknown::two_dates);
    CHECK(indicators_of(two, Grid{}, now).last_human_edit.has_value());
    two.facts.past.observed_since = now - 365 * 24h;
    CHECK(is(*indicators_of(two, Grid{}, now).vitality, 3.5220776076));
}

TEST_CASE("in its first years a resource is not compared with a past it does not have") {
    Evidence young;
    young.weeks = weeks_of({"2025-08-06", "2026-06-10"});
    young.shares = {{Share::As::named, Person{1}, young.weeks}};
    const Indicators all = indicators_of(young, Grid{}, now);
    CHECK(all.trend.error() == Unknown::too_young);
    CHECK(all.newcomer_ratio.error() == Unknown::too_young);
    CHECK(all.burstiness.error() == Unknown::too_few_gaps);
}

TEST_CASE("those who did not sign count as one, and are nobody to rely on") {
    Evidence r = evidence_of_r();
    r.shares = {{Share::As::anonymous, Person{}, r.weeks}};
    CHECK(indicators_of(r, Grid{}, now).effective_contributors.error() == Unknown::nobody_known);
    CHECK(indicators_of(r, Grid{}, now).contributor_absence_factor.error() == Unknown::nobody_known);
    CHECK(indicators_of(r, Grid{}, now).newcomer_ratio.error() == Unknown::nobody_lately);
    r.shares.push_back({Share::As::named, Person{1}, weeks_of({"2020-01-01"})});
    CHECK(*indicators_of(r, Grid{}, now).effective_contributors < 2);
    CHECK(indicators_of(r, Grid{}, now).contributor_absence_factor.error() == Unknown::mostly_unnamed);
    r.shares[0].as = Share::As::hidden;
    CHECK(indicators_of(r, Grid{}, now).effective_contributors == doctest::Approx(1));
}

TEST_CASE("when a user is deleted the forecast stays, and the people change") {
    Evidence r = evidence_of_r();
    const Indicators before = indicators_of(r, Grid{}, now);
    r.shares[0].as = Share::As::hidden;
    const Indicators after = indicators_of(r, Grid{}, now);
    CHECK(after.p_active_12m->p12 == before.p_active_12m->p12);
    CHECK(*after.effective_contributors != *before.effective_contributors);
    CHECK(after.contributor_absence_factor.error() == Unknown::mostly_unnamed);
}

TEST_CASE("what another clock dates after now is left aside") {
    Evidence r = evidence_of_r();
    r.weeks.add(week("2027-01-01"));
    r.shares[0].weeks.add(week("2027-01-01"));
    const Indicators all = indicators_of(r, Grid{}, now);
    CHECK(is(all.p_active_12m->p12, 0.5991609563));
    CHECK(is(*all.effective_contributors, 2.4742319687));
    r.last_human = at("2026-07-01T00:03:00Z");
    CHECK(indicators_of(r, Grid{}, now).last_human_edit->days == 0);
}

TEST_CASE("a robot that came after the last person is told beside it") {
    Evidence r = evidence_of_r();
    r.last_any = at("2026-06-01");
    CHECK(indicators_of(r, Grid{}, now).last_human_edit->other == at("2026-06-01"));
    r.last_any = r.last_human;
    CHECK_FALSE(indicators_of(r, Grid{}, now).last_human_edit->other);
}

TEST_CASE("each indicator has a number, a slug and bands of its own") {
    std::set<std::string_view> ids;
    std::set<std::string_view> slugs;
    for (const Scale& scale : all_scales()) {
        CHECK(&scale_of(scale.indicator) == &scale);
        ids.insert(scale.id);
        slugs.insert(scale.slug);
    }
    CHECK(ids.size() == 15);
    CHECK(slugs.size() == 15);
    CHECK(band_of(Indicator::p_active_12m, 0.1499) == 0);
    CHECK(band_of(Indicator::p_active_12m, 0.15) == 1);
    CHECK(band_of(Indicator::p_active_12m, 0.50) == 2);
    CHECK(band_of(Indicator::newcomer_ratio, 0) == 0);
    CHECK(band_of(Indicator::newcomer_ratio, 0.5) == 1);
    CHECK(band_of(Indicator::newcomer_ratio, 0.6) == 2);
    CHECK(band_of(Indicator::relative_freshness, 4.5) == 3);
}

TEST_CASE("every indicator is a number within its range, whatever the history") {
    std::mt19937_64 random(21);
    for (int round = 0; round < 1000; ++round) {
        Evidence evidence;
        evidence.weeks = random_history(random);
        evidence.shares = {{Share::As::named, Person{1}, evidence.weeks},
                           {Share::As::named, Person{2}, weeks_of({"2012-01-04"})},
                           {Share::As::anonymous, Person{}, weeks_of({"2013-01-04"})}};
        const Instant then = at("2006-07-03") + 1h * (random() % 200'000);
        const Indicators all = indicators_of(evidence, grid_of_works(), then);
        if (all.vitality) REQUIRE((*all.vitality > 0 && *all.vitality < 75.8));
        if (all.p_active_12m) REQUIRE((all.p_active_12m->p12 > 0 && all.p_active_12m->p12 < 1));
        if (all.relative_freshness) REQUIRE(all.relative_freshness->multiple >= 0);
        if (all.trend) REQUIRE((all.trend->p > 0 && all.trend->p <= 1));
        if (all.burstiness) REQUIRE((all.burstiness->value >= -1.0000001 && all.burstiness->value <= 1.0000001));
        if (all.effective_contributors) REQUIRE((*all.effective_contributors >= 1 && *all.effective_contributors <= 3));
        if (all.newcomer_ratio) REQUIRE((all.newcomer_ratio->ratio() >= 0 && all.newcomer_ratio->ratio() <= 1));
        if (all.change_since && *all.change_since) REQUIRE(monday_of((*all.change_since)->since) < then);
    }
}
