// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/section.hpp"
#include "connectors/communecter/scope.hpp"

namespace moisson::communecter {

// One [[source.scope]]. Error{config} with its place: a type nobody knows, a choice of nothing or of everything,
// `assume` without a reason, a call without its id …
Result<Scope> read_scope(const Section& section);

}  // namespace moisson::communecter
