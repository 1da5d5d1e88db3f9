// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Addresses and files as people write them into a wiki. Every function is total and linear.
namespace moisson {

// Whether it is an http, https or mailto address, and nothing else.
bool is_address(std::string_view text);

// "https://a.org" of "[https://a.org its label]", and the label.
struct Link {
    std::string address;  // as written: it may be none
    std::string label;
};
Link link_of(std::string_view written);

// Several addresses one behind the other; none when anything else stands among them.
std::vector<std::string> addresses_in(std::string_view written);

// « Fichier:carto.png », « [[Fichier:carto.png|thumb]] » → "carto.png"; nothing when it is no name of a file.
std::optional<std::string> file_name_in(std::string_view written);

// "Fichier:x" → "x" when "fichier" is one of the (folded) prefixes.
std::string_view without_prefix(std::string_view text, std::initializer_list<std::string_view> prefixes);

}  // namespace moisson
