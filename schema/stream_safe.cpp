// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/stream_safe.hpp"

#include "schema/utf8.hpp"

#include <utf8proc.h>
#include <cstddef>

namespace moisson {

bool is_stream_safe(std::string_view text) {
    constexpr std::size_t most_marks = 30;
    constexpr unsigned char before_marks = 0xCC;  // the first byte of U+0300, the first mark
    std::size_t marks = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (static_cast<unsigned char>(text[at]) < before_marks) {
            marks = 0;
            ++at;
            continue;
        }
        const CodePoint point = first_code_point(text.substr(at));
        at += point.length;
        const auto value = static_cast<utf8proc_int32_t>(point.value);
        marks = point.valid && utf8proc_get_property(value)->combining_class != 0 ? marks + 1 : 0;
        if (marks > most_marks) return false;
    }
    return true;
}

}  // namespace moisson
