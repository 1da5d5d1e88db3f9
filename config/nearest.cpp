// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/section.hpp"

#include <algorithm>
#include <array>

namespace moisson {
namespace {

// Longer words are not worth comparing: nobody mistypes one by a few letters and is helped by a guess.
constexpr std::size_t longest_word = 64;  // bytes

std::string lower(std::string_view word) {
    std::string folded(word);
    for (char& c : folded)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return folded;
}

// Insertions, deletions, replacements and swaps of neighbours that lead from `a` to `b`.
std::size_t distance(const std::string& a, const std::string& b) {
    std::array<std::array<std::size_t, longest_word + 1>, 3> rows{};
    for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& row = rows[i % 3];
        const auto& above = rows[(i + 2) % 3];
        const auto& two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], two_above[j - 2] + 1);
        }
    }
    return rows[a.size() % 3][b.size()];
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& words) {
    if (word.empty() || word.size() > longest_word) return {};
    const std::string wanted = lower(word);
    // One letter in three may be wrong, and always one.
    const std::size_t tolerated = std::max<std::size_t>(1, word.size() / 3);
    std::size_t best = tolerated + 1;
    std::string found;
    for (const std::string& candidate : words) {
        if (candidate.empty() || candidate.size() > longest_word) continue;
        const std::size_t far = distance(wanted, lower(candidate));
        if (far >= best || far >= std::max(word.size(), candidate.size())) continue;  // nothing in common
        best = far;
        found = candidate;
    }
    return found;
}

}  // namespace moisson
