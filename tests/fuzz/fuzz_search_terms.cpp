// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes have search terms: bounded, of letters and figures, the same twice, and found by the text itself.
#include "schema/search_fold.hpp"
#include "schema/search_terms.hpp"
#include "schema/utf8.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace moisson;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void is_plain_term(const std::string& term) {
    require(!term.empty() && term.size() <= longest_search_term && is_utf8(term));
    for (const char c : term) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        require(plain);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const auto words = search_words(text);
    require(words.size() <= most_search_words);
    std::vector<std::string> forms;
    for (const SearchWord& word : words) {
        require(!word.empty());
        forms.insert(forms.end(), word.begin(), word.end());
    }
    for (const std::string& form : forms) is_plain_term(form);
    require(search_terms(text) == forms);

    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t length = next_piece(rest);
        require(length > 0 && length <= rest.size());
        const std::string folded = fold_for_search(rest.substr(0, length));
        require(is_utf8(folded));
        rest.remove_prefix(length);
    }
    return 0;
}
