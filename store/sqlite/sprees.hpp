// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/batches.hpp"
#include "store/sqlite/connection.hpp"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace moisson::store::sqlite {

// Who was in a batch, and when: table `batch`.
class Sprees {
public:
    explicit Sprees(Connection& connection) : connection_(connection) {}

    // Holds the hours of what was touched against the table. Where one became a batch or ceased to be one, the table
    // is mended and all its revisions are touched. Before anything is asked.
    void mend();
    // Whether that was a batch.
    bool has(std::int64_t source, const health::Spree& spree) const;

private:
    struct Hours {
        std::vector<std::int64_t> first;  // the earliest ones, in order
        bool all = false;                 // there are no others
    };

    bool is_kept(std::int64_t source, const health::Spree& spree) const;
    bool is_batch(std::int64_t source, const health::Spree& spree);
    void turn(std::int64_t source, const health::Spree& spree, bool is_batch);
    const Hours& hours_of(std::int64_t source, health::Person who) const;

    Connection& connection_;
    mutable std::unordered_map<std::uint32_t, Hours> hours_;  // by actor, once asked for
};

}  // namespace moisson::store::sqlite
