// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/census.hpp"
#include "store/store.hpp"

#include <optional>
#include <vector>

// A wiki restored from an older backup gives its revision numbers a second time. Written over what we know, two
// histories would be mixed: it is noticed, and left to a person.
namespace moisson::daemon {

// A revision of that batch that we hold under the same number with another time and another text: numbers are being
// given again, or the store is damaged. Empty when there is none.
std::optional<RevisionId> reused(const store::Before& before, const Batch& batch);

// What a source lost.
struct Past {
    RevisionId common;             // the last revision that both have; empty when there is none
    std::vector<RevisionId> lost;  // ours that it no longer has, or gave again; empty: it did not go back
};

// The page is told to end before the latest revision we hold of it, and no log entry says why: what we hold may be
// lost there.
bool ends_earlier(const store::Before& before, const Batch& batch);

// All lists are of Depth::history; `buried` are our revisions of items that are gone. A source went back when what it
// gave again, or has no more, is younger than what we share. What little differs among much that is shared is damage,
// or a deletion that nobody told. Of what is buried, only a number given again says anything.
Past judge_past(const Census& told, const Census& held, const Census& buried);

}  // namespace moisson::daemon
