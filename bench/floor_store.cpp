// SPDX-License-Identifier: GPL-3.0-or-later
// The least that keeping can cost: bare SQLite and zstd. Reads all rows of a finished store into memory, then, and only
// this is counted, compresses the same texts and inserts the same rows, each once, into a new file with the same
// tables, indexes and pragmas: a transaction for each fifty pages, then for each five hundred revisions, cursor
// included.
//
//   floor_store STORE NEW_FILE      prints {"user","system","wall","rows","transactions"}, in seconds
#include "bench/rows.hpp"

#include <sys/resource.h>

#include <chrono>
#include <exception>
#include <iostream>

namespace {

using namespace moisson::bench;

struct Spent {
    double user = 0;
    double system = 0;
    double wall = 0;
};

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

Spent now() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now().time_since_epoch();
    return {seconds(used.ru_utime), seconds(used.ru_stime), wall.count()};
}

void copy(const std::string& from, const std::string& to) {
    const Kept kept = read_store(from);
    const Spent start = now();
    const std::size_t rows = write_store(kept, to);
    const Spent end = now();
    std::cout << R"({"user": )" << end.user - start.user << R"(, "system": )" << end.system - start.system
              << R"(, "wall": )" << end.wall - start.wall << R"(, "rows": )" << rows << R"(, "transactions": )"
              << kept.batches.size() << "}\n";
}

}  // namespace

int main(int count, char** words) {
    if (count != 3) {
        std::cerr << "floor_store STORE NEW_FILE\n";
        return 2;
    }
    try {
        copy(words[1], words[2]);
    } catch (const std::exception& broken) {
        std::cerr << "floor_store: " << broken.what() << "\n";
        return 1;
    }
    return 0;
}
