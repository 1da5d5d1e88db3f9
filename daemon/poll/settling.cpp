// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/poll/settling.hpp"

#include "daemon/poll/standing.hpp"

#include <cassert>
#include <utility>

namespace moisson::daemon {

namespace {

// Two readings on different UTC days confirm an absence, unless midnight alone stood between them.
bool confirms(Instant first, Instant second) {
    constexpr std::chrono::hours apart{12};
    const auto day_of = [](Instant when) { return std::chrono::floor<std::chrono::days>(when); };
    return day_of(first) < day_of(second) && second - first >= apart;
}

std::optional<std::string> life_text(Life life) {
    return life == Life::alive ? "alive" : "gone";
}

}  // namespace

Settling::Settling(store::Before before, const Rules& rules, const Occasioned& when, const Batch& batch)
    : rules_(rules),
      normaliser_(*rules.mapping, rules.context),
      when_(when),
      source_now_(batch.server_time.value_or(when.now)),
      fingerprint_(rules.fingerprint()),
      known_(std::move(before.items)),
      by_title_(std::move(before.by_title)),
      times_went_back_(before.times_went_back),
      owners_(std::move(before.owners)),
      standings_(std::move(before.standings)) {
    for (const Revision& revision : batch.revisions) {
        told_.insert_or_assign(revision.id, &revision);
        latest_told_.insert_or_assign(revision.item, &revision);
    }
    for (const Content& content : batch.contents) with_content_.insert(content.item);
    for (const Ignored& ignored : batch.ignored)
        if (!ignored.item.empty()) given_up_.insert(ignored.item);
    for (const Revision& revision : batch.revisions)
        if (revision.hidden.text) hidden_.insert(revision.id);
    for (const History& history : batch.histories)
        for (const Revision& revision : history.revisions)
            if (revision.hidden.text) hidden_.insert(revision.id);
    for (const Paid& paid : batch.paid) {
        auto owed = before.owed.find(paid.owed);
        if (owed == before.owed.end() || !owed->second.occasion || paid.item.empty()) continue;
        auto [place, fresh] = occasions_.emplace(paid.item, *owed->second.occasion);
        if (!fresh && place->second.at < owed->second.occasion->at) place->second = *owed->second.occasion;
    }
    result_.delta.source = rules.source;
    result_.delta.run = when.run;
    result_.delta.now = when.now;
    result_.delta.unique_revision_ids = rules.unique_revision_ids;
}

store::Known* Settling::find(const ItemId& item) {
    auto found = known_.find(item);
    return found == known_.end() ? nullptr : &found->second;
}

store::Known& Settling::create(const Item& item) {
    store::Known fresh;
    fresh.item = item;
    fresh.home = home_of_subject(item).value_or(own_resource(item.id));
    if (!item.redirect_to) fresh.resource = fresh.home;
    by_title_.emplace(item.title, item.id);
    touched_.insert(item.id);
    return known_.emplace(item.id, std::move(fresh)).first->second;
}

// Ids of resources are for ever: once a source went back, those of its items may have been given before.
ResourceId Settling::own_resource(const ItemId& item) const {
    const std::string again = times_went_back_ > 0 ? "." + std::to_string(times_went_back_) : std::string();
    return ResourceId(rules_.source.text + "-" + item.text + again);
}

const Occasion* Settling::occasion(const ItemId& item) const {
    auto found = occasions_.find(item);
    return found == occasions_.end() ? nullptr : &found->second;
}

// The log entry that made us look knows who moved or restored; else the latest revision does.
Settling::Byline Settling::byline(const ItemId& item) const {
    Byline by{{}, source_now_, std::nullopt};
    if (auto told = latest_told_.find(item); told != latest_told_.end()) {
        by = Byline{told->second->id, told->second->at, told->second->actor};
    }
    if (const Occasion* why = occasion(item)) {
        by.at = why->at;
        by.actor = why->actor;
    }
    return by;
}

void Settling::change(const store::Known& known, const Byline& by, FieldChange what, Cause cause) {
    if (when_.sight == Sight::baseline) return;
    result_.delta.changes.push_back(
        Change{known.item.id, known.resource, by.revision, by.at, by.actor, std::move(what), cause});
    if (cause == Cause::source) result_.changed.insert(known.item.id);
}

void Settling::glimpse(const Item& item) {
    name(item.id);
    store::Known* known = find(item.id);
    if (known == nullptr) {
        create(item);
        if (!content_is_on_its_way(item.id) && !given_up_.contains(item.id))
            owe(Owed{item.id, {}, Read::content, "first seen", std::nullopt});
        return;
    }
    // A feed that speaks of a page we hold for lost: only a reading can tell. One that was just tried in vain waits.
    if (known->life == Life::gone && given_up_.contains(item.id)) return;
    if (known->life == Life::gone)
        owe(Owed{item.id, {}, Read::history, "seen again", std::nullopt});
    else if (!known->item.content_model.empty())
        result_.settled.insert(item.id);
}

void Settling::describe(Item item) {
    name(item.id);
    const ItemId id = item.id;
    store::Known* known = find(id);
    const bool fresh = known == nullptr;
    if (fresh) known = &create(item);
    if (auto told = latest_told_.find(id); told != latest_told_.end()) join_resource_of_lost(*known, told->second->id);
    // Known from a feed only: its first reading is its birth, not a change of title.
    const bool unread = fresh || known->item.content_model.empty();
    const bool was_alive = !unread && known->life == Life::alive;
    const Item old = known->item;
    known->item = std::move(item);
    known->life = Life::alive;
    known->absent_since.reset();
    known->resource = known->item.redirect_to ? ResourceId{} : known->home;
    touched_.insert(id);
    result_.settled.insert(id);
    bear_title(known->item);
    if (!was_alive) {
        const auto before = unread ? std::nullopt : life_text(Life::gone);
        change(*known, byline(id), FieldChange{"@life", before, life_text(Life::alive)});
    }
    if (unread) return;
    if (old.title != known->item.title) {
        change(*known, byline(id), FieldChange{"title", old.title, known->item.title});
        edit_template(old.title);
        edit_template(known->item.title);
    }
    if (old.redirect_to != known->item.redirect_to) {
        Byline by = byline(id);
        change(*known, by, FieldChange{"redirect_to", old.redirect_to, known->item.redirect_to});
    }
}

// What a template gives to others is no longer what it was.
void Settling::edit_template(const std::string& title) {
    if (when_.sight == Sight::news && rules_.connector->embedding(title))
        result_.delta.edited_templates.push_back(title);
}

void Settling::lose(const Gone& gone) {
    name(gone.item);
    store::Known* known = find(gone.item);
    result_.settled.insert(gone.item);
    if (known == nullptr) return;  // it came and went between two looks
    if (known->life == Life::gone) return;
    touched_.insert(gone.item);
    const bool told = gone.evidence == Gone::Evidence::left_scope || occasion(gone.item) != nullptr;
    if (!told && known->item.content_model.empty()) {
        known->life = Life::gone;  // a feed spoke of it, no reading ever found it: nobody knew it alive
        return;
    }
    if (!told && !(known->absent_since && confirms(*known->absent_since, source_now_))) {
        // Absence without a word from the source's own log: believed on another day.
        if (!known->absent_since) known->absent_since = source_now_;
        return;
    }
    Byline by = byline(gone.item);
    by.revision = {};
    Cause cause = Cause::source;
    if (gone.evidence == Gone::Evidence::left_scope && known->item.title != gone.title) {
        change(*known, by, FieldChange{"title", known->item.title, gone.title});
        known->item.title = gone.title;
    } else if (gone.evidence == Gone::Evidence::left_scope) {
        cause = Cause::ours;  // it stands where it stood: we no longer follow that namespace
    }
    change(*known, by, FieldChange{"@life", life_text(Life::alive), life_text(Life::gone)}, cause);
    edit_template(known->item.title);
    known->life = Life::gone;
    known->absent_since.reset();
}

void Settling::replace_history(History history) {
    name(history.item);
    if (store::Known* known = find(history.item))
        for (const Revision& revision : history.revisions) join_resource_of_lost(*known, revision.id);
    result_.settled.insert(history.item);
    result_.delta.histories.push_back(std::move(history));
}

void Settling::take_content(Content content) {
    store::Known* known = find(content.item);
    assert(known != nullptr);  // contents come with their item
    if (known == nullptr) return;
    touched_.insert(content.item);
    const bool new_text = known->content_revision != content.revision;
    known->content_revision = content.revision;
    if (new_text) renewed_.insert(content.item);
    if (!known->item.redirect_to) {
        Derived derived = derive(known->item, content, rules_, normaliser_);
        for (Ignored& each : derived.ignored) result_.delta.ignored.push_back(std::move(each));
        if (derived.refused) {
            keep_record(*known);
        } else {
            replace_record(*known, content, std::move(derived.snapshot), new_text ? Text::new_one : Text::same);
        }
    }
    if (new_text && when_.sight == Sight::news) {
        result_.changed.insert(content.item);
        edit_template(known->item.title);
    }
    result_.delta.contents.push_back(std::move(content));
}

void Settling::take_revision(Revision revision) {
    if (find(revision.item) == nullptr) {
        ignore(Ignored{
            "revision " + revision.id.text, {}, "it belongs to page " + revision.item.text + ", which is unknown"});
        return;
    }
    result_.delta.revisions.push_back(std::move(revision));
}

// Whether the old value of a field came with a revision whose text has been hidden since.
bool Settling::was_hidden(const Snapshot& old, const std::string& field) const {
    auto from = old.provenance.find(field);
    return from != old.provenance.end() && hidden_.contains(from->second.revision);
}

bool Settling::content_is_on_its_way(const ItemId& item) const {
    return with_content_.contains(item);
}

// The feed announces an edit whose text we hold: the overlap repeats what was read before.
bool Settling::already_read(const Owed& owed) const {
    if (owed.what != Read::content || owed.occasion) return false;
    auto told = latest_told_.find(owed.item);
    auto known = known_.find(owed.item);
    return told != latest_told_.end() && known != known_.end() && known->second.life == Life::alive &&
           known->second.content_revision == told->second->id;
}

void Settling::owe(Owed owed) {
    if (!owed.item.empty()) {
        name(owed.item);
        if (already_read(owed)) {
            result_.settled.insert(owed.item);
            return;
        }
        result_.delta.owed.push_back(std::move(owed));
        return;
    }
    // A title in a log: whoever bears it here must be looked at under its own id too.
    auto [first, last] = by_title_.equal_range(owed.title);
    for (; first != last; ++first) {
        Owed of_item = owed;
        of_item.item = first->second;
        of_item.title.clear();
        if (known_.at(first->second).life == Life::alive) owe(std::move(of_item));
    }
    result_.delta.owed.push_back(std::move(owed));
}

void Settling::pay(const Paid& paid) {
    result_.delta.paid.push_back(paid.owed);
    if (!paid.item.empty()) name(paid.item);
}

void Settling::ignore(Ignored ignored) {
    if (!ignored.item.empty()) {
        name(ignored.item);
        result_.unsettled.insert(ignored.item);
        const store::Known* known = find(ignored.item);
        const std::string title = known == nullptr ? std::string{} : " (" + known->item.title + ")";
        result_.reasons.push_back(ignored.subject + title + " was not read: " + ignored.reason);
    }
    result_.delta.ignored.push_back(std::move(ignored));
}

void Settling::name(const ItemId& item) {
    result_.named.insert(item);
}

void Settling::take_standing(const Standing& told) {
    const auto known = standings_.find(told.item);
    const bool is_known = known != standings_.end();
    const Freshness item = renewed_.contains(told.item) ? Freshness::renewed : Freshness::same;
    auto row = stand(is_known ? std::optional(known->second) : std::nullopt, told, item, when_.now);
    if (is_known && known->second == row) return;
    standings_.insert_or_assign(told.item, row);
    result_.delta.standings.push_back(std::move(row));
}

void Settling::rename(std::vector<Renamed> accounts) {
    result_.delta.renamed = std::move(accounts);
}

Settled Settling::finish(const std::optional<Cursor>& cursor) {
    adopt_talk_pages();
    for (const Owed& owed : result_.delta.owed) result_.unsettled.insert(owed.item);
    for (const ItemId& item : result_.unsettled) result_.settled.erase(item);
    for (const ItemId& id : recorded_) {
        store::Known& known = known_.at(id);
        result_.delta.snapshots.push_back(
            store::SnapshotRow{id, known.snapshot_revision, *std::exchange(known.snapshot, {}), fingerprint_});
    }
    for (const ItemId& id : touched_) {
        assert(!known_.at(id).home.empty());  // what was only glimpsed is never written
        result_.delta.items.push_back(std::move(known_.at(id)));
    }
    result_.delta.cursor = cursor;
    return std::move(result_);
}

}  // namespace moisson::daemon
