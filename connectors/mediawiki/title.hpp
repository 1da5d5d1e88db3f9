// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mediawiki/dialect.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace moisson::mediawiki {

// A page's name, taken apart. The text has no prefix, single spaces, NFC, and its first letter as the wiki wants it.
struct Title {
    std::string interwiki;  // lower case; empty: a page of this wiki
    int ns = main_namespace;
    std::string text;  // at most 255 bytes here

    friend bool operator==(const Title&, const Title&) = default;
};

// Longer than any title can be written, character references included.
inline constexpr std::size_t longest_written_title = 4096;

// Reads a title as MediaWiki does: known prefixes only, a leading ":" means the main namespace, an anchor is dropped,
// white space of all kinds collapsed, character references decoded. Not a title there: nullopt.
// `default_ns` is where a title without prefix lives.
std::optional<Title> parse_title(std::string_view written, const Dialect& dialect, int default_ns = main_namespace);

// "Modèle:Commun": with the wiki's own name of the namespace (the canonical one, or none, when it has none).
std::string full_text(const Title& title, const Dialect& dialect);

// Both of the above; nullopt when `written` is no title.
std::optional<std::string> normalise_title(std::string_view written, const Dialect& dialect);

// The title that a talk page's title is about; empty when `ns` is no talk namespace or its subject's is unknown.
std::string subject_title(std::string_view title, int ns, const Dialect& dialect);

// The title under which people talk of a page; empty when that is one itself, or there is no such namespace.
std::string talk_title(std::string_view title, int ns, const Dialect& dialect);

// %XX to bytes; anything else unchanged ("+" too).
std::string percent_decoded(std::string_view text);

}  // namespace moisson::mediawiki
