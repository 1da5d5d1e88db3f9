// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/person_value.hpp"

#include "schema/link_value.hpp"
#include "schema/mapping.hpp"
#include "schema/markup.hpp"
#include "schema/plain_text.hpp"

#include <algorithm>

namespace moisson {
namespace {

std::string_view without_user(std::string_view text) {
    return without_prefix(text, {"utilisateur", "utilisatrice", "user"});
}

// Whether it is a page of somebody: a link to it, or its bare title.
bool is_mention(std::string_view piece) {
    if (piece.starts_with("[[")) {
        piece = trim(piece.substr(2, piece.find_first_of("|]", 2) - 2));
        if (piece.starts_with(':')) piece.remove_prefix(1);
    }
    return without_user(piece).size() != piece.size();
}

// Whose user page it is: "[[Utilisateur:Simon_Sarazin/Projets|Simon]]" → "Simon Sarazin".
std::string account_of(std::string_view piece) {
    if (piece.starts_with("[[")) piece = trim(piece.substr(2, piece.find("]]", 2) - 2));
    if (piece.starts_with(':')) piece.remove_prefix(1);
    const std::string_view rest = without_user(piece);
    if (rest.size() == piece.size()) return {};
    std::string account(trim(rest.substr(0, rest.find_first_of("|/#"))));
    std::replace(account.begin(), account.end(), '_', ' ');
    return std::string(trim(account));
}

// A user's page as a name: "Utilisateur:Simon_Sarazin" → "Simon Sarazin".
std::string name_of(std::string_view piece) {
    const std::string text = plain_line(piece);
    const std::string_view rest = without_user(text);
    std::string name(rest);
    if (rest.size() != text.size()) std::replace(name.begin(), name.end(), '_', ' ');
    return std::string(trim(name));
}

bool still_names_a_page(std::string_view name) {
    const std::string folded = fold_key(name);
    for (const std::string_view prefix :
         {"utilisateur:", "utilisateur :", "utilisatrice:", "utilisatrice :", "user:", "user :"})
        if (folded.find(prefix) != std::string::npos) return true;
    return false;
}

// How long the sign or word is that may part two persons at `at`; 0 when there is none.
std::size_t gap_at(std::string_view text, std::size_t at) {
    if (std::string_view(",;\n&").find(text[at]) != std::string_view::npos) return 1;
    const bool after_space = at == 0 || trim(text.substr(at - 1, 1)).empty();
    for (const std::string_view word : {"et ", "and ", "<br>", "<br/>", "<br />"})
        if (text.substr(at, word.size()) == word && (after_space || word.front() == '<')) return word.size();
    return 0;
}

// The links of a text, and what stands between them cut where two persons may be parted.
std::vector<std::string_view> pieces_of(std::string_view text) {
    std::vector<std::string_view> out;
    const auto add = [&out](std::string_view piece) {
        if (piece = trim(piece); !piece.empty()) out.push_back(piece);
    };
    std::size_t begin = 0;
    std::size_t last_close = text.rfind("]]");
    if (last_close == std::string_view::npos) last_close = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (at < last_close && text.substr(at, 2) == "[[") {
            const std::size_t end = text.find("]]", at) + 2;
            add(text.substr(begin, at - begin));
            add(text.substr(at, end - at));
            begin = at = end;
        } else if (const std::size_t gap = gap_at(text, at); gap > 0) {
            add(text.substr(begin, at - begin));
            begin = at += gap;
        } else {
            ++at;
        }
    }
    add(text.substr(begin));
    return out;
}

}  // namespace

Persons persons_in(std::string_view written) {
    const std::string text = without_comments(written);
    std::vector<std::string_view> pieces = pieces_of(text);
    const auto mentions = std::count_if(pieces.begin(), pieces.end(), is_mention);
    Persons out;
    out.whole = pieces.size() == 1 || mentions == static_cast<std::ptrdiff_t>(pieces.size());
    if (mentions == 0) pieces.assign(1, text);
    for (const std::string_view piece : pieces) {
        if (mentions > 0 && !is_mention(piece)) continue;
        std::string name = name_of(piece);
        if (name.empty() || still_names_a_page(name))
            out.whole = false;
        else
            out.persons.push_back({std::move(name), account_of(piece)});
    }
    return out;
}

}  // namespace moisson
