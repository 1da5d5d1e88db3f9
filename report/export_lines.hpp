// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/grid.hpp"
#include "health/label.hpp"
#include "schema/record.hpp"

#include <optional>
#include <string>

// The lines scripts read: one JSON object each, without the line end, keys always in the same order.
// What is absent is null, ids are texts as the source gives them, times are ISO-8601 in UTC.
// The same record gives the same bytes.
namespace moisson::report {

// source, id, title, namespace, revision, deleted, redirect_to, content_model, resource
std::string line(const ItemRecord& record);

// source, item, id, parent, at, actor, size, sha1, minor, comment. What the source hides is null.
std::string line(const RevisionRecord& record);

// source, item, resource, revision, at, actor, field, before, after, cause, cosmetic
std::string line(const ChangeRecord& record);

// What an export tells of the health of a resource, to one audience: nothing that depends on when it is read.
struct ExportedHealth {
    health::Audience audience = health::Audience::everybody;
    health::Weeks weeks;
    health::Facts facts;
    Instant judged{};   // our clock: for when it is told
    health::Grid grid;  // of its kind
};

// schema_version, id, source, item, url, revision, deleted, data_licence, attribution, the fields of the schema
// sorted by name, health, provenance. Described by schema/resource.schema.json.
// `health` is null where none is given, else {for, at, label, since, valid_until, missing, unknown} as in
// report/health_lines.hpp; the public is told neither `at`, which moves with what only routers know, nor `valid_until`.
// Two records that differ only by what routers know are the same bytes for the public.
std::string line(const ResourceRecord& record, const std::optional<ExportedHealth>& health);

// source, outcome, listed, seen, changed, requests, bytes, seconds, drift, and error when there is one.
// `seconds` is how long the run took, to the millisecond; null while it runs.
std::string line(const Run& run);

}  // namespace moisson::report
