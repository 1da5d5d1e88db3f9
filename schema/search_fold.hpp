// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace moisson {

// Case, accents, ligatures and compatibility forms of Unicode folded away (NFKC without marks): "Œuvre" and "oeuvre",
// "𝓒𝓸𝓶𝓶𝓾𝓷" and "commun" become one. Bytes that are not UTF-8 become spaces; all apostrophes become "'".
// Pieces are folded one by one, so that a text may be given in the pieces of next_piece().
std::string fold_for_search(std::string_view piece);

// How many bytes of a text to fold next: up to its next ASCII space, or a few thousand when it has none.
std::size_t next_piece(std::string_view text) noexcept;

}  // namespace moisson
