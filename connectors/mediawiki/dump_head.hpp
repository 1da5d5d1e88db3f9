// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/dump.hpp"

#include <optional>
#include <string_view>

namespace moisson::mediawiki {

// Reads what an export says of its wiki; empty when more of its beginning is needed. Error{invalid}: it is none.
// Of the wiki a file tells less than the wiki itself: no aliases, no bots, no extensions, no licence. details has
// {"namespaces","case","lang","server","articlepath","dbname"}.
Result<std::optional<DumpHead>> read_dump_head(std::string_view beginning);

}  // namespace moisson::mediawiki
