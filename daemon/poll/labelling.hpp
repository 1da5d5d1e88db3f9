// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/poll/afterwards.hpp"
#include "daemon/system/clock.hpp"
#include "store/health.hpp"

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <cstdint>

namespace moisson::daemon {

// Keeps the labels up to date: behind the commits, and when one of them ceases to be sure because time passes.
class Labelling {
public:
    Labelling(store::Health& health, const Clock& clock) : health_(health), clock_(clock) {}

    // What is done behind the commits. Must not outlive this.
    Chore chore();
    // For as long as the daemon lives, on its loop: wakes what comes afterwards when the next label expires.
    static asio::awaitable<void> live(Labelling& labelling, Clock& clock, Afterwards& afterwards);
    // When to look at the labels again if nothing is committed: not before a minute, not after an hour.
    Instant next_look(Instant now) const noexcept;

private:
    store::Health& health_;
    const Clock& clock_;
    std::atomic<std::int64_t> next_expiry_{0};  // milliseconds since 1970; written by the store thread
};

}  // namespace moisson::daemon
