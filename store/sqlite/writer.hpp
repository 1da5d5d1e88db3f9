// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/compression.hpp"
#include "store/sqlite/names.hpp"
#include "store/store.hpp"

namespace moisson::store::sqlite {

class SqliteWriter final : public Writer {
public:
    explicit SqliteWriter(Connection& connection) : connection_(connection) {}
    Result<Before> load(const SourceName& source, const Keys& keys) override;
    Result<Done> commit(const Delta& delta) override;
    Result<std::vector<ItemId>> stale(const SourceName& source, const std::string& fingerprint, const ItemId& after,
                                      std::size_t limit) override;

private:
    void write(const Delta& delta, Names& names);
    void write_content(const Content& content, Names& names);

    Connection& connection_;
    Compression compression_;
};

}  // namespace moisson::store::sqlite
