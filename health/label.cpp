// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/label.hpp"
#include "health/activity.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace moisson::health {
namespace {

constexpr std::chrono::days young(180);
constexpr std::size_t most_weeks_of_young = 3;
constexpr std::chrono::days observed_enough(365);

// In an active week nothing is judged before its Thursday.
Instant settled(const Weeks& weeks, Instant when) {
    const auto week = week_of(when);
    return week && weeks.has(*week) ? std::max(when, thursday_of(*week)) : when;
}

// An instant at which the label may change, and why.
struct Break {
    Instant at{};
    Trigger trigger = Trigger::silence;
};

// Of several reasons at the same instant the one that is told: what is said, before what is done, before time.
int rank_of(Trigger trigger) {
    switch (trigger) {
        case Trigger::person:
            return 0;
        case Trigger::fact:
        case Trigger::mapping:
            return 1;
        case Trigger::edit:
            return 2;
        case Trigger::silence:
            return 3;
    }
    return 4;
}

// The label from an instant on.
struct Spell {
    std::optional<Instant> from;  // nothing: ever since
    Label label = Label::indetermine;
    Trigger trigger = Trigger::silence;
};

std::optional<Week> fourth_of(const Weeks& weeks) {
    std::optional<Week> fourth;
    std::size_t count = 0;
    weeks.each([&](Week week) {
        if (++count == most_weeks_of_young + 1) fourth = week;
    });
    return fourth;
}

// What a resource was called, and will be if nothing happens.
class Replay {
public:
    Replay(const Weeks& weeks, const Facts& facts, Audience audience)
        : weeks_(weeks), facts_(facts), audience_(audience), turns_(turns_of(weeks)) {
        if (facts.past.read == Past::Read::two_dates) known_from_ = facts.past.observed_since + observed_enough;
        if (turns_.empty()) return;
        Instant born = turns_.front().at;
        if (facts.past.born) born = std::min(born, *facts.past.born);
        grown_from_ = settled(weeks, std::max(born + young, turns_.front().at));
        if (const auto fourth = fourth_of(weeks); fourth && thursday_of(*fourth) <= grown_from_) {
            grown_from_ = thursday_of(*fourth);
            grown_by_ = Trigger::edit;
        }
    }

    std::vector<Spell> spells() const {
        std::vector<Spell> spells;
        if (turns_.empty()) spells.push_back({std::nullopt, Label::indetermine, Trigger::silence});
        for (const Break& at : breaks()) {
            const Label label = shown(label_at(at.at));
            if (spells.empty() || spells.back().label != label) spells.push_back({at.at, label, at.trigger});
        }
        return spells;
    }

private:
    std::vector<Break> breaks() const {
        std::vector<Break> all;
        const auto add = [&](Instant at, Trigger trigger) { all.push_back({settled(weeks_, at), trigger}); };
        for (const Turn& turn : turns_) {
            const auto week = week_of(turn.at);
            add(turn.at, week && weeks_.has(*week) && turn.at == thursday_of(*week) ? Trigger::edit : Trigger::silence);
        }
        if (!turns_.empty()) {
            add(grown_from_, grown_by_);
            if (known_from_) add(*known_from_, Trigger::silence);
            if (const auto until = reachable_until(facts_.reach)) add(*until, Trigger::silence);
        }
        if (facts_.archived)
            add(facts_.archived->since, facts_.archived->by == Stated::By::person ? Trigger::person : Trigger::fact);
        // Nothing is known before the first week, unless somebody said that it is over.
        std::erase_if(all, [&](const Break& at) {
            return !turns_.empty() && at.at < turns_.front().at && at.trigger == Trigger::silence;
        });
        std::sort(all.begin(), all.end(), [](const Break& one, const Break& other) {
            return std::pair(one.at, rank_of(one.trigger)) < std::pair(other.at, rank_of(other.trigger));
        });
        return all;
    }

    Label label_at(Instant when) const {
        if (facts_.archived && facts_.archived->since <= when) return Label::archive;
        if (turns_.empty() || when < turns_.front().at || (known_from_ && when < *known_from_))
            return Label::indetermine;
        if (when < grown_from_) return Label::naissant;
        const auto next = std::upper_bound(turns_.begin(), turns_.end(), when,
                                           [](Instant at, const Turn& turn) { return at < turn.at; });
        switch (std::prev(next)->to) {
            case Activity::vivant:
                return Label::vivant;
            case Activity::en_veille:
                return Label::en_veille;
            case Activity::low:
                break;
        }
        const auto reachable = reachability(facts_.reach, when);
        if (!reachable) return Label::en_veille;  // who would have to be called is not ours to say
        return *reachable == Reachable::nobody ? Label::orphelin : Label::a_reveiller;
    }

    Label shown(Label label) const {
        const bool merged = label == Label::a_reveiller || label == Label::orphelin;
        return audience_ == Audience::everybody && merged ? Label::en_veille : label;
    }

    const Weeks& weeks_;
    const Facts& facts_;
    Audience audience_;
    std::vector<Turn> turns_;
    std::optional<Instant> known_from_;
    Instant grown_from_{};
    Trigger grown_by_ = Trigger::silence;
};

// Of a kind whose dynamics are not told, only that somebody ended it.
Standing standing_without_dynamics(const Facts& facts, Instant when) {
    if (!facts.archived) return {};
    if (facts.archived->since <= when) return {Label::archive, facts.archived->since, std::nullopt};
    return {std::nullopt, std::nullopt, facts.archived->since};
}

Standing standing_in(const std::vector<Spell>& spells, Instant judged) {
    const auto next = std::find_if(spells.begin(), spells.end(),
                                   [&](const Spell& spell) { return spell.from && *spell.from > judged; });
    const std::optional<Instant> until = next == spells.end() ? std::nullopt : next->from;
    if (next == spells.begin()) return {Label::indetermine, std::nullopt, until};
    return {std::prev(next)->label, std::prev(next)->from, until};
}

std::vector<Transition> transitions_in(const std::vector<Spell>& spells, Instant judged, Audience audience) {
    std::vector<Transition> all;
    std::optional<Label> before;
    for (const Spell& spell : spells) {
        if (spell.from && *spell.from > judged) break;
        if (spell.from) all.push_back({before, spell.label, *spell.from, spell.trigger});
        before = spell.label;
    }
    if (audience == Audience::everybody)
        for (Transition& each : all) each.at = std::chrono::floor<std::chrono::days>(each.at);
    return all;
}

}  // namespace

Course course_of(const Weeks& weeks, const Facts& facts, Instant when, Audience audience) {
    if (facts.family != Family::worked_on) return {standing_without_dynamics(facts, when), {}};
    const Weeks begun = weeks.begun_by(when);
    const std::vector<Spell> spells = Replay(begun, facts, audience).spells();
    const Instant judged = settled(begun, when);
    return {standing_in(spells, judged), transitions_in(spells, judged, audience)};
}

Standing standing(const Weeks& weeks, const Facts& facts, Instant when, Audience audience) {
    return course_of(weeks, facts, when, audience).standing;
}

std::vector<Transition> transitions(const Weeks& weeks, const Facts& facts, Instant until, Audience audience) {
    return course_of(weeks, facts, until, audience).transitions;
}

bool is_news(const Transition& transition) noexcept {
    if (!transition.from) return false;
    const bool outside = *transition.from == Label::naissant || *transition.from == Label::indetermine;
    return !(outside && transition.trigger == Trigger::silence);
}

}  // namespace moisson::health
