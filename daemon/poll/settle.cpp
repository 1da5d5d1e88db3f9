// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/poll/settle.hpp"

#include "daemon/poll/settling.hpp"

#include <algorithm>

namespace moisson::daemon {

store::Keys keys_of(const Batch& batch, const Connector& connector) {
    std::set<ItemId> items;
    std::set<std::string> titles;
    store::Keys keys;
    for (const auto* list : {&batch.items, &batch.glimpsed})
        for (const Item& item : *list) {
            items.insert(item.id);
            if (std::string subject = connector.subject_of(item); !subject.empty()) titles.insert(std::move(subject));
        }
    for (const Gone& gone : batch.gone) items.insert(gone.item);
    for (const Revision& revision : batch.revisions) {
        items.insert(revision.item);
        keys.revisions.push_back(revision.id);
    }
    for (const History& history : batch.histories) {
        items.insert(history.item);
        for (const Revision& revision : history.revisions) keys.revisions.push_back(revision.id);
    }
    for (const Owed& owed : batch.owed) {
        if (owed.item.empty())
            titles.insert(owed.title);
        else
            items.insert(owed.item);
    }
    for (const Paid& paid : batch.paid) keys.owed.push_back(paid.owed);
    // Only what brings a content is compared with the snapshot before it.
    for (const Content& content : batch.contents) {
        keys.items.push_back(content.item);
        items.erase(content.item);
    }
    keys.glimpsed.assign(items.begin(), items.end());
    keys.titles.assign(titles.begin(), titles.end());
    return keys;
}

bool learn(const Batch& batch, Rules& rules) {
    bool changed = false;
    for (const Item& item : batch.items) changed = rules.connector->learn(item, rules.context) || changed;
    return changed;
}

Settled settle(const store::Before& before, Batch batch, const Rules& rules, const Occasioned& when) {
    Settling work(before, rules, when, batch);
    for (const Item& item : batch.glimpsed) work.glimpse(item);
    for (Item& item : batch.items) work.describe(std::move(item));
    for (const Gone& gone : batch.gone) work.lose(gone);
    for (History& history : batch.histories) work.replace_history(std::move(history));
    for (Content& content : batch.contents) work.take_content(std::move(content));
    for (Revision& revision : batch.revisions) work.take_revision(std::move(revision));
    for (Owed& owed : batch.owed) work.owe(std::move(owed));
    for (const Paid& paid : batch.paid) work.pay(paid);
    for (Ignored& ignored : batch.ignored) work.ignore(std::move(ignored));
    for (const ItemId& item : batch.named) work.name(item);
    return work.finish(batch.cursor);
}

store::Delta rederive(const store::Before& before, const Rules& rules, const Occasioned& when, Cause cause) {
    store::Delta delta;
    delta.source = rules.source;
    delta.run = when.run;
    delta.now = when.now;
    delta.unique_revision_ids = rules.unique_revision_ids;
    const std::string fingerprint = rules.fingerprint();
    for (const auto& [id, content] : before.contents) {
        const store::Known& known = before.items.at(id);
        Snapshot after = derive(known.item, content, rules);
        const Snapshot* old = known.snapshot ? &*known.snapshot : nullptr;
        inherit_provenance(after, old, content.revision, true);
        if (old != nullptr && when.sight == Sight::news)
            for (FieldChange& what : compare(*old, after))
                delta.changes.push_back(
                    Change{id, known.resource, content.revision, when.now, std::nullopt, std::move(what), cause});
        delta.snapshots.push_back(store::SnapshotRow{id, content.revision, std::move(after), fingerprint});
    }
    return delta;
}

}  // namespace moisson::daemon
