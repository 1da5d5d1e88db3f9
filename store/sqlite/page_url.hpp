// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/traits.hpp"

#include <string>
#include <string_view>

namespace moisson::store::sqlite {

// Where a person reads a page of that title: the source's own pattern when its traits tell one
// (details "server" and "articlepath", "/wiki/$1"), else the source itself.
std::string page_url(const Traits& traits, std::string_view title);

}  // namespace moisson::store::sqlite
