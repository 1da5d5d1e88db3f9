// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/judging.hpp"
#include "store/sqlite/connection.hpp"

namespace moisson::store::sqlite {

// Judges what the present transaction touched, the last thing it does: verdicts, footprints, months. O(touched).
void fold(Connection& connection);

class SqliteJudging final : public Judging {
public:
    explicit SqliteJudging(Connection& connection) : connection_(connection) {}
    Result<std::size_t> judge(std::size_t limit) override;

private:
    Connection& connection_;
};

}  // namespace moisson::store::sqlite
