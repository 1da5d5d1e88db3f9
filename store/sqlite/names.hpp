// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/record.hpp"
#include "store/sqlite/connection.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

namespace moisson::store::sqlite {

// The number of a source; empty when it is unknown.
std::optional<std::int64_t> find_source(Connection& connection, const SourceName& name);

// The numbers that stand for long names inside one write transaction, created on first sight. They are remembered
// only as long as the transaction lives, so a rollback cannot leave a number that stands for nothing.
class Names {
public:
    Names(Connection& connection, const SourceName& source);

    std::int64_t source() const noexcept { return source_; }
    std::optional<std::int64_t> actor(const std::optional<Actor>& actor);
    void forget_actors() { actors_.clear(); }  // one of them is there no more
    // `item` bears it in this transaction; empty id: no resource.
    std::optional<std::int64_t> resource(const ResourceId& resource, const ItemId& item);
    std::int64_t rules(const std::string& fingerprint);

private:
    std::int64_t create_resource(const ResourceId& resource, const ItemId& item);

    Connection& connection_;
    SourceName name_;
    std::int64_t source_ = 0;
    std::map<Actor, std::int64_t> actors_;
    std::unordered_map<ResourceId, std::int64_t> resources_;
    std::unordered_map<std::string, std::int64_t> rules_;
};

}  // namespace moisson::store::sqlite
