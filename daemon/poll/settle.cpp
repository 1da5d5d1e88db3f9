// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/poll/settle.hpp"

#include "daemon/poll/settling.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>

namespace moisson::daemon {

store::Keys keys_of(const Batch& batch, const Rules& rules, Sight sight) {
    const Connector& connector = *rules.connector;
    ItemSet glimpsed;
    ItemSet owing;
    std::set<std::string> titles;
    std::unordered_map<ItemId, RevisionId> latest;
    store::Keys keys;
    for (const Revision& revision : batch.revisions) {
        glimpsed.insert(revision.item);
        latest.insert_or_assign(revision.item, revision.id);
    }
    // Of what is only glimpsed no more is looked at than whether, and how, it is known.
    for (const auto* list : {&batch.items, &batch.glimpsed})
        for (const Item& item : *list) {
            (list == &batch.items ? owing : glimpsed).insert(item.id);
            if (std::string subject = connector.subject_of(item); !subject.empty()) titles.insert(std::move(subject));
        }
    // Who comes to bear a title takes over what is said under it. In a harvest, talk pages come after their subjects.
    if (!batch.revisions_come_again)
        for (const Item& item : batch.items)
            if (std::string talk = connector.talk_of(item); !talk.empty()) titles.insert(std::move(talk));
    // A page that carries a revision of a lost one continues it.
    for (const Item& item : batch.items)
        if (auto told = latest.find(item.id); told != latest.end()) keys.revisions.push_back(told->second);
    for (const Gone& gone : batch.gone) owing.insert(gone.item);
    for (const History& history : batch.histories) {
        owing.insert(history.item);
        for (const Revision& revision : history.revisions) keys.revisions.push_back(revision.id);
    }
    for (const Owed& owed : batch.owed) {
        if (owed.item.empty())
            titles.insert(owed.title);
        else
            owing.insert(owed.item);
    }
    // During a first harvest nothing is known that could be contradicted.
    if (rules.unique_revision_ids && sight == Sight::news) {
        for (const Revision& revision : batch.revisions) keys.dated.push_back(revision.id);
        for (const History& history : batch.histories)
            for (const Revision& revision : history.revisions) keys.dated.push_back(revision.id);
    }
    for (const Listed& listed : batch.listed) {
        keys.items.push_back(listed.item.id);
        keys.contents.push_back(listed.item.id);
    }
    for (const Paid& paid : batch.paid) keys.owed.push_back(paid.owed);
    for (const Standing& told : batch.standings) keys.standings.push_back(told.item);
    // Only what brings a content is compared with the snapshot before it.
    for (const Content& content : batch.contents) {
        keys.items.push_back(content.item);
        owing.erase(content.item);
        glimpsed.erase(content.item);
    }
    for (const ItemId& item : owing) glimpsed.erase(item);
    keys.owing.assign(owing.begin(), owing.end());
    keys.glimpsed.assign(glimpsed.begin(), glimpsed.end());
    keys.titles.assign(titles.begin(), titles.end());
    return keys;
}

bool learn(const Batch& batch, const Rules& rules, Context& context) {
    bool changed = false;
    for (const Item& item : batch.items) changed = rules.connector->learn(item, context) || changed;
    return changed;
}

bool may_unlearn(const Batch& batch, const store::Before& before, const Rules& rules) {
    std::optional<Context> context;  // copied only when there is something to forget
    bool changed = false;
    const auto forget = [&](const ItemId& id, const std::string* title) {
        auto known = before.items.find(id);
        if (known == before.items.end() || (title != nullptr && known->second.item.title == *title)) return;
        if (!context) context = rules.context;
        Item old = known->second.item;
        old.redirect_to.reset();
        changed = rules.connector->learn(old, *context) || changed;
    };
    for (const Gone& gone : batch.gone) forget(gone.item, nullptr);
    for (const Item& item : batch.items) forget(item.id, &item.title);
    return changed;
}

Settled settle(store::Before before, Batch batch, const Rules& rules, const Occasioned& when) {
    Settling work(std::move(before), rules, when, batch);
    for (const Gone& gone : batch.gone) work.lose(gone);  // first: what carries its revisions continues it
    for (const Item& item : batch.glimpsed) work.glimpse(item);
    for (Item& item : batch.items) work.describe(std::move(item));
    for (History& history : batch.histories) work.replace_history(std::move(history));
    for (Content& content : batch.contents) work.take_content(std::move(content));
    for (const Standing& told : batch.standings) work.take_standing(told);
    for (Owed& owed : batch.owed) work.owe(std::move(owed));
    for (const Paid& paid : batch.paid) work.pay(paid);
    for (Ignored& ignored : batch.ignored) work.ignore(std::move(ignored));
    for (const ItemId& item : batch.named) work.name(item);
    if (!batch.revisions_come_again)
        for (Revision& revision : batch.revisions) work.take_revision(std::move(revision));
    work.rename(std::move(batch.renamed));
    Settled settled = work.finish(batch.cursor);
    settled.delta.census_due = std::move(batch.gap);
    return settled;
}

store::Delta rederive(const store::Before& before, const Rules& rules, const Occasioned& when, Cause cause) {
    store::Delta delta;
    delta.source = rules.source;
    delta.run = when.run;
    delta.now = when.now;
    delta.unique_revision_ids = rules.unique_revision_ids;
    const std::string fingerprint = rules.fingerprint();
    const Normaliser normaliser(*rules.mapping, rules.context);
    for (const auto& [id, content] : before.contents) {
        const store::Known& known = before.items.at(id);
        Derived derived = derive(known.item, content, rules, normaliser);
        for (Ignored& each : derived.ignored) delta.ignored.push_back(std::move(each));
        const Snapshot* old = known.snapshot ? &*known.snapshot : nullptr;
        if (derived.refused && old != nullptr) {
            delta.snapshots.push_back(store::SnapshotRow{id, known.snapshot_revision, *old, fingerprint});
            continue;
        }
        Snapshot after = derived.refused ? plain_page(known.item, normaliser) : std::move(derived.snapshot);
        inherit_provenance(after, old, content.revision, true);
        const Cause why = schema_of(known.fingerprint) == schema_version ? cause : Cause::schema;
        if (old != nullptr && when.sight == Sight::news)
            for (FieldChange& what : compare(*old, after))
                delta.changes.push_back(
                    Change{id, known.resource, content.revision, when.now, std::nullopt, std::move(what), why});
        delta.snapshots.push_back(store::SnapshotRow{id, content.revision, std::move(after), fingerprint});
    }
    // Its text went to another page, or was hidden: what was once read of it stands as it is.
    for (const auto& [id, known] : before.items)
        if (!before.contents.contains(id))
            delta.snapshots.push_back(
                store::SnapshotRow{id, known.snapshot_revision,
                                   known.snapshot ? *known.snapshot : plain_page(known.item, normaliser), fingerprint});
    return delta;
}

}  // namespace moisson::daemon
