// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace moisson {

// Whether somewhere in the text UTF-8 was taken for windows-1252 or windows-1250 and written as UTF-8 once more:
// "fÃªte", "fĂŞte", "lâ€™eau". To be told, never to be mended by us: only its author knows what was meant. Linear.
bool looks_double_encoded(std::string_view text) noexcept;

}  // namespace moisson
