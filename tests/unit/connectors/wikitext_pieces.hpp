// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iterator>
#include <random>
#include <string>
#include <string_view>

// Pages made of the pieces at which readers stumble, and of any bytes at all.
namespace moisson::wikitext_test {

inline constexpr std::string_view pieces[] = {
    "{{",
    "}}",
    "{{{",
    "}}}",
    "[[",
    "]]",
    "[",
    "]",
    "|",
    "=",
    "==",
    "\n",
    "\n==",
    " ",
    "-{",
    "}-",
    "{",
    "}",
    "<!--",
    "-->",
    "<nowiki>",
    "</nowiki>",
    "<ref>",
    "</ref>",
    "<ref/>",
    "<pre ",
    ">",
    "<",
    "</",
    "Commun",
    "a",
    "é",
    ":",
    "#if:",
    "\xFF",
    "\xC3",
    "Catégorie:",
    "Modèle:",
    "#REDIRECT",
    "<includeonly>",
    "</includeonly>",
    "<noinclude>",
    "&eacute;",
    "%C3",
    "\t",
};

inline std::string random_page(std::mt19937& dice, std::size_t length) {
    std::string page;
    for (std::size_t n = 0; n < length; ++n) page += pieces[dice() % std::size(pieces)];
    return page;
}

inline std::string random_bytes(std::mt19937& dice, std::size_t length) {
    std::string bytes;
    for (std::size_t n = 0; n < length; ++n) bytes += static_cast<char>(dice() & 0xFFU);
    return bytes;
}

}  // namespace moisson::wikitext_test
