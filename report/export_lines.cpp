// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/export_lines.hpp"

#include "report/members.hpp"
#include "schema/mapping.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace moisson::report {
namespace {

// What every record says of itself; a field of the same name would make the line say it twice.
constexpr std::array<std::string_view, 10> own_words = {
    "schema_version", "id",      "source",       "item",        "url",
    "revision",       "deleted", "data_licence", "attribution", "provenance"};

bool is_own_word(std::string_view name) {
    return std::find(own_words.begin(), own_words.end(), name) != own_words.end();
}

void add_seconds(Members& members, const Run& run) {
    if (!run.ended) {
        members.null("seconds");
        return;
    }
    // Our clock may have been set back while it ran.
    const auto took = std::max(*run.ended - run.started, std::chrono::milliseconds(0));
    members.json("seconds", Value(static_cast<double>(took.count()) / 1000.0));
}

}  // namespace

std::string line(const ItemRecord& record) {
    const Item& item = record.item;
    return Members()
        .text("source", record.source.text)
        .text("id", item.id.text)
        .text("title", item.title)
        .number("namespace", item.ns)
        .word("revision", item.latest.text)
        .flag("deleted", record.life == Life::gone)
        .text_if("redirect_to", item.redirect_to)
        .word("content_model", item.content_model)
        .word("resource", record.resource.text)
        .line();
}

std::string line(const RevisionRecord& record) {
    const Revision& revision = record.revision;
    Members members;
    members.text("source", record.source.text)
        .text("item", revision.item.text)
        .text("id", revision.id.text)
        .word("parent", revision.parent ? revision.parent->text : std::string())
        .time("at", revision.at)
        .actor("actor", revision.actor)
        .count("size", revision.size)
        .word("sha1", revision.sha1)
        .flag("minor", revision.minor);
    if (revision.hidden.comment)
        members.null("comment");
    else
        members.text("comment", revision.comment);
    return members.line();
}

std::string line(const ChangeRecord& record) {
    const Change& change = record.change;
    Members members;
    members.text("source", record.source.text)
        .text("item", change.item.text)
        .word("resource", change.resource.text)
        .word("revision", change.revision.text)
        .time("at", change.at)
        .actor("actor", change.actor)
        .text("field", change.what.field)
        .text_if("before", change.what.before)
        .text_if("after", change.what.after)
        .text("cause", name_of(change.cause))
        .flag("cosmetic", is_cosmetic(change.what));
    return members.line();
}

std::string line(const ResourceRecord& record) {
    Members members;
    members.number("schema_version", schema_version)
        .word("id", record.resource.text)
        .text("source", record.source.text)
        .text("item", record.item.text)
        .word("url", record.url)
        .word("revision", record.revision.text)
        .flag("deleted", record.life == Life::gone)
        .word("data_licence", record.data_licence)
        .word("attribution", record.attribution);
    for (const auto& [field, value] : record.snapshot.fields)
        if (!is_own_word(field)) members.json(field, value);
    members.json("provenance", record.snapshot.provenance);
    return members.line();
}

std::string line(const Run& run) {
    Members members;
    members.text("source", run.source.text)
        .text("outcome", name_of(run.outcome))
        .count("listed", run.listed)
        .count("seen", run.seen)
        .count("changed", run.changed)
        .count("requests", run.requests)
        .count("retries", run.retries)
        .count("bytes", run.bytes);
    add_seconds(members, run);
    members.count("drift", run.drift).count("stale_derived", run.stale_derived);
    if (!run.error.empty()) members.text("error", run.error);
    return members.line();
}

}  // namespace moisson::report
