// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/audience.hpp"
#include "health/reach.hpp"
#include "health/weeks.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace moisson::health {

// What is said of the dynamics of a resource. One of the last four is the state of its activity; a state is entered by
// a forecast of 0.50 or 0.15, and left only below 0.40 or 0.12, or, for vivant, after 365 days without a contribution.
enum class Label {
    archive,      // somebody said so: never inferred from silence
    indetermine,  // nothing readable says how it is; it is not dead
    naissant,     // first worked on less than 180 days ago, in three weeks at most
    vivant,
    en_veille,
    a_reveiller,  // low, and somebody who worked on it can still be called
    orphelin,     // low, and nobody can
};
inline constexpr std::array all_labels{Label::archive,   Label::indetermine, Label::naissant, Label::vivant,
                                       Label::en_veille, Label::a_reveiller, Label::orphelin};

// Its ASCII id; and back.
std::string_view id_of(Label label) noexcept;
std::optional<Label> label_with(std::string_view id) noexcept;

// What may be said of a kind of resource.
enum class Family {
    worked_on,  // commun, outil_numerique, methode, document, communaute, projet: dynamics
    place,      // lieu, organisation, reseau: not dying because nobody edits it; how fresh its answers are
    event,      // evenement: to come, or over
    other,      // offre, besoin, page, and whatever is no kind of ours
};
Family family_of(std::string_view kind) noexcept;
bool may_bear(Family family, Label label) noexcept;

// How much of the past can be read.
struct Past {
    enum class Read {
        whole,      // from its birth on
        truncated,  // it is older than its first revision: imported, or cut
        two_dates,  // only when it was made and last changed: no history until it was observed for a year
    };
    Read read = Read::whole;
    Instant observed_since{};     // of two_dates: since when each change of it is seen
    std::optional<Instant> born;  // when it says so itself; matters when that is before its first week

    friend bool operator==(const Past&, const Past&) = default;
};

// Something a source or a person said of a resource, and since when.
struct Stated {
    enum class By { source, person };
    By by = By::source;
    Instant since{};

    friend bool operator==(const Stated&, const Stated&) = default;
};

// What its label depends on, its weeks apart.
struct Facts {
    Family family = Family::worked_on;
    Past past;
    Reach reach;
    // Deleted, a redirect without history of its own, an archive template or category, disabled, or a router's
    // decision.
    std::optional<Stated> archived;
    std::optional<Stated> stable;    // finished: changes no label, only what is shown in its place
    std::optional<Stated> unlisted;  // not to be shown to everybody

    friend bool operator==(const Facts&, const Facts&) = default;
};

// Why a label changed.
enum class Trigger {
    edit,     // somebody worked on it
    silence,  // time passed
    fact,     // its source said something else of it
    person,   // somebody decided it
    mapping,  // our rules changed: found by whoever keeps labels, never by the replay
};
inline constexpr std::array all_triggers{Trigger::edit, Trigger::silence, Trigger::fact, Trigger::person,
                                         Trigger::mapping};
std::string_view id_of(Trigger trigger) noexcept;

// A label, and for how long. `since` may be up to three and a half days ahead of the reader: a week is dated on its
// Thursday.
struct Standing {
    std::optional<Label> label;          // nothing: dynamics are not told of this kind
    std::optional<Instant> since;        // nothing: for as long as anything is known
    std::optional<Instant> valid_until;  // exclusive; nothing: until something happens

    friend bool operator==(const Standing&, const Standing&) = default;
};

// The label at an instant: a function of the set of weeks, the facts, and time, by replay. Nothing that was told
// before, to whom or when, matters. Weeks that have not begun yet are left aside. Everybody reads en_veille for
// a_reveiller and orphelin too, since the first of the three was entered.
Standing standing(const Weeks& weeks, const Facts& facts, Instant when, Audience audience);

struct Transition {
    std::optional<Label> from;  // nothing: its first label
    Label to = Label::indetermine;
    Instant at{};
    Trigger trigger = Trigger::silence;

    friend bool operator==(const Transition&, const Transition&) = default;
};

// Every change of label until then, oldest first, as far as the facts of today tell. Everybody is told the day, at
// 00:00 UTC: the instant at which a forecast passes a threshold tells the forecast.
std::vector<Transition> transitions(const Weeks& weeks, const Facts& facts, Instant until, Audience audience);

// Both at once, by one replay: what standing() and transitions() say of that instant.
struct Course {
    Standing standing;
    std::vector<Transition> transitions;

    friend bool operator==(const Course&, const Course&) = default;
};
Course course_of(const Weeks& weeks, const Facts& facts, Instant when, Audience audience);

// Whether somebody should be told. To become known, or to grow out of naissant, is no news.
bool is_news(const Transition& transition) noexcept;

}  // namespace moisson::health
