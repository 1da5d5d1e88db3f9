// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config.hpp"
#include "config/document.hpp"

namespace moisson {

// One [[source]] table, checked, without its mapping's rules. Error{config} with its place.
Result<SourceConfig> read_source(const Node& table);

}  // namespace moisson
