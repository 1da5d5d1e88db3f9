// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/calling.hpp"
#include "health/footprint.hpp"
#include "schema/snapshot.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace moisson::health {

// A revision of a talk page, as far as it may ask or answer something.
struct TalkAct {
    Instant at{};  // the source's clock
    Person who{};  // unless hidden; an address is somebody, too. Each account for itself, whoever is said to be whom:
                   // what comes of this is for everybody
    Act::By by = Act::By::account;
    std::string comment;            // as it was saved; empty when hidden
    std::vector<std::string> tags;  // of the source

    friend bool operator==(const TalkAct&, const TalkAct&) = default;
};

// How a source tells of the past.
struct Observed {
    enum class Keeps {
        revisions,  // every one, and who made it
        two_dates,  // when an element was made and last changed, and nobody's name
    };
    Keeps keeps = Keeps::revisions;
    Instant since{};         // our clock. Of two_dates: from then on each change of its elements is seen
    bool born_seen = false;  // this one was made after that: its history is whole

    friend bool operator==(const Observed&, const Observed&) = default;
};

// What is kept of a resource, as far as its health looks at it: read at one moment, and not judged yet. Instants are
// the source's clock.
struct Vitals {
    Footprint footprint;            // what counts of its pages and of the redirects that lead to them; no talk page
    bool begins_earlier = false;    // one of its pages is older than the oldest revision known of it
    std::optional<Instant> oldest;  // revision, and so the next
    std::optional<Instant> last_human;
    std::optional<Instant> last_any;
    std::optional<Contest> contest;       // of the last 730 days; nothing where no revision is known by its author
    std::vector<TalkAct> talk;            // in the order in which they were made
    std::vector<Person> at_home;          // accounts that worked on it, or may be its contacts': they ask nothing there
    Snapshot snapshot;                    // of the item that speaks for it
    bool unlisted = false;                // some item of it asks that it be not listed
    std::map<RevisionId, Instant> dates;  // of the revisions that its provenance names
    std::optional<Instant> ended;         // since when none of its items is there, or leads to itself
    Observed observed;
    Reach::Names names = Reach::Names::told;
    std::vector<Acquaintance> people;  // nobody twice; the declared contacts first

    friend bool operator==(const Vitals&, const Vitals&) = default;
};

}  // namespace moisson::health
