// SPDX-License-Identifier: GPL-3.0-or-later
// Whole pages in the shapes that people gave them, and all that is read in them: tests/fixtures/wikitext/NAME.wiki and
// NAME.read.
#include "schema/plain_text.hpp"
#include "tests/unit/connectors/wikitext_reading.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

using namespace moisson;
using namespace moisson::wikitext_test;

namespace {

const std::filesystem::path folder = std::filesystem::path(MOISSON_SOURCE_DIR) / "tests" / "fixtures" / "wikitext";

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    REQUIRE_MESSAGE(file.is_open(), path.string());
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// Behind its first line, each line of it stands under the name that `mark` gives it.
std::string under(std::string_view mark, std::string text) {
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1))
        text.insert(at + 1, std::string(mark));
    return text;
}

std::string value_lines(const NamedValue& value) {
    const std::string name = value.group + (value.occurrence > 1 ? "#" + std::to_string(value.occurrence) : "");
    std::string lines = name + "|" + value.key + "=" + under("    ", value.text) + "\n";
    const std::string line = plain_text(value.text, Form::line);
    const std::string prose = plain_text(value.text, Form::prose);
    if (line != value.text) lines += "  line:  " + line + "\n";
    if (prose != line) lines += "  prose: " + under("         ", prose) + "\n";
    return lines;
}

std::string all_that_is_read(const std::string& page) {
    const Reading reading = read(page);
    std::string all = "templates: " + joined(reading.templates) + "\n";
    for (const NamedValue& value : reading.values) all += value_lines(value);
    all += "categories: " + joined(reading.categories) + "\n";
    if (reading.redirect_to) all += "redirect: " + *reading.redirect_to + "\n";
    const Counts& counts = reading.counts;
    all += "counts: " + std::to_string(counts.categories) + " categories, " + std::to_string(counts.links) +
           " links, " + std::to_string(counts.images) + " images, " + std::to_string(counts.headings) + " headings, " +
           std::to_string(counts.addresses) + " addresses\n";
    for (const Remark remark : reading.remarks) all += "remark: " + std::string(sentence_of(remark)) + "\n";
    return all;
}

}  // namespace

TEST_CASE("pages in the shapes that people gave them are read whole") {
    std::set<std::filesystem::path> pages;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".wiki") pages.insert(entry.path());
    CHECK(pages.size() >= 8);
    for (const std::filesystem::path& page : pages) {
        CAPTURE(page.filename().string());
        CHECK(all_that_is_read(text_of(page)) == text_of(std::filesystem::path(page).replace_extension(".read")));
    }
}
