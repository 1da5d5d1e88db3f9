// SPDX-License-Identifier: GPL-3.0-or-later
// What a program costs, as the operating system accounts for it: all its threads, from start to end.
//
//   measured FILE COMMAND…       writes {"user","system","wall","rss"} to FILE: seconds, and KiB at most resident
//
// A program of its own because a process inherits the memory peak of the one that starts it: this one is small.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>

namespace {

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

int main(int count, char** words) {
    if (count < 3) {
        std::cerr << "measured FILE COMMAND...\n";
        return 2;
    }
    const auto start = std::chrono::steady_clock::now();
    const pid_t child = fork();
    if (child == 0) {
        execvp(words[2], words + 2);
        std::perror(words[2]);
        _exit(127);
    }
    int status = 0;
    rusage used{};
    if (child < 0 || wait4(child, &status, 0, &used) != child) {
        std::perror("measured");
        return 1;
    }
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    std::ofstream file(words[1]);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-union-access): glibc declares it so
    const long peak = used.ru_maxrss;
    file << R"({"user": )" << seconds(used.ru_utime) << R"(, "system": )" << seconds(used.ru_stime) << R"(, "wall": )"
         << wall.count() << R"(, "rss": )" << peak << "}\n";
    if (!file.flush()) {
        std::perror(words[1]);
        return 1;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
