// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/open.hpp"

#include <string>

namespace moisson::test {

// Everything the store tells of itself, as one text: two stores with the same dump hold the same.
// Numbers of owed rows are left out: they are new each time a debt is renewed.
std::string dump(store::Engine& engine, store::Reader& reader);

}  // namespace moisson::test
