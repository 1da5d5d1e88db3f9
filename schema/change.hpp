// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/revision.hpp"
#include "schema/snapshot.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace moisson {

// Why a field is no longer what it was. Only source and local are news.
enum class Cause { source, local, mapping, schema, link, ours };

std::string_view name_of(Cause cause) noexcept;
std::optional<Cause> cause_named(std::string_view name) noexcept;

// One value that changed. For lists, one change an element: `before` empty = added, `after` empty = removed, neither:
// the same element, told otherwise. Texts as they are; anything else as canonical JSON. `@life` goes null → alive →
// gone → alive.
struct FieldChange {
    std::string field;
    std::optional<std::string> before;
    std::optional<std::string> after;

    friend bool operator==(const FieldChange&, const FieldChange&) = default;
    friend auto operator<=>(const FieldChange&, const FieldChange&) = default;
};

// A change, with who and when: from the revision or the log entry that made it.
struct Change {
    ItemId item;
    ResourceId resource;  // empty for a redirect
    RevisionId revision;  // empty when no revision made it (a deletion)
    Instant at{};         // the source's clock
    std::optional<Actor> actor;
    FieldChange what;
    Cause cause = Cause::source;

    friend bool operator==(const Change&, const Change&) = default;
};

// The differences of two snapshots made under the same rules, sorted by (field, before, after).
// "extra" is compared key by key (field "extra.<key>"); provenance is not compared. The order of a list means nothing;
// how often an element is in it does. An element is known again by its text, its name or its address, folded.
std::vector<FieldChange> compare(const Snapshot& before, const Snapshot& after);

// Whether it only changes how a value is written: white space, capitals, or the way a character is coded (an HTML
// entity, a composed accent). Addresses are other addresses then, so theirs never are.
bool is_cosmetic(const FieldChange& change);

}  // namespace moisson
