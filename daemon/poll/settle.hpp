// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/connector.hpp"
#include "schema/batch.hpp"
#include "schema/mapping.hpp"
#include "store/store.hpp"

#include <memory>
#include <string>
#include <vector>

namespace moisson::daemon {

// Whether what differs is news, or part of the first sight of a source.
enum class Sight { baseline, news };

// Everything that decides what a batch becomes, besides what is already known.
struct Rules {
    SourceName source;
    std::shared_ptr<const Connector> connector;
    const Mapping* mapping = nullptr;  // the configuration's; outlives every run
    Context context;
    bool unique_revision_ids = false;
    Memory memory = Memory::of_revisions;

    std::string fingerprint() const { return rules_fingerprint(connector->reader_version(), *mapping, context); }
};

// When and under which run a batch is settled.
struct Occasioned {
    std::int64_t run = 0;
    Instant now{};  // our clock
    Sight sight = Sight::news;
};

// What a batch became: one transaction, and what it means for the run's proof.
struct Settled {
    store::Delta delta;
    ItemSet named;                     // items the source spoke of
    ItemSet settled;                   // of these, the ones whose state we now hold
    ItemSet unsettled;                 // became due again, or could not be read
    ItemSet changed;                   // with a source change
    ItemSet stale_derived;             // of these, those without a revision of their own: what surrounds the text did
    std::vector<std::string> reasons;  // why items could not be read, for a person
};

// What must be loaded before that batch can be settled.
store::Keys keys_of(const Batch& batch, const Rules& rules, Sight sight);

// Lets a context learn from a batch (a template that redirects). True when it changed.
bool learn(const Batch& batch, const Rules& rules, Context& context);

// Whether that batch takes away what the context knows: a template that redirected is gone, or has another title.
bool may_unlearn(const Batch& batch, const store::Before& before, const Rules& rules);

// read → normalise → compare → decide. Pure.
Settled settle(store::Before before, Batch batch, const Rules& rules, const Occasioned& when);

// The same contents under new rules: their snapshots, and what that changes (never news of the source). Snapshots of
// another schema change for that cause, whatever else is new.
store::Delta rederive(const store::Before& before, const Rules& rules, const Occasioned& when, Cause cause);

}  // namespace moisson::daemon
