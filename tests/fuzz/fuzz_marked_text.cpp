// SPDX-License-Identifier: GPL-3.0-or-later
// The input is a text of a source that writes Markdown or HTML. Any bytes can be shown: white space never piles up,
// a line is one, text stays text, and the size is bounded.
#include "schema/html_text.hpp"
#include "schema/markdown_text.hpp"
#include "schema/plain_text.hpp"
#include "schema/utf8.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace moisson;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void is_laid_out(const std::string& shown) {
    if (shown.empty()) return;
    constexpr std::string_view white = " \t\r\n\v\f";
    require(white.find(shown.front()) == std::string_view::npos && white.find(shown.back()) == std::string_view::npos);
    require(shown.find("\n\n\n") == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view written(reinterpret_cast<const char*>(bytes), size);
    // A bullet deep inside is the most that a byte becomes.
    constexpr std::size_t most_a_byte = 24;
    for (const Markup markup : {Markup::markdown, Markup::html}) {
        const std::string line = plain_text(written, Form::line, markup);
        const std::string prose = plain_text(written, Form::prose, markup);
        require(line.size() <= 4 * size && prose.size() <= most_a_byte * size);
        require(line.find_first_of("\r\n\t\v\f") == std::string::npos && line.find("  ") == std::string::npos);
        is_laid_out(line);
        is_laid_out(prose);
        require(!is_utf8(written) || (is_utf8(line) && is_utf8(prose)));
    }
    const std::string_view href = attribute_in(written, "href");
    require(href.empty() || (href.data() >= written.data() && href.data() + href.size() <= written.data() + size));
    return 0;
}
