// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/batch.hpp"
#include "schema/change.hpp"
#include "schema/closing.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace moisson {

// Is it still there? A redirect is alive.
enum class Life { alive, gone };

// The lines that leave the store: exports, `show`, `changes`. Sorted by (source, item, revision, field), as bytes.
struct ItemRecord {
    SourceName source;
    Item item;
    Life life = Life::alive;
    ResourceId resource;  // empty for a redirect
};

struct RevisionRecord {
    SourceName source;
    Revision revision;
};

struct ChangeRecord {
    SourceName source;
    Change change;
    std::string title;  // of the item now, for people
    std::int64_t run = 0;
    Instant noticed{};  // when we saw it, our clock
};

struct ResourceRecord {
    ResourceId resource;
    SourceName source;  // of its first item
    ItemId item;
    Snapshot snapshot;
    RevisionId revision;
    Life life = Life::alive;
    std::string url;  // where a person reads it
    std::string data_licence;
    std::string attribution;
};

// A page as it is kept: its newest text, and the record that stands.
struct KeptPage {
    SourceName source;
    Item item;
    Life life = Life::alive;
    Content content;
    Snapshot snapshot;
};

// How a run ended.
enum class Outcome { running, complete, partial, failed, refused, interrupted };

std::string_view name_of(Outcome outcome) noexcept;
std::optional<Outcome> outcome_named(std::string_view name) noexcept;

// One conversation with a source from start to end, with its proof.
struct Run {
    std::int64_t id = 0;
    SourceName source;
    std::string verb;   // harvest poll resync census
    Instant started{};  // our clock
    std::optional<Instant> ended;
    Outcome outcome = Outcome::running;
    std::uint64_t listed = 0;   // distinct items the source named
    std::uint64_t seen = 0;     // of those, settled
    std::uint64_t changed = 0;  // items with a source change; 0 on the baseline
    std::uint64_t requests = 0;
    std::uint64_t bytes = 0;             // received, as they came over the wire
    std::optional<std::uint64_t> drift;  // without a census: empty
    std::string error;                   // one sentence; empty when there is none
    std::uint64_t retries = 0;
    std::chrono::milliseconds waited{};           // because of faults, and because the source asked for it
    std::map<std::string, std::uint64_t> faults;  // cause → how often it was met
    std::uint64_t stale_derived = 0;              // items that changed without a revision of their own
    std::optional<Closing> closing = {};          // how it left the source; not kept with the run, but with the source
};

// What only a person can decide about a source.
struct Awaiting {
    enum class Matter {
        fewer_items,  // it lists fewer than half of what we know
        went_back,    // it was restored from an older backup: its revision numbers are given a second time
        mass_loss,    // many records would lose their kind, or one field
    };
    // What so many records of a kind would lose.
    struct Loss {
        std::string kind;
        std::string field;                  // "kind" is one
        std::uint64_t items = 0;            // that would lose it
        std::uint64_t of = 0;               // that there are of the kind
        std::vector<std::string> examples;  // "title: before → after", three of them

        friend bool operator==(const Loss&, const Loss&) = default;
    };
    Matter matter = Matter::fewer_items;
    Instant since{};              // our clock
    std::uint64_t known = 0;      // fewer_items: the items we know; went_back: the revisions it lost
    std::uint64_t listed = 0;     // fewer_items: how many it lists
    RevisionId common;            // went_back: the last revision that both have; empty when there is none
    Cause cause = Cause::source;  // mass_loss: what people wrote there, or our own rules (mapping)
    std::vector<Loss> losses;     // mass_loss: the gravest first

    friend bool operator==(const Awaiting&, const Awaiting&) = default;
};

std::string_view name_of(Awaiting::Matter matter) noexcept;
std::optional<Awaiting::Matter> matter_named(std::string_view name) noexcept;

// A revision that the source no longer has since it went back.
struct LostRecord {
    SourceName source;
    Revision revision;
    std::string title;
    int ns = 0;
    std::string content_model;
    std::optional<std::string> text;  // empty when it was never read
};

// Something that was not taken, and why.
struct IgnoredRecord {
    SourceName source;
    Ignored ignored;
    std::string title;     // of the item now; empty when none was named
    Instant first_seen{};  // our clock, and so the next
    Instant last_seen{};
    std::int64_t run = 0;  // that saw it last
};

}  // namespace moisson
