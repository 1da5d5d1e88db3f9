// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace moisson::mediawiki {

// &eacute; &#233; &#xE9; as the characters they stand for, as MediaWiki does in titles. Unknown names stay as they are;
// numbers that are no character become U+FFFD.
std::string references_decoded(std::string_view text);

}  // namespace moisson::mediawiki
