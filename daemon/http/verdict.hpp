// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http_message.hpp"
#include "schema/result.hpp"

#include <chrono>

namespace moisson::daemon {

// What a failure of a request leads to. Pure; the table is in verdict.cpp and in its test.
enum class Verdict {
    retry,    // the same again, later
    ease,     // ask for less; when there is nothing less, retry or give up as `attempts` says
    give_up,  // the conversation ends with this error
};

// How long we try.
struct Patience {
    int attempts = 5;      // of one request
    int same_failure = 3;  // then we ask for less
    int eases = 12;        // without any success in between: then the trouble is elsewhere
    std::chrono::milliseconds longest_wait{600'000};
};

// How often one request failed so far, this time included.
struct Failures {
    int all = 0;
    int same = 0;          // the last ones, with the same cause
    int eased = 0;         // asked for less, since the last success
    bool welcome = false;  // the source has answered something else in this run
};

Verdict verdict(const Error& error, Intent intent, const Failures& failures, const Patience& patience);

// How long to wait before attempt number `failures` + 1: first · 2^(failures − 1), never more than `longest`, of which
// `jitter` in [0, 1) takes a share between one half and the whole.
std::chrono::milliseconds backoff(int failures, std::chrono::milliseconds first, std::chrono::milliseconds longest,
                                  double jitter);

}  // namespace moisson::daemon
