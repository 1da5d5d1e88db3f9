// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/instant.hpp"

#include <boost/asio/awaitable.hpp>

namespace moisson::daemon {

namespace asio = boost::asio;

// Time is a parameter: everything that waits or dates something is handed one of these.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
    // Resumes at that time, or once as much time has passed as lay before it: the system's may have been set back
    // meanwhile. Throws operation_aborted when the coroutine is cancelled.
    virtual asio::awaitable<void> sleep_until(Instant when) = 0;
};

}  // namespace moisson::daemon
