// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/ids.hpp"
#include "schema/traits.hpp"

#include <string>
#include <string_view>

namespace moisson::store::sqlite {

// Where a person reads an item: the source's own pattern when its traits tell one, by the title (details "server" and
// "articlepath", "/wiki/$1") or by the parts of the id ("itempath", "/#page.type.$1.id.$2"); else the source itself.
std::string page_url(const Traits& traits, const ItemId& item, std::string_view title);

}  // namespace moisson::store::sqlite
