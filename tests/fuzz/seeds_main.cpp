// SPDX-License-Identifier: GPL-3.0-or-later
// Reads every file of a folder through a fuzz target, without a fuzzer: what was found once stays found.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

std::vector<std::uint8_t> bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

int main(int count, char** words) {
    if (count != 2 || !std::filesystem::is_directory(words[1])) {
        static_cast<void>(
            std::fprintf(stderr, "usage: %s FOLDER-OF-SEEDS (it must exist and hold at least one file)\n", words[0]));
        return 2;
    }
    int seeds = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(words[1])) {
        if (!entry.is_regular_file()) continue;
        std::printf("%s\n", entry.path().filename().c_str());  // before: a crash then names its seed
        static_cast<void>(std::fflush(stdout));
        const auto bytes = bytes_of(entry.path());
        LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
        ++seeds;
    }
    std::printf("%d seeds\n", seeds);
    return seeds > 0 ? 0 : 1;
}
