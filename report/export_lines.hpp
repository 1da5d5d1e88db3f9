// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/record.hpp"

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

// schema_version, id, source, item, url, revision, deleted, data_licence, attribution, the fields of the schema
// sorted by name, provenance. Described by schema/resource.schema.json.
std::string line(const ResourceRecord& record);

// source, outcome, listed, seen, changed, requests, bytes, seconds, drift, and error when there is one.
// `seconds` is how long the run took, to the millisecond; null while it runs.
std::string line(const Run& run);

}  // namespace moisson::report
