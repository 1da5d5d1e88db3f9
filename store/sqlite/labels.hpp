// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/keeping.hpp"
#include "store/health.hpp"
#include "store/sqlite/vitals.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace moisson::store::sqlite {

class SqliteHealth final : public Health {
public:
    explicit SqliteHealth(Connection& connection) : connection_(connection) {}
    Result<Refreshed> refresh(Instant now, std::size_t limit) override;
    Result<Done> link(const AccountName& one, const AccountName& other) override;
    Result<Done> unlink(const AccountName& one, const AccountName& other) override;

private:
    bool anything_waits(Instant now);
    // Each gives how many transitions it wrote.
    std::size_t judge_anew(std::int64_t resource, Instant now);
    std::size_t write(std::int64_t resource, const Patient& patient, const health::Look& look);
    std::size_t let_time_pass(Instant now, std::size_t limit, std::size_t& resources);
    std::optional<Instant> next_expiry();

    Connection& connection_;
};

}  // namespace moisson::store::sqlite
