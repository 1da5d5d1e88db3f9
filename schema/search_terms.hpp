// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace moisson {

// A word of a text as it is searched: any of its forms finds it, and one is the rule. A word written for everybody has
// more: "acteur·rice·s" is found as the first word, as the whole, and as the feminine that is meant.
using SearchWord = std::vector<std::string>;  // never empty; no form twice

inline constexpr std::size_t longest_search_term = 64;    // bytes; a longer word is cut there
inline constexpr std::size_t most_search_words = 20'000;  // of one text; the rest of it is not searched

// The words of a text, in its order, repeated when they are: case, accents and the many alphabets of Unicode folded
// (NFKC), elisions ("l'", "qu'") and the small words of French left out, plural and endings taken off. A text that has
// only small words is found by these. Pure, total and linear for any bytes.
std::vector<SearchWord> search_words(std::string_view text);

// All their forms one after the other: what an index is fed with. Each is letters and digits only, none of them ASCII
// capitals, at most longest_search_term bytes, and valid UTF-8.
std::vector<std::string> search_terms(std::string_view text);

}  // namespace moisson
