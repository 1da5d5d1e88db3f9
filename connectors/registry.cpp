// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/communecter.hpp"
#include "connectors/connector.hpp"
#include "connectors/mediawiki/dump_head.hpp"
#include "connectors/mediawiki/mediawiki.hpp"

#include <array>

namespace moisson {

// Every kind of source there is: a new one is a folder beside this file, and a row here.
std::span<const ConnectorKind> connector_kinds() {
    static constexpr std::array kinds{
        ConnectorKind{"mediawiki", &mediawiki::probe, &mediawiki::open, &mediawiki::followed, Memory::of_revisions,
                      &mediawiki::read_dump_head, &mediawiki::open_dump},
        ConnectorKind{"communecter", &communecter::probe, &communecter::open, &communecter::followed, Memory::of_today,
                      nullptr, nullptr, &communecter::sign_in},
    };
    return kinds;
}

}  // namespace moisson
