// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/search_stem.hpp"

#include <libstemmer.h>
#include <algorithm>
#include <array>
#include <new>
#include <utility>

namespace moisson {
namespace {

// Plurals that no rule makes.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> irregular{
    {{"travaux", "travail"}, {"vitraux", "vitrail"}, {"coraux", "corail"}, {"yeux", "oeil"}, {"cieux", "ciel"}}};

bool is_word(std::string_view text) {
    constexpr std::size_t shortest = 3;
    return text.size() >= shortest &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// Snowball expects accents, which are folded by now, and leaves some plurals as they are ("lieux", "wikis"): they are
// taken off before, so that a plural and its singular cannot part.
std::string singular(std::string_view word) {
    constexpr std::size_t shortest = 4;
    for (const auto& [many, one] : irregular)
        if (word == many) return std::string(one);
    std::string_view stem = word;
    if (word.size() < shortest) return std::string(word);
    stem.remove_suffix(1);
    for (const std::string_view ending : {"eaux", "yaux", "eux", "oux"})
        if (word.ends_with(ending)) return std::string(stem);
    if (word.ends_with("aux")) return std::string(word.substr(0, word.size() - 2)) + "l";
    if (word.ends_with("s") && !word.ends_with("ss")) return std::string(stem);
    return std::string(word);
}

}  // namespace

void Stemmer::Delete::operator()(sb_stemmer* stemmer) const noexcept {
    sb_stemmer_delete(stemmer);
}

Stemmer::Stemmer() : snowball_(sb_stemmer_new("french", "UTF_8")) {
    if (!snowball_) throw std::bad_alloc();
}

std::string Stemmer::stem(std::string_view folded) {
    if (!is_word(folded)) return std::string(folded);
    const std::string word = singular(folded);
    const sb_symbol* found = sb_stemmer_stem(snowball_.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                                             static_cast<int>(word.size()));
    if (found == nullptr) throw std::bad_alloc();
    std::string stem(reinterpret_cast<const char*>(found),
                     static_cast<std::size_t>(sb_stemmer_length(snowball_.get())));
    // "heureuse" gives "heureux", whose plural mark is gone in "heureux" itself.
    if (stem.ends_with("eux")) stem.pop_back();
    return stem.empty() ? word : stem;
}

}  // namespace moisson
