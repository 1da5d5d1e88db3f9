// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of the record of an item whose content was read.
#include "daemon/poll/settling.hpp"

#include <algorithm>

namespace moisson::daemon {

namespace {

// The first few surprises of a page, in one sentence.
std::string told(const Record& record) {
    constexpr std::size_t most = 5;
    std::string names;
    for (std::size_t i = 0; i < std::min(most, record.surprises.size()); ++i)
        names += (i == 0 ? "" : ", ") + record.surprises[i];
    if (record.surprises.size() > most) names += " and " + std::to_string(record.surprises.size() - most) + " more";
    return "the mapping does not know " + names +
           (record.refused ? "; its record stays as it was (contract = \"reject\")" : "");
}

}  // namespace

Derived derive(const Item& item, const Content& content, const Rules& rules, const Normaliser& normaliser) {
    const Result<Reading> reading = rules.connector->read(item, content, rules.context);
    const Subject subject{item.title, item.ns, reading ? reading->collection : std::string()};
    Record record = normaliser.record_of(subject, reading ? *reading : Reading{});
    Derived out{std::move(record.snapshot), {}, record.refused};
    const std::string name = subject_of_record(item.id);
    // The page itself was read and is kept: it is settled.
    if (!reading) out.ignored.push_back(Ignored{name, item.id, reading.error().sentence()});
    if (!record.surprises.empty()) out.ignored.push_back(Ignored{name, item.id, told(record)});
    return out;
}

Snapshot plain_page(const Item& item, const Normaliser& normaliser) {
    return normaliser.record_of(Subject{item.title, item.ns, {}}, Reading{}).snapshot;
}

// The mapping's contract refused what the page says now: what was known of it stands, but for its title.
void Settling::keep_record(store::Known& known) {
    if (!known.snapshot) {
        known.snapshot = plain_page(known.item, normaliser_);
        known.snapshot_revision = known.content_revision;
        inherit_provenance(*known.snapshot, nullptr, known.content_revision, when_.sight == Sight::baseline);
    }
    known.snapshot->fields["title"] = known.item.title;
    known.fingerprint = fingerprint_;
    recorded_.insert(known.item.id);
}

void Settling::replace_record(store::Known& known, const Content& content, Snapshot after, Text text) {
    const Snapshot* old = known.snapshot ? &*known.snapshot : nullptr;
    // Snapshots are under our rules before anything is read; were one not, what differs would not be news.
    const Cause cause = known.fingerprint == fingerprint_ ? Cause::source : Cause::mapping;
    inherit_provenance(after, old, content.revision, when_.sight == Sight::baseline);
    if (old != nullptr) {
        Byline by{content.revision, source_now_, std::nullopt};
        if (auto told = told_.find(content.revision); told != told_.end())
            by = Byline{content.revision, told->second->at, told->second->actor};
        // The same text in other surroundings (a template, a protection): its author did nothing.
        if (text == Text::same) by = Byline{content.revision, source_now_, std::nullopt};
        for (FieldChange& what : compare(*old, after)) {
            if (what.field == "title") continue;  // describe() told of it
            if (was_hidden(*old, what.field)) what.before.reset();
            change(known, by, std::move(what), cause);
            if (text == Text::same && result_.changed.contains(content.item))
                result_.stale_derived.insert(content.item);
        }
    }
    known.snapshot = std::move(after);
    known.snapshot_revision = content.revision;
    known.fingerprint = fingerprint_;
    recorded_.insert(content.item);
}

}  // namespace moisson::daemon
