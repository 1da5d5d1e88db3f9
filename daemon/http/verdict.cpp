// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/http/verdict.hpp"

#include "daemon/http/http_client.hpp"

#include <algorithm>
#include <cmath>

namespace moisson::daemon {

namespace {

bool may_pass(const Error& error) {
    switch (error.kind) {
        case ErrorKind::transport:
        case ErrorKind::invalid:
            return true;
        case ErrorKind::refused:
            return error.wait.has_value();  // "not now" (429) is not "never"
        case ErrorKind::conflict:
        case ErrorKind::storage:
        case ErrorKind::config:
        case ErrorKind::cancelled:
            return false;
    }
    return false;
}

// Whoever has just answered and now refuses may not mean it: one of several servers that is set up badly, a session
// that ended on the way. Asked once more.
bool may_be_a_slip(const Error& error, const Failures& failures, const Patience& patience) {
    return error.kind == ErrorKind::refused && failures.welcome && failures.all < std::min(2, patience.attempts);
}

// A server that asks for time, or that nobody can reach, would not answer a smaller request either.
bool request_is_innocent(const Error& error) {
    return error.wait.has_value() || error.what.starts_with(cannot_reach);
}

}  // namespace

Verdict verdict(const Error& error, Intent intent, const Failures& failures, const Patience& patience) {
    if (intent == Intent::once) return Verdict::give_up;
    if (!may_pass(error)) return may_be_a_slip(error, failures, patience) ? Verdict::retry : Verdict::give_up;
    if (error.wait && error.wait->at_least > patience.longest_wait) return Verdict::give_up;
    if (!request_is_innocent(error) && failures.eased < patience.eases) {
        const bool too_large = error.kind == ErrorKind::invalid && error.what == body_too_large;
        if (too_large || failures.same >= patience.same_failure) return Verdict::ease;
    }
    return failures.all < patience.attempts ? Verdict::retry : Verdict::give_up;
}

std::chrono::milliseconds backoff(int failures, std::chrono::milliseconds first, std::chrono::milliseconds longest,
                                  double jitter) {
    const double doubled = static_cast<double>(first.count()) * std::exp2(std::clamp(failures - 1, 0, 62));
    const double capped = std::min(doubled, static_cast<double>(longest.count()));
    return std::chrono::milliseconds(static_cast<std::int64_t>(capped * (0.5 + 0.5 * std::clamp(jitter, 0.0, 1.0))));
}

}  // namespace moisson::daemon
