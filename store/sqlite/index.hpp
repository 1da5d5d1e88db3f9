// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/connection.hpp"
#include "store/store.hpp"

namespace moisson::store::sqlite {

class SqliteIndex final : public Index {
public:
    explicit SqliteIndex(Connection& connection) : connection_(connection) {}
    Result<std::size_t> index(std::size_t limit) override;

private:
    void write(std::int64_t resource);

    Connection& connection_;
};

// "outil_numerique" as the one word it is in the index.
std::string kind_term(std::string_view kind);

}  // namespace moisson::store::sqlite
