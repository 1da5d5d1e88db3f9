// SPDX-License-Identifier: GPL-3.0-or-later
// What taking pages apart costs, beside a bare pass that only finds the signs at which something could happen.
//
//   parse floor|outline|reading PASSES FILE      FILE: for each page its length in bytes, a new line, and its text
//
// Says {"bytes", "pages", "signs", "found", "passes": [CPU seconds of each]} as JSON. The first pass warms up and is
// not told.
#include "connectors/mediawiki/reader.hpp"
#include "connectors/mediawiki/wikitext.hpp"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

using namespace moisson;

namespace {

std::vector<Content> pages_of(const char* path) {
    std::ifstream file(path, std::ios::binary);
    std::vector<Content> pages;
    for (std::size_t length = 0; file >> length && file.get() == '\n';) {
        std::string text(length, '\0');
        if (!file.read(text.data(), static_cast<std::streamsize>(length))) break;
        pages.push_back(Content{ItemId("1"), RevisionId("1"), "wikitext", std::move(text), Value()});
    }
    return pages;
}

// The same signs as the scanner's.
constexpr std::array<bool, 256> make_signs() {
    std::array<bool, 256> signs{};
    for (const char c : std::string_view("[{<\n-]}|=")) signs[static_cast<unsigned char>(c)] = true;
    return signs;
}
constexpr std::array<bool, 256> signs = make_signs();

// Both numbers together need the place of every sign.
std::uint64_t bare_pass(std::string_view text, std::uint64_t& places) {
    std::uint64_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!signs[static_cast<unsigned char>(text[at])]) continue;
        ++count;
        places += at;
    }
    return count;
}

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

using Pass = std::function<std::uint64_t(const Content&)>;

Pass pass_named(std::string_view name, const mediawiki::Dialect& dialect, std::uint64_t& places) {
    if (name == "floor") return [&](const Content& page) { return bare_pass(page.bytes, places); };
    if (name == "outline")
        return [&](const Content& page) {
            const mediawiki::Outline outline = mediawiki::outline_of(page.bytes, dialect);
            return outline.calls.size() + outline.parts.size() + outline.links.size() + outline.headings.size();
        };
    return [&](const Content& page) {
        const auto reading = mediawiki::read_page(Item{}, page, Context{}, dialect);
        return reading ? reading->values.size() + reading->categories.size() : 0;
    };
}

}  // namespace

int main(int count, char** words) {
    if (count != 4) {
        std::cerr << "parse floor|outline|reading PASSES FILE\n";
        return 2;
    }
    const std::vector<Content> pages = pages_of(words[3]);
    const mediawiki::Dialect dialect = mediawiki::dialect_from(Traits{});
    std::uint64_t places = 0;
    std::uint64_t signs_found = 0;
    std::size_t bytes = 0;
    for (const Content& page : pages) {
        signs_found += bare_pass(page.bytes, places);
        bytes += page.bytes.size();
    }
    const Pass pass = pass_named(words[1], dialect, places);
    std::uint64_t found = 0;
    std::string passes;
    for (long number = std::strtol(words[2], nullptr, 10); number >= 0; --number) {
        const double begin = cpu_seconds();
        found = 0;
        for (const Content& page : pages) found += pass(page);
        const double seconds = cpu_seconds() - begin;
        if (!passes.empty()) passes += ", ";
        passes += std::to_string(seconds);
    }
    passes.erase(0, passes.find(", ") == std::string::npos ? passes.size() : passes.find(", ") + 2);
    std::cout << R"({"bytes": )" << bytes << R"(, "pages": )" << pages.size() << R"(, "signs": )" << signs_found
              << R"(, "found": )" << found << R"(, "places": )" << places << R"(, "passes": [)" << passes << "]}\n";
    return bytes > 0 ? 0 : 1;
}
