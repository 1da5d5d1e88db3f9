// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace moisson::daemon {

// What the service manager is told. Without one, nothing happens.
void notify_ready(const std::string& status);
void notify_status(const std::string& status);
void notify_stopping();
void notify_alive();
// How often it wants to hear notify_alive(): half of WatchdogSec. nullopt: never.
std::optional<std::chrono::microseconds> watchdog_interval();

}  // namespace moisson::daemon
