// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/system/clock.hpp"

namespace moisson::daemon {

// The system's clock. A sleep ends when the system's time says so, also when that time was set meanwhile or the
// machine was suspended (noticed within 30 s).
class RealClock final : public Clock {
public:
    // `ahead` of the system's: only a test's world is.
    explicit RealClock(std::chrono::milliseconds ahead = {}) : ahead_(ahead) {}
    Instant now() const override;
    asio::awaitable<void> sleep_until(Instant when) override;

private:
    std::chrono::milliseconds ahead_;
};

}  // namespace moisson::daemon
