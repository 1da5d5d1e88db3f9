// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mediawiki/answer.hpp"
#include "connectors/mediawiki/scope.hpp"

namespace moisson::mediawiki {

// What one row of recent changes means: a revision to be read, or pages whose history must be read again.
// Rows about what we do not follow add nothing; those that cannot be used add why.
void add_change(Batch& batch, ChangeRow change, const Scope& scope);

}  // namespace moisson::mediawiki
