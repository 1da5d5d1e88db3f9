// SPDX-License-Identifier: GPL-3.0-or-later
// moisson-polls-lab CONFIG STATE COUNT: harvests the first source, then polls it COUNT times without a pause, and says
// ten times on the way, one JSON line each, how much memory and how many descriptors it holds. Never installed.
#include "daemon/system/house.hpp"

#include <unistd.h>
#include <boost/asio/co_spawn.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

using namespace moisson;
using namespace moisson::daemon;

namespace {

constexpr int lines = 10;

long resident_kib() {
    std::ifstream file("/proc/self/statm");
    long pages = 0;
    long resident = 0;
    file >> pages >> resident;
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

long descriptors() {
    const std::filesystem::directory_iterator all("/proc/self/fd");
    return std::distance(begin(all), end(all));
}

RunReport run_once(House& house) {
    RunReport report;
    auto run = house.pollers().front()->run(Order(), Probing::when_unknown);
    asio::co_spawn(house.loop(), std::move(run), [&report](std::exception_ptr broken, RunReport told) {
        if (broken) std::rethrow_exception(broken);
        report = std::move(told);
    });
    house.loop().restart();
    house.loop().run();
    return report;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) return 2;
    const int count = static_cast<int>(std::strtol(argv[3], nullptr, 10));
    auto house = House::open(find_places(argv[1], argv[2]), World{});
    if (!house) {
        std::cerr << house.error().sentence() << "\n";
        return 1;
    }
    for (int poll = 0; poll <= count; ++poll) {
        const RunReport report = run_once(**house);
        if (report.run.outcome != Outcome::complete) {
            std::cerr << "poll " << poll << ": " << report.run.error << "\n";
            return 1;
        }
        if (poll > 0 && poll % std::max(1, count / lines) == 0)
            std::cout << "{\"polls\":" << poll << ",\"rss_kib\":" << resident_kib()
                      << ",\"descriptors\":" << descriptors() << ",\"requests\":" << report.run.requests << "}"
                      << std::endl;
    }
    return 0;
}
