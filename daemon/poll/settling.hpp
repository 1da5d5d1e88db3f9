// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/poll/settle.hpp"
#include "schema/normaliser.hpp"

#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace moisson::daemon {

// The record of one content under the rules. Total: what cannot be read becomes a plain page, and says why.
struct Derived {
    Snapshot snapshot;
    std::vector<Ignored> ignored;  // that it was not read, or what of it the mapping's contract did not expect
    bool refused = false;          // by the contract: what was known of the item before stands
};
Derived derive(const Item& item, const Content& content, const Rules& rules, const Normaliser& normaliser);

// The record of a page of which nothing can be said but its title.
Snapshot plain_page(const Item& item, const Normaliser& normaliser);

// One batch on its way to becoming one transaction. Each verb takes one kind of news; the order is settle()'s.
class Settling {
public:
    // The revisions of the batch are pointed at until take_revision() takes them, last of all.
    Settling(store::Before before, const Rules& rules, const Occasioned& when, const Batch& batch);

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
    void rename(std::vector<Renamed> accounts);
    void take_standing(const Standing& told);  // after the contents, which say what was renewed
    Settled finish(const std::optional<Cursor>& cursor);

private:
    struct Byline {  // who and when, lent to a change
        RevisionId revision;
        Instant at{};
        std::optional<Actor> actor;
    };
    store::Known* find(const ItemId& item);
    store::Known& create(const Item& item);
    enum class Text { same, new_one };
    void keep_record(store::Known& known);
    void replace_record(store::Known& known, const Content& content, Snapshot after, Text text);
    void edit_template(const std::string& title);
    ResourceId own_resource(const ItemId& item) const;
    void bear_title(const Item& item);
    std::optional<ResourceId> home_of_subject(const Item& item) const;
    void join_resource_of_lost(store::Known& known, const RevisionId& revision);
    void adopt_talk_pages();
    void adopt(store::Known& talk, ItemSet& adopted) const;
    void change(const store::Known& known, const Byline& by, FieldChange what, Cause cause = Cause::source);
    Byline byline(const ItemId& item) const;
    const Occasion* occasion(const ItemId& item) const;
    bool was_hidden(const Snapshot& old, const std::string& field) const;
    bool content_is_on_its_way(const ItemId& item) const;
    bool already_read(const Owed& owed) const;

    const Rules& rules_;
    const Normaliser normaliser_;
    const Occasioned& when_;
    Instant source_now_;  // the answer's time, else ours
    std::string fingerprint_;
    std::unordered_map<ItemId, store::Known> known_;  // as it was, then as it becomes
    std::multimap<std::string, ItemId> by_title_;
    std::int64_t times_went_back_;
    std::unordered_map<RevisionId, ItemId> owners_;
    std::set<ItemId> touched_;                                 // to be written
    std::set<ItemId> recorded_;                                // with a new snapshot
    std::unordered_map<ItemId, const Revision*> latest_told_;  // of this batch
    std::unordered_map<RevisionId, const Revision*> told_;
    std::unordered_map<ItemId, Occasion> occasions_;
    std::map<ItemId, store::StandingRow> standings_;  // as they were, then as they become
    ItemSet renewed_;                                 // with a text that is new to us
    ItemSet with_content_;
    ItemSet given_up_;                       // in this very batch
    std::unordered_set<RevisionId> hidden_;  // whose text the source no longer shows
    Settled result_;
};

}  // namespace moisson::daemon
