// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Addresses and files as people write them. Every function is total and linear.
namespace moisson {

// Whether it is an http, https or mailto address, and nothing else: not the "]" behind it either.
bool is_address(std::string_view text);

// "https://a.org" of "[https://a.org its label]", and the label.
struct Link {
    std::string address;  // as written, but for "&amp;"
    std::string label;    // empty: it has none
};

// The addresses of a text, in brackets or not, one behind the other, parted by white space, commas, semicolons or
// bullets; none when anything else stands among them.
std::vector<Link> links_in(std::string_view written);

// The addresses of a line of plain text, as people fill a form: parted by white space, commas or semicolons, "http://"
// put before one that begins with the name of a host; none when anything else stands among them.
std::vector<Link> links_in_plain(std::string_view line);

// « Fichier:carto.png », « [[Fichier:carto.png|thumb]] » → "carto.png"; nothing when it is no name of a file.
std::optional<std::string> file_name_in(std::string_view written);

// An image as a line of plain text names it: its address, its path at its source ("/upload/logo.png"), or its file's
// name. What only keeps browsers from remembering it ("?_=1763971200") is left out.
std::optional<std::string> image_in_plain(std::string_view line);

// "Fichier:x" → "x" when "fichier" is one of the (folded) prefixes.
std::string_view without_prefix(std::string_view text, std::initializer_list<std::string_view> prefixes);

}  // namespace moisson
