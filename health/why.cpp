// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/why.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>

namespace moisson::health {
namespace {

constexpr std::int64_t year_of_weeks = 52;

std::string_view id_of(Acquaintance::Role role) {
    switch (role) {
        case Acquaintance::Role::contact:
            return "contact";
        case Acquaintance::Role::contributor:
            return "contributor";
        case Acquaintance::Role::caretaker:
            return "caretaker";
    }
    return "";
}

std::string_view direction_of(const Known<Trend>& trend) {
    if (!trend || !trend->is_shown()) return "unclear";
    return trend->log2_ratio > 0 ? "up" : "down";
}

// Collects the reasons of one resource, in the order in which they are told.
class Explanation {
public:
    Explanation(const Evidence& evidence, const Grid& grid, std::span<const Judged> revisions, Instant now,
                Audience audience)
        : evidence_(evidence),
          weeks_(evidence.weeks.begun_by(now)),
          portrait_(portrait_of(evidence, grid, now, audience)),
          revisions_(revisions),
          now_(now),
          audience_(audience) {}

    void tell_label() {
        const auto& facts = evidence_.facts;
        if (is_stable(facts.stable, now_) && portrait_.standing.label != Label::archive) {
            add(health::id_of(Flag::fini_et_stable), {{"since", facts.stable->since}});
            return;
        }
        if (!portrait_.standing.label) return;
        const Label label = *portrait_.standing.label;
        Reason& reason = add(health::id_of(label), {});
        if (label == Label::archive) {
            const bool by_person = facts.archived->by == Stated::By::person;
            reason.numbers = {{"since", facts.archived->since}, {"by", by_person ? "person" : "source"}};
        } else if (label == Label::indetermine) {
            reason.numbers = {{"reason", health::id_of(weeks_.empty() ? Unknown::no_history : Unknown::two_dates)}};
        } else if (label == Label::naissant) {
            reason.numbers = {{"weeks", static_cast<double>(weeks_.count())}, {"since", thursday_of(*weeks_.first())}};
            reason.revisions = counted_since(0);
        } else if (const auto& forecast = portrait_.indicators.p_active_12m) {
            reason.numbers = {{"p12", forecast->p12}, {"percent", static_cast<double>(percent_of(forecast->p12))}};
            reason.revisions = counted_since(week_number(now_) + 1 - 2 * year_of_weeks);
        }
    }

    void tell_pace() {
        if (weeks_.empty() || evidence_.facts.family != Family::worked_on) return;
        const std::int64_t until = week_number(now_) + 1;
        const auto recent = static_cast<double>(weeks_.count_between(until - year_of_weeks, until));
        const auto before = static_cast<double>(weeks_.count_between(until - 2 * year_of_weeks, until - year_of_weeks));
        Reason& weeks =
            add("active_weeks",
                {{"recent", recent}, {"before", before}, {"trend", direction_of(portrait_.indicators.trend)}});
        weeks.revisions = counted_since(until - 2 * year_of_weeks);
    }

    void tell_last_edit() {
        const auto& last = portrait_.indicators.last_human_edit;
        if (!last) return;
        Reason& reason = add("last_edit", {{"at", last->human}, {"days", last->days}});
        if (const auto& fresh = portrait_.indicators.relative_freshness)
            reason.numbers.emplace_back("multiple", fresh->multiple);
        for (std::size_t i = 0; i < revisions_.size(); ++i)
            if (revisions_[i].verdict == Verdict::counts && revisions_[i].at == last->human)
                reason.revisions.push_back(i);
    }

    void tell_flags() {
        const auto& all = portrait_.indicators;
        for (const Flag flag : portrait_.flags) {
            if (flag == Flag::fini_et_stable) continue;  // told instead of the label
            Reason& reason = add(health::id_of(flag), {});
            if (flag == Flag::silence_inhabituel && all.relative_freshness)
                reason.numbers = {{"multiple", all.relative_freshness->multiple}};
            if (flag == Flag::ralentissement) reason.numbers = {{"since", monday_of((*all.change_since)->since)}};
            if (flag == Flag::conteste) reason.numbers = {{"share", *all.revert_share}};
            if (flag == Flag::reponses_a_reverifier) reason.numbers = {{"score", all.answer_freshness->score}};
        }
    }

