// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace moisson::mediawiki {

// Composed form (NFC). Bytes that are not UTF-8: `text` unchanged.
std::string composed(std::string_view text);

// Simple case mapping, code point by code point, of any script.
std::string lower_case(std::string_view text);
// The first letter as a capital, or as several where Unicode says so ("ß" is "SS").
std::string upper_first(std::string_view text);

// How many bytes at the start of `text` say `word`, whatever the case; 0 when they do not.
std::size_t length_of_word(std::string_view text, std::string_view word) noexcept;

}  // namespace moisson::mediawiki
