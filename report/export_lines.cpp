// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/export_lines.hpp"

#include "health/answers.hpp"
#include "health/portrait.hpp"
#include "report/health_lines.hpp"
#include "report/members.hpp"
#include "schema/mapping.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace moisson::report {
namespace {

// What every record says of itself; a field of the same name would make the line say it twice.
constexpr std::array<std::string_view, 11> own_words = {
    "schema_version", "id",           "source",      "item",   "url",       "revision",
    "deleted",        "data_licence", "attribution", "health", "provenance"};

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

Value or_null(const std::optional<Instant>& when) {
    return when ? Value(to_iso(*when)) : Value();
}

// What is asked of its kind and it does not say; that asks for no date.
Value missing(const health::Grid& grid, const Snapshot& snapshot) {
    const health::DateOf undated = [](const RevisionId&) { return std::optional<Instant>{}; };
    const auto complete = health::routing_completeness(grid, health::answers_of(snapshot, undated, std::nullopt));
    Value::List list;
    if (complete)
        for (const Criterion each : complete->missing) list.emplace_back(id_of(each));
    return list;
}

Value to_value(const ExportedHealth& health, const Snapshot& snapshot) {
    const bool for_routers = health.audience == health::Audience::routers;
    const auto standing = standing_told(health.weeks, health.facts, health.judged, health.audience);
    Value::Object unknown;
    if (!standing.label) unknown["label"] = why_unlabelled(health.facts);
    return Value::Object{{"for", id_of(health.audience)},
                         {"at", for_routers ? Value(to_iso(health.judged)) : Value()},
                         {"label", standing.label ? Value(id_of(*standing.label)) : Value()},
                         {"since", or_null(standing.since)},
                         {"valid_until", or_null(standing.valid_until)},
                         {"missing", missing(health.grid, snapshot)},
                         {"unknown", std::move(unknown)}};
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

std::string line(const ResourceRecord& record, const std::optional<ExportedHealth>& health) {
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
    members.json("health", health ? to_value(*health, record.snapshot) : Value());
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
