// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/health.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/vitals.hpp"

#include <memory>

namespace moisson::store::sqlite {

// Each answer is read in one transaction.
class SqliteHealthReader final : public HealthReader {
public:
    explicit SqliteHealthReader(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}

    Result<std::optional<Chart>> chart(const ResourceId& resource, Instant now) override;
    Result<std::optional<Chart>> answers(const ResourceId& resource, Instant now) override;
    Result<Done> labels(const LabelFilter& filter, const std::function<bool(const LabelRow&)>& take) override;
    Result<Done> transitions(Instant since, const std::function<bool(const TransitionRow&)>& take) override;
    Result<std::map<health::Label, std::uint64_t>> label_counts(const std::optional<SourceName>& source) override;

private:
    Result<std::optional<Chart>> read(const ResourceId& resource, Instant now, Scope depth);

    std::shared_ptr<Connection> connection_;
};

}  // namespace moisson::store::sqlite
