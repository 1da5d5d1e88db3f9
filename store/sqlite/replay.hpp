// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/judging.hpp"
#include "store/sqlite/connection.hpp"

#include <memory>

namespace moisson::store::sqlite {

class SqliteReplay final : public Replay {
public:
    explicit SqliteReplay(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}
    Result<Replayed> replay(const std::function<bool(const Difference&)>& take,
                            const std::function<void(std::uint64_t)>& progress) override;

private:
    std::shared_ptr<Connection> connection_;
};

}  // namespace moisson::store::sqlite
