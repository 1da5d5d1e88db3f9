// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/section.hpp"

#include <string>
#include <vector>

namespace moisson::mediawiki {

// What a [[source]] of kind "mediawiki" says about itself.
struct Options {
    std::string api;              // the address of api.php
    std::vector<int> namespaces;  // as written
};

// Error{config} with its place: no api, an address that is none, a namespace that is none, an option nobody knows.
Result<Options> read_options(const Section& section);

}  // namespace moisson::mediawiki
