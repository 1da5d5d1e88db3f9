// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/ids.hpp"
#include "schema/value.hpp"

#include <map>
#include <string>

namespace moisson {

// Where a field's value comes from.
struct Provenance {
    std::string rule;       // "param:Commun|shortdescription"
    RevisionId revision;    // in which the value last changed
    bool at_least = false;  // seen on the baseline: it is at least that old

    friend bool operator==(const Provenance&, const Provenance&) = default;
};

// An item under our own schema (resource.schema.json). `fields` holds title and kind too.
// Lists are sorted only where order means nothing. Unknown keys are in fields["extra"], verbatim.
struct Snapshot {
    Value::Object fields;
    std::map<std::string, Provenance> provenance;  // by field name

    std::string kind() const;
    friend bool operator==(const Snapshot&, const Snapshot&) = default;
};

// The one text a snapshot is stored as: {"fields":{…},"provenance":{…}}.
std::string to_json(const Snapshot& snapshot);
Result<Snapshot> snapshot_from_json(std::string_view text);

// Values that did not change keep the revision they came with; new ones get `revision`.
// Without `before` this is the first sight of the item: at_least says whether it may be older.
void inherit_provenance(Snapshot& after, const Snapshot* before, const RevisionId& revision, bool at_least);

}  // namespace moisson
