// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

// The one way in which bytes of a source reach a terminal or a log.
namespace moisson::report {

// The text, on one line, with everything that could steer a terminal or deceive a reader spelt out: control
// characters ("\n", "\t", "\r", else "\x1b"; those above ASCII "\u009b"), marks that turn the reading direction
// ("\u202e"), line and paragraph separators ("\u2028"), and bytes that are not UTF-8 ("\xff").
// Everything else is left as it is, emoji and combined accents too. The result is valid UTF-8.
std::string visible(std::string_view text);

// JSON that means the same, with what visible() spells out escaped ("\\u2028", "\\u202e", "\\u0085", "\\u007f"): a line
// of it is one line for every reader, and turns nobody's reading around. For JSON text; other bytes are left.
std::string plain_json(std::string_view json);

// At most so many columns of a visible text, as a terminal counts them (0, 1 or 2 a code point); what was cut is
// shown by a final "…", which counts too. Never cuts inside what people see as one character.
std::string clip(std::string_view text, std::size_t columns);

}  // namespace moisson::report
