// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/connectors/told.hpp"

#include "schema/value.hpp"

namespace moisson::conformance {

namespace {

std::string text_of(const Revision& revision) {
    std::string text = revision.item.text + "/" + revision.id.text + " after ";
    text += revision.parent ? revision.parent->text : "nothing";
    text += " at " + to_iso(revision.at) + " by ";
    text += revision.actor ? std::string(name_of(revision.actor->kind)) + " " + revision.actor->name : "nobody";
    text += " size " + (revision.size ? std::to_string(*revision.size) : "?") + " " + revision.sha1;
    text += " \"" + revision.comment + "\"" + (revision.minor ? " minor" : "") + (revision.bot ? " bot" : "");
    for (const std::string& tag : revision.tags) text += " #" + tag;
    if (revision.hidden.user) text += " user hidden";
    if (revision.hidden.comment) text += " comment hidden";
    if (revision.hidden.text) text += " text hidden";
    return text;
}

std::string text_of(const Owed& owed) {
    std::string text = owed.item.text + "'" + owed.title + "' ";
    text += owed.what == Read::history ? "history" : "content";
    text += " because " + owed.why;
    if (owed.occasion) {
        text += " on " + owed.occasion->event + " at " + to_iso(owed.occasion->at);
        if (owed.occasion->actor) text += " by " + owed.occasion->actor->name;
    }
    return text;
}

}  // namespace

Told told(const Batch& batch) {
    Told all;
    for (const Item& item : batch.items)
        all.insert("item " + item.id.text + " ns " + std::to_string(item.ns) + " '" + item.title + "' at " +
                   item.latest.text + " " + item.content_model + " -> " + item.redirect_to.value_or("(itself)"));
    for (const Item& item : batch.glimpsed) all.insert("glimpsed " + item.id.text + " '" + item.title + "'");
    for (const Revision& revision : batch.revisions) all.insert("revision " + text_of(revision));
    for (const History& history : batch.histories) {
        std::string text = "history " + history.item.text + ":";
        for (const Revision& revision : history.revisions) text += " [" + text_of(revision) + "]";
        all.insert(text);
    }
    for (const Content& content : batch.contents)
        all.insert("content " + content.item.text + "/" + content.revision.text + " " + content.model + " " +
                   content.bytes + " " + to_json(content.derived));
    for (const Gone& gone : batch.gone)
        all.insert("gone " + gone.item.text + (gone.evidence == Gone::Evidence::missing ? " missing" : " to ") +
                   gone.title);
    for (const Renamed& account : batch.renamed)
        all.insert("renamed " + account.from + " to " + account.to + " at " + to_iso(account.at));
    for (const Owed& owed : batch.owed) all.insert("owed " + text_of(owed));
    for (const Paid& paid : batch.paid) all.insert("paid " + std::to_string(paid.owed) + " by " + paid.item.text);
    for (const Ignored& ignored : batch.ignored) all.insert("ignored " + ignored.subject + ": " + ignored.reason);
    for (const ItemId& item : batch.named) all.insert("named " + item.text);
    if (batch.harvest_complete) all.insert("harvest complete");
    return all;
}

Told told(const Census& census) {
    Told all;
    for (const Census::Line& line : census.items)
        all.insert("line " + line.item.text + " ns " + std::to_string(line.ns) + " '" + line.title + "' at " +
                   line.latest.text + (line.redirect ? " redirect" : ""));
    for (const Census::Mark& mark : census.revisions)
        all.insert("mark " + mark.item.text + "/" + mark.revision.text + (mark.hidden.user ? " user" : "") +
                   (mark.hidden.comment ? " comment" : "") + (mark.hidden.text ? " text" : ""));
    if (census.complete) all.insert("census complete");
    return all;
}

Told told(const Traits& traits) {
    return {to_json(to_value(traits))};
}

}  // namespace moisson::conformance
