// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/result.hpp"

#include <sys/resource.h>
#include <chrono>
#include <stdexcept>

namespace moisson::bench {

// A bench that cannot go on ends.
template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().sentence());
    return std::move(*result);
}

struct Spent {  // seconds
    double user = 0;
    double system = 0;
    double wall = 0;

    double cpu() const { return user + system; }
};

inline double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

// What this process spends on that work.
template <class Work>
Spent spent_on(Work work) {
    rusage before{};
    rusage after{};
    getrusage(RUSAGE_SELF, &before);
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    getrusage(RUSAGE_SELF, &after);
    return {seconds(after.ru_utime) - seconds(before.ru_utime), seconds(after.ru_stime) - seconds(before.ru_stime),
            wall.count()};
}

}  // namespace moisson::bench
