// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/poll/settle.hpp"
#include "tests/unit/daemon/fake_connector.hpp"

#include <memory>
#include <string>
#include <utility>

namespace moisson::test {

inline const Instant noon = std::chrono::sys_days(std::chrono::year(2026) / 3 / 2) + std::chrono::hours(12);

// A source in memory: settles batches one after the other and keeps what they became.
struct Story {
    Mapping mapping;
    daemon::Rules rules;
    store::Before held;
    daemon::Sight sight = daemon::Sight::news;
    daemon::Settled last;

    Story() {
        mapping.kinds = {{"commun", {{Mapping::Condition::Of::template_name, "Commun"}}}};
        mapping.fields = {{"summary", {{"", "resume", "param:resume"}}, {"line", "", "", ""}},
                          {"needs", {{"", "besoins", "param:besoins"}}, {"list", "line", ",", ""}}};
        rules.source = SourceName("movilab");
        rules.connector = std::make_shared<FakeConnector>();
        rules.mapping = &mapping;
        rules.unique_revision_ids = true;
    }

    daemon::Settled& settles(Batch batch) {
        last = daemon::settle(held, std::move(batch), rules, daemon::Occasioned{1, noon, sight});
        for (const store::Known& known : last.delta.items) {
            held.items.insert_or_assign(known.item.id, known);
            held.by_title.emplace(known.item.title, known.item.id);
        }
        for (const store::SnapshotRow& row : last.delta.snapshots) held.items.at(row.item).snapshot = row.snapshot;
        for (const Revision& revision : last.delta.revisions) held.owners.insert_or_assign(revision.id, revision.item);
        held.owed.clear();
        return last;
    }

    // The page as a reading finds it, at a revision, with a text.
    static Batch page(const std::string& id, const std::string& title, const std::string& revision,
                      const std::string& text, const std::string& author = "Yoann") {
        Batch batch;
        Item item{ItemId(id), title, 0, "wikitext", RevisionId(revision), std::nullopt};
        Revision told;
        told.id = RevisionId(revision);
        told.item = item.id;
        told.at = noon;
        told.actor = Actor{author, Actor::Kind::account};
        batch.items = {item};
        batch.revisions = {told};
        batch.contents = {Content{item.id, told.id, "wikitext", text, {}}};
        batch.server_time = noon;
        return batch;
    }

    const Change* change(const std::string& field) const {
        for (const Change& one : last.delta.changes)
            if (one.what.field == field) return &one;
        return nullptr;
    }
    const store::Known& known(const std::string& id) const { return held.items.at(ItemId(id)); }
};

}  // namespace moisson::test
