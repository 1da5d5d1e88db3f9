// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/unicode_map.hpp"

#include <utf8proc.h>
#include <cstdlib>
#include <memory>

namespace moisson {

std::optional<std::string> unicode_map(std::string_view text, int how) {
    utf8proc_uint8_t* mapped = nullptr;
    const auto size =
        utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                     &mapped, static_cast<utf8proc_option_t>(how));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
    if (size < 0) return std::nullopt;
    return std::string(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size));
}

}  // namespace moisson
