// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/publication.hpp"
#include "schema/value.hpp"

#include <string>

namespace moisson::communecter {

// Why what a row says forbids its publication; empty when it says nothing of the kind. `preferences` is never part of a
// row: see standing_of().
std::string withheld_by_row(const Value& row);

// What a whole element says of its publication, its preferences included. What does not say that it is open data is
// not published: the server makes it so by default, so it has lost the word or never had it.
Standing standing_of(const ItemId& item, const Value& element);

}  // namespace moisson::communecter
