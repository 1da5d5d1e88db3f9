// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/system/notify.hpp"

#include <systemd/sd-daemon.h>

namespace moisson::daemon {

namespace {

// STATUS= is one line: nothing in it may start another assignment.
std::string one_line(std::string text) {
    for (char& c : text)
        if (c == '\n' || c == '\r') c = ' ';
    return text;
}

}  // namespace

void notify_ready(const std::string& status) {
    sd_notify(0, ("READY=1\nSTATUS=" + one_line(status)).c_str());
}
void notify_status(const std::string& status) {
    sd_notify(0, ("STATUS=" + one_line(status)).c_str());
}
void notify_stopping() {
    sd_notify(0, "STOPPING=1");
}
void notify_alive() {
    sd_notify(0, "WATCHDOG=1");
}

std::optional<std::chrono::microseconds> watchdog_interval() {
    std::uint64_t microseconds = 0;
    if (sd_watchdog_enabled(0, &microseconds) <= 0) return std::nullopt;
    return std::chrono::microseconds(microseconds / 2);
}

}  // namespace moisson::daemon
