// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/label.hpp"
#include "health/vitals.hpp"
#include "health/why.hpp"
#include "schema/ids.hpp"
#include "schema/record.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

// The health of resources as the store keeps it: their labels, brought up to date after the commits, and what they
// rest on.
namespace moisson::store {

// What refreshing did.
struct Refreshed {
    std::size_t resources = 0;           // looked at: fewer than the limit: none waits any more
    std::size_t transitions = 0;         // written
    std::optional<Instant> next_expiry;  // our clock: when the first label that stands ceases to be sure

    friend bool operator==(const Refreshed&, const Refreshed&) = default;
};

// An account of a source, as a person names it.
struct AccountName {
    SourceName source;
    std::string name;

    friend bool operator==(const AccountName&, const AccountName&) = default;
};

// Labels are kept for routers: what everybody reads is made of them by whoever shows it. On the store thread.
class Health {
public:
    virtual ~Health() = default;
    // Brings at most `limit` resources up to date, in one transaction: those that commits have queued, then those whose
    // label has expired by `now` (our clock).
    virtual Result<Refreshed> refresh(Instant now, std::size_t limit) = 0;
    // Two accounts are one person's, because somebody said so; or are not any more. Whoever it concerns is queued.
    // Error{config} names an account that no source knows, or a link that is not there.
    virtual Result<Done> link(const AccountName& one, const AccountName& other) = 0;
    virtual Result<Done> unlink(const AccountName& one, const AccountName& other) = 0;
};

// ---- reading ----------------------------------------------------------------------------------------------

struct JudgedRevision {
    SourceName source;
    ItemId item;
    RevisionId id;
    health::Judged judged;

    friend bool operator==(const JudgedRevision&, const JudgedRevision&) = default;
};

// A resource with all that its health rests on.
struct Chart {
    ResourceId resource;
    SourceName source;  // of the item that speaks for it, and so the next
    ItemId item;
    std::string title;
    std::string kind;
    std::string url;  // where a person reads it; empty when that is not known
    Life life = Life::alive;
    health::Vitals vitals;
    std::vector<JudgedRevision> revisions;                     // of its pages, oldest first; talk pages aside
    std::map<health::Person, std::vector<AccountName>> names;  // of whoever stands in `vitals`, as their sources show
};

// A label as it was last brought up to date.
struct LabelRow {
    ResourceId resource;
    SourceName source;
    ItemId item;
    std::string title;
    std::string kind;
    health::Standing standing;  // for routers
    health::Facts facts;
    health::Weeks weeks;
};

struct LabelFilter {
    std::optional<health::Label> label = {};
    std::string kind = {};
    std::optional<SourceName> source = {};
};

struct TransitionRow {
    ResourceId resource;
    SourceName source;
    ItemId item;
    std::string title;  // of the item now
    std::string kind;
    health::Transition transition;  // for routers: what everybody is told is replayed from LabelRow
    Instant noticed{};              // our clock
};

class HealthReader {
public:
    virtual ~HealthReader() = default;
    // Nothing: there is no such resource, or none of its items may be published. `now` is our clock.
    virtual Result<std::optional<Chart>> chart(const ResourceId& resource, Instant now) = 0;
    // The same, as far as its answers and its dates go: its revisions, and whoever worked on it, are left out.
    virtual Result<std::optional<Chart>> answers(const ResourceId& resource, Instant now) = 0;
    // By resource, as bytes; of kinds that bear no label too. The visitor answers false to stop. What is damaged is
    // left out: Error{invalid} names the first of it, once the rest was told.
    virtual Result<Done> labels(const LabelFilter& filter, const std::function<bool(const LabelRow&)>& take) = 0;
    // Those that happened at or after `since`, oldest first; likewise.
    virtual Result<Done> transitions(Instant since, const std::function<bool(const TransitionRow&)>& take) = 0;
    // How many resources alive bear each label, of one source or of all.
    virtual Result<std::map<health::Label, std::uint64_t>> label_counts(const std::optional<SourceName>& source) = 0;
};

}  // namespace moisson::store
