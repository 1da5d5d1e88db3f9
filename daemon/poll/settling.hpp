// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/poll/settle.hpp"

#include <map>
#include <optional>

namespace moisson::daemon {

// The record of one content under the rules. Total: what cannot be read becomes a plain page.
Snapshot derive(const Item& item, const Content& content, const Rules& rules);

// One batch on its way to becoming one transaction. Each verb takes one kind of news; the order is settle()'s.
class Settling {
public:
    Settling(const store::Before& before, const Rules& rules, const Occasioned& when, const Batch& batch);

    void glimpse(const Item& item);  // a feed spoke of it
    void describe(Item item);        // a reading describes it completely
    void lose(const Gone& gone);
    void replace_history(History history);
    void take_content(Content content);
    void take_revision(Revision revision);
    void owe(Owed owed);
    void pay(const Paid& paid);
    void ignore(Ignored ignored);
    void name(const ItemId& item);
    Settled finish(const std::optional<Cursor>& cursor);

private:
    struct Byline {  // who and when, lent to a change
        RevisionId revision;
        Instant at{};
        std::optional<Actor> actor;
    };
    store::Known* find(const ItemId& item);
    store::Known& create(const Item& item);
    ResourceId home_for(const Item& item);
    void join_resource_of_lost(store::Known& known, const RevisionId& revision);
    void adopt_talk_pages();
    void change(const store::Known& known, const Byline& by, FieldChange what);
    Byline byline(const ItemId& item) const;
    const Occasion* occasion(const ItemId& item) const;
    bool content_is_on_its_way(const ItemId& item) const;
    bool already_read(const Owed& owed) const;

    const store::Before& before_;
    const Rules& rules_;
    const Occasioned& when_;
    Instant source_now_;  // the answer's time, else ours
    std::string fingerprint_;
    std::map<ItemId, store::Known> known_;  // a working copy
    std::multimap<std::string, ItemId> by_title_;
    std::set<ItemId> touched_;                       // to be written
    std::map<ItemId, const Revision*> latest_told_;  // of this batch
    std::map<RevisionId, Revision> told_;
    std::map<ItemId, Occasion> occasions_;
    std::set<ItemId> with_content_;
    Settled result_;
};

}  // namespace moisson::daemon
