// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/cli/progress_bar.hpp"

#include "daemon/cli/render.hpp"
#include "report/visible.hpp"

#include <unistd.h>
#include <iostream>

namespace moisson::daemon {

namespace {

constexpr std::size_t columns = 100;

std::string clock_text(std::int64_t seconds) {
    char text[32];
    static_cast<void>(std::snprintf(text, sizeof text, "%02lld:%02lld", static_cast<long long>(seconds / 60),
                                    static_cast<long long>(seconds % 60)));
    return text;
}

}  // namespace

ProgressBar::On ProgressBar::standard_error() {
    return ::isatty(STDERR_FILENO) == 1 ? On::terminal : On::nothing;
}

std::string progress_line(const Progress& progress, std::chrono::milliseconds elapsed) {
    std::string line =
        report::visible(progress.source) + "  " + progress.phase + "  " + std::to_string(progress.listed);
    const double seconds = static_cast<double>(elapsed.count()) / 1000;
    const double rate = seconds > 0.5 ? static_cast<double>(progress.listed) / seconds : 0;
    if (progress.total && *progress.total >= progress.listed) line += "/" + std::to_string(*progress.total);
    line += " pages  " + human_bytes(progress.bytes);
    if (progress.bytes_in_all > 0) line += "/" + human_bytes(progress.bytes_in_all);
    if (rate > 0) line += "  " + std::to_string(static_cast<std::int64_t>(rate)) + " pages/s";
    if (rate > 0 && progress.total && *progress.total > progress.listed)
        line += "  " +
                clock_text(static_cast<std::int64_t>(static_cast<double>(*progress.total - progress.listed) / rate)) +
                " left";
    if (seconds > 0.5 && progress.bytes > 0 && progress.bytes_in_all > progress.bytes) {
        const auto left = static_cast<double>(progress.bytes_in_all - progress.bytes);
        line += "  " + clock_text(static_cast<std::int64_t>(left * seconds / static_cast<double>(progress.bytes))) +
                " left";
    }
    if (!progress.note.empty()) line += "  " + report::visible(progress.note);
    return report::clip(line, columns);
}

void ProgressBar::show(const Progress& progress) {
    if (where_ == On::nothing) return;
    const auto elapsed =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started_);
    std::cerr << "\r\x1b[K" << progress_line(progress, elapsed) << std::flush;
    drawn_ = true;
}

void ProgressBar::clear() {
    if (drawn_) std::cerr << "\r\x1b[K" << std::flush;
    drawn_ = false;
}

}  // namespace moisson::daemon
