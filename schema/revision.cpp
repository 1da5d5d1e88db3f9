// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/revision.hpp"

#include <utility>

namespace moisson {

bool comes_before(const RevisionId& one, const RevisionId& other) noexcept {
    return std::pair(one.text.size(), std::string_view(one.text)) <
           std::pair(other.text.size(), std::string_view(other.text));
}

std::string_view name_of(Actor::Kind kind) noexcept {
    switch (kind) {
        case Actor::Kind::account:
            return "account";
        case Actor::Kind::anonymous:
            return "anonymous";
        case Actor::Kind::import:
            return "import";
    }
    return "";
}

}  // namespace moisson
