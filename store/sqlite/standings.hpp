// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/connection.hpp"
#include "store/store.hpp"

namespace moisson::store::sqlite {

// What is known of publishing an item; empty when nothing was ever said of it.
std::optional<StandingRow> standing_of(Connection& connection, std::int64_t source, const ItemId& item);

// Inside a write transaction.
void write_standing(Connection& connection, std::int64_t source, const StandingRow& row);

Publications publications_of(Connection& connection, std::int64_t source);

class SqliteStandings final : public Standings {
public:
    explicit SqliteStandings(Connection& connection) : connection_(connection) {}
    Result<std::vector<ItemId>> due(const SourceName& source, Instant now, std::size_t limit) override;
    Result<std::vector<ItemId>> longest_unasked(const SourceName& source, Instant since, std::size_t limit) override;
    Result<std::uint64_t> asked_since(const SourceName& source, Instant since) override;
    Result<Done> postpone_unasked(const SourceName& source, const std::vector<ItemId>& tried, Instant now) override;

private:
    Connection& connection_;
};

}  // namespace moisson::store::sqlite
