// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/poll/hearsay.hpp"

#include "schema/revision.hpp"

#include <algorithm>
#include <utility>

namespace moisson::daemon {

namespace {

enum class Word {
    taken,    // nothing better is known
    known,    // what is known is as young, or younger: only revisions may be new
    owed,     // the source must be asked
    useless,  // of an item that is gone
};

const store::Known* find(const store::Before& before, const ItemId& item) {
    auto found = before.items.find(item);
    return found == before.items.end() ? nullptr : &found->second;
}

Word judge(const Item& told, const store::Before& before, const ItemSet& with_content) {
    const store::Known* known = find(before, told.id);
    if (before.baseline_done && known == nullptr) return Word::owed;
    if (known == nullptr) return Word::taken;
    if (known->life == Life::gone) return Word::useless;
    const bool unread = known->item.content_model.empty();
    const bool better =
        unread || comes_before(known->item.latest, told.latest) ||
        (told.latest == known->item.latest && known->content_revision != told.latest && with_content.contains(told.id));
    if (!better) return Word::known;
    return before.baseline_done ? Word::owed : Word::taken;
}

bool is_as_known(const Listed& listed, const store::Known& known) {
    const Item& item = listed.item;
    return known.life == Life::alive && !known.item.content_model.empty() && known.item.latest == item.latest &&
           known.item.title == item.title && known.item.redirect_to.has_value() == item.redirect_to.has_value();
}

}  // namespace

void defer_to_known(Batch& batch, const store::Before& before) {
    ItemSet with_content;
    for (const Content& content : batch.contents) with_content.insert(content.item);
    ItemSet not_taken;
    ItemSet without_revisions;
    for (const Item& item : batch.items) {
        const Word word = judge(item, before, with_content);
        if (word == Word::taken) continue;
        not_taken.insert(item.id);
        if (word == Word::known) {
            batch.glimpsed.push_back(item);
            continue;
        }
        without_revisions.insert(item.id);
        if (word == Word::owed)
            batch.owed.push_back(Owed{item.id, {}, Read::history, "told of in a file", std::nullopt});
    }
    const auto is_gone = [&](const ItemId& item) {
        const store::Known* known = find(before, item);
        return known != nullptr && known->life == Life::gone;
    };
    std::erase_if(batch.items, [&](const Item& item) { return not_taken.contains(item.id); });
    std::erase_if(batch.contents, [&](const Content& content) { return not_taken.contains(content.item); });
    std::erase_if(batch.revisions, [&](const Revision& each) { return without_revisions.contains(each.item); });
    // Who is gone since the file was written is none of its pages any more.
    std::erase_if(batch.named, is_gone);
    std::erase_if(batch.glimpsed, [&](const Item& item) { return is_gone(item.id); });
    std::erase_if(batch.owed, [&](const Owed& owed) { return is_gone(owed.item); });
}

void judge_listed(Batch& batch, const store::Before& before) {
    for (Listed& listed : std::exchange(batch.listed, {})) {
        const ItemId id = listed.item.id;
        batch.named.push_back(id);
        const store::Known* known = find(before, id);
        if (known == nullptr || !is_as_known(listed, *known)) {
            batch.owed.push_back(Owed{id, {}, Read::content, "listed, but not as it is known", std::nullopt});
            continue;
        }
        const auto kept = before.contents.find(id);
        const bool held = kept != before.contents.end() && kept->second.revision == listed.item.latest;
        if (!held || kept->second.derived == listed.derived) {
            batch.glimpsed.push_back(std::move(listed.item));
            continue;
        }
        Content content = kept->second;
        content.derived = std::move(listed.derived);
        batch.items.push_back(known->item);
        batch.contents.push_back(std::move(content));
    }
}

void owe_unlisted(Batch& batch, const Census& held, const ItemSet& named) {
    const ItemSet now(batch.named.begin(), batch.named.end());
    for (const Census::Line& line : held.items)
        if (!named.contains(line.item) && !now.contains(line.item))
            batch.owed.push_back(Owed{line.item, {}, Read::history, "absent from the source's list", std::nullopt});
}

}  // namespace moisson::daemon
