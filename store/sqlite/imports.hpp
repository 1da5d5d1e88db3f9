// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/connection.hpp"
#include "store/store.hpp"

namespace moisson::store::sqlite {

class SqliteImports final : public Imports {
public:
    explicit SqliteImports(Connection& connection) : connection_(connection) {}
    Result<std::optional<ImportMark>> mark(const SourceName& source) override;
    Result<std::vector<ItemId>> with_holes(const SourceName& source, std::size_t limit) override;

private:
    Connection& connection_;
};

// Inside the transaction that commits what stands before it.
void write_import_mark(Connection& connection, std::int64_t source, const ImportMark& mark);

}  // namespace moisson::store::sqlite
