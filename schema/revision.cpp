// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/revision.hpp"

namespace moisson {

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
