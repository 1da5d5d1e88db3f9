// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace moisson {

// How long the behaviour switch is that a text begins with (__TOC__, __AUCUNSOMMAIRE__: words between underscores that
// steer MediaWiki and are not shown), in English or French; 0 when there is none.
std::size_t behaviour_switch_at(std::string_view text) noexcept;

}  // namespace moisson
