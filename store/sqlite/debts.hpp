// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/names.hpp"
#include "store/store.hpp"

namespace moisson::store::sqlite {

// One debt more, inside a write transaction. An equal one (same item or title) is replaced under a new number, so
// that paying the old number cannot forget the newer event; the newest occasion and the greater depth are kept.
// Due at `due`, or earlier when the old one already was and had not failed since.
void add_debt(Connection& connection, Names& names, const Owed& owed, Instant due);

class SqliteDebts final : public Debts {
public:
    explicit SqliteDebts(Connection& connection) : connection_(connection) {}
    Result<std::vector<Wanted>> due(const SourceName& source, Instant now, std::size_t limit) override;
    Result<Done> owe(const SourceName& source, const std::vector<Owed>& owed) override;
    Result<Done> postpone(const SourceName& source, const std::vector<Wanted>& tried, Instant now) override;
    Result<std::vector<std::string>> edited_templates(const SourceName& source, Instant now) override;
    Result<Done> read_embedding(const SourceName& source, const std::string& title, Instant now) override;

private:
    Connection& connection_;
};

}  // namespace moisson::store::sqlite
