// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace moisson {

// Markdown as it would be read, in prose: CommonMark, its HTML as HtmlReader reads it, images left out; a table, which
// CommonMark does not know, keeps its bars and its lines. Any bytes; linear, because never more than `most_at_once`
// bytes are read together: a longer text is cut between its paragraphs.
std::string markdown_prose(std::string_view written);

// The parser takes quadratic time of some hostile texts, which are then short. Ordinary descriptions are shorter.
inline constexpr std::size_t most_at_once = std::size_t{16} * 1024;  // bytes

}  // namespace moisson
