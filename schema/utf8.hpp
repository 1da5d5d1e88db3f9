// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace moisson {

// The first code point of a text. When the bytes are not UTF-8 (overlong forms, surrogates and values above
// U+10FFFF included), `valid` is false and `length` is 1: that byte stands for itself.
struct CodePoint {
    char32_t value = 0;
    unsigned length = 0;  // in bytes; 0 only at the end of the text
    bool valid = false;
};

CodePoint first_code_point(std::string_view text) noexcept;

// Appends the code point as UTF-8; U+FFFD when it is not one that may be written.
void append_code_point(std::string& text, long value);

// The beginning of at most so many bytes that cuts no letter of a UTF-8 text in two.
std::string_view whole_letters(std::string_view text, std::size_t most) noexcept;

// Whether all of it is UTF-8. Texts that are mostly ASCII pass at eight bytes a step.
bool is_utf8(std::string_view text) noexcept;

}  // namespace moisson
