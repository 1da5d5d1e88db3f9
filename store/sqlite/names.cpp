// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/names.hpp"

namespace moisson::store::sqlite {

namespace {

std::int64_t create_source(Connection& connection, const SourceName& name) {
    if (auto known = find_source(connection, name)) return *known;
    connection.run("INSERT INTO source (name) VALUES (?1)", name);
    return connection.last_row();
}

}  // namespace

std::optional<std::int64_t> find_source(Connection& connection, const SourceName& name) {
    Query row = connection.query("SELECT id FROM source WHERE name = ?1", name);
    if (!row.step()) return std::nullopt;
    return row.integer(0);
}

Names::Names(Connection& connection, const SourceName& source)
    : connection_(connection), name_(source), source_(create_source(connection, source)) {}

std::optional<std::int64_t> Names::actor(const std::optional<Actor>& actor) {
    if (!actor) return std::nullopt;
    auto known = actors_.find(*actor);
    if (known != actors_.end()) return known->second;
    std::int64_t id = 0;
    {
        Query row = connection_.query("SELECT id FROM actor WHERE source = ?1 AND name = ?2 AND kind = ?3", source_,
                                      actor->name, name_of(actor->kind));
        if (row.step()) id = row.integer(0);
    }
    if (id == 0) {
        connection_.run("INSERT INTO actor (source, name, kind) VALUES (?1, ?2, ?3)", source_, actor->name,
                        name_of(actor->kind));
        id = connection_.last_row();
    }
    actors_.emplace(*actor, id);
    return id;
}

std::optional<std::int64_t> Names::resource(const ResourceId& resource, const ItemId& item) {
    if (resource.empty()) return std::nullopt;
    auto known = resources_.find(resource);
    if (known != resources_.end()) return known->second;
    // Most are new, one an item: so it is tried before it is asked for.
    std::int64_t id = create_resource(resource, item);
    if (id == 0) {
        Query row = connection_.query("SELECT id FROM resource WHERE name = ?1", resource);
        if (row.step()) id = row.integer(0);
    }
    resources_.emplace(resource, id);
    return id;
}

std::int64_t Names::create_resource(const ResourceId& resource, const ItemId& item) {
    // A resource is named after its first item, which need not be the first one written.
    const std::string prefix = name_.text + "-";
    const std::string_view first = resource.text.starts_with(prefix)
                                       ? std::string_view(resource.text).substr(prefix.size())
                                       : std::string_view(item.text);
    const std::int64_t created =
        connection_.run("INSERT INTO resource (name, source, item) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO NOTHING",
                        resource, source_, first);
    return created > 0 ? connection_.last_row() : 0;
}

std::int64_t Names::rules(const std::string& fingerprint) {
    auto known = rules_.find(fingerprint);
    if (known != rules_.end()) return known->second;
    std::int64_t id = 0;
    {
        Query row = connection_.query("SELECT id FROM rules WHERE fingerprint = ?1", fingerprint);
        if (row.step()) id = row.integer(0);
    }
    if (id == 0) {
        connection_.run("INSERT INTO rules (fingerprint) VALUES (?1)", fingerprint);
        id = connection_.last_row();
    }
    rules_.emplace(fingerprint, id);
    return id;
}

}  // namespace moisson::store::sqlite
