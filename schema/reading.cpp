// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/reading.hpp"

#include <cassert>

namespace moisson {

std::string splice(std::string_view text, Span span, std::string_view replacement) {
    assert(span.begin <= span.end && span.end <= text.size());
    std::string made;
    made.reserve(text.size() - (span.end - span.begin) + replacement.size());
    made += text.substr(0, span.begin);
    made += replacement;
    made += text.substr(span.end);
    return made;
}

std::string_view sentence_of(Remark remark) noexcept {
    switch (remark) {
        case Remark::not_utf8:
            return "some of its bytes are not UTF-8";
        case Remark::double_encoded:
            return "some of its text looks encoded twice";
    }
    return {};
}

}  // namespace moisson
