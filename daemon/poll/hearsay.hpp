// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/batch.hpp"
#include "schema/census.hpp"
#include "store/store.hpp"

namespace moisson::daemon {

// What a file tells gives way to what the source has said. Before the baseline is done a younger text replaces an older
// one; afterwards the file only says where to look: what it knows better is owed, and read at the source itself.
void defer_to_known(Batch& batch, const store::Before& before);

// Holds what the source lists against what is known: what agrees is settled, and learns what surrounds its text; the
// rest is owed.
void judge_listed(Batch& batch, const store::Before& before);

// Once all was listed: what is held and was not named is owed, to learn whether it is gone.
void owe_unlisted(Batch& batch, const Census& held, const ItemSet& named);

}  // namespace moisson::daemon