    void tell_what_follows() {
        const bool waits = portrait_.standing.label && portrait_.standing.label != Label::archive;
        if (audience_ != Audience::routers || !waits || is_stable(evidence_.facts.stable, now_)) return;
        if (const auto at = portrait_.standing.valid_until)
            add("next",
                {{"at", *at}, {"label", health::id_of(*standing(weeks_, evidence_.facts, *at, audience_).label)}});
        if (!portrait_.indicators.p_active_12m) return;
        const auto lifted = forecast_with_contribution(weeks_, now_);
        if (lifted)
            add("one_contribution", {{"p12", lifted->p12}, {"percent", static_cast<double>(percent_of(lifted->p12))}});
    }

    void tell_people(std::span<const Acquaintance> people) {
        if (audience_ != Audience::routers) return;
        const auto there = to_call(people, evidence_.shares, now_);
        if (!there.empty())
            add("to_call",
                {{"person", there.front().who}, {"seen", *there.front().seen}, {"role", id_of(there.front().role)}});
        if (!there.empty() && there.front().role == Acquaintance::Role::contact) return;
        for (const Acquaintance& person : people) {
            if (person.role != Acquaintance::Role::contact) continue;
            Reason& reason = add("contact", {{"person", person.who}});
            if (person.seen) reason.numbers.emplace_back("seen", *person.seen);
        }
    }

    void tell_missing() {
        if (portrait_.missing.empty()) return;
        Reason& reason = add("missing", {});
        for (const Criterion criterion : portrait_.missing)
            reason.numbers.emplace_back("criterion", health::id_of(criterion));
    }

    void tell_not_counted() {
        std::map<std::string_view, double> often;
        std::vector<std::size_t> which;
        for (std::size_t i = 0; i < revisions_.size(); ++i) {
            const std::string_view reason = reason_at(revisions_[i].verdict, revisions_[i].at, now_);
            if (reason == health::id_of(Verdict::counts)) continue;
            ++often[reason];
            which.push_back(i);
        }
        if (often.empty()) return;
        Reason& reason = add("not_counted", {});
        reason.numbers.assign(often.begin(), often.end());
        reason.revisions = std::move(which);
    }

    std::vector<Reason> finish() { return std::move(reasons_); }

private:
    using Numbers = std::vector<std::pair<std::string_view, Quantity>>;

    Reason& add(std::string_view id, Numbers numbers) {
        return reasons_.emplace_back(Reason{id, std::move(numbers), {}});
    }

    std::vector<std::size_t> counted_since(std::int64_t week) const {
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < revisions_.size(); ++i) {
            const std::int64_t of = week_number(revisions_[i].at);
            if (revisions_[i].verdict == Verdict::counts && of >= week && of <= week_number(now_)) places.push_back(i);
        }
        return places;
    }

    const Evidence& evidence_;
    Weeks weeks_;
    Portrait portrait_;
    std::span<const Judged> revisions_;
    Instant now_;
    Audience audience_;
    std::vector<Reason> reasons_;
};

}  // namespace

std::vector<Reason> explain(const Evidence& evidence, const Grid& grid, std::span<const Acquaintance> people,
                            std::span<const Judged> revisions, Instant now, Audience audience) {
    Explanation explanation(evidence, grid, revisions, now, audience);
    explanation.tell_label();
    explanation.tell_pace();
    explanation.tell_last_edit();
    explanation.tell_flags();
    explanation.tell_what_follows();
    explanation.tell_people(people);
    explanation.tell_missing();
    explanation.tell_not_counted();
    return explanation.finish();
}

int percent_of(double probability) noexcept {
    return 5 * static_cast<int>(std::lround(probability * 20));
}

Known<Forecast> forecast_with_contribution(const Weeks& weeks, Instant now) {
    Weeks lifted = weeks.begun_by(now);
    const auto week = week_of(now);
    if (!week) return tl::unexpected(Unknown::no_history);
    lifted.add(*week);
    return forecast(rhythm_of(lifted), days_of(now));
}

}  // namespace moisson::health
