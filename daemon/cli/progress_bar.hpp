// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/poll/poller.hpp"

#include <chrono>
#include <string>

namespace moisson::daemon {

// One line that is written over: pages, bytes, rate, time left. Only on a terminal; elsewhere silent.
class ProgressBar {
public:
    enum class On { terminal, nothing };
    explicit ProgressBar(On where) : where_(where), started_(std::chrono::steady_clock::now()) {}
    // stderr when it is a terminal.
    static On standard_error();

    void show(const Progress& progress);
    void clear();

private:
    On where_;
    std::chrono::steady_clock::time_point started_;
    bool drawn_ = false;
};

// The line itself, for `elapsed` since the start.
std::string progress_line(const Progress& progress, std::chrono::milliseconds elapsed);

}  // namespace moisson::daemon
