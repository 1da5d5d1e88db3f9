// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes can be shown: white space never piles up, nothing invisible appears that was not there, and the size is
// bounded.
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

bool has(std::string_view text, std::string_view piece) {
    return text.find(piece) != std::string_view::npos;
}

void ends_are_seen(const std::string& shown) {
    if (shown.empty()) return;
    constexpr std::string_view white = " \t\r\n\v\f";
    require(white.find(shown.front()) == std::string_view::npos && white.find(shown.back()) == std::string_view::npos);
}

void nothing_appears(std::string_view written, const std::string& shown) {
    for (char control = 0; control < ' '; ++control)
        if (control != '\n') require(!has(shown, {&control, 1}) || has(written, {&control, 1}));
    // Bytes that are no text may become some once the marks between them are gone.
    if (!is_utf8(written)) return;
    require(is_utf8(shown));
    for (const char* invisible : {"\x7F", "\xC2\x85", "\u00AD", "\u200B", "\u200E", "\u202E", "\u2066", "\uFEFF"})
        require(!has(shown, invisible) || has(written, invisible));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view written(reinterpret_cast<const char*>(bytes), size);
    const std::string line = plain_text(written, Form::line);
    const std::string prose = plain_text(written, Form::prose);

    // A bullet is the most that a byte becomes, and the address of a label is written once more.
    constexpr std::size_t most_a_byte = 20;
    require(line.size() <= 4 * size && prose.size() <= most_a_byte * size);
    require(!has(line, "\n") && !has(line, "  ") && !has(prose, "\n\n\n"));
    ends_are_seen(line);
    ends_are_seen(prose);
    nothing_appears(written, line);
    nothing_appears(written, prose);
    require(plain_text(written, Form::line) == line);
    return 0;
}
