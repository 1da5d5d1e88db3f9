// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mediawiki/answer.hpp"
#include "connectors/mediawiki/scope.hpp"

#include <cstddef>
#include <unordered_map>

namespace moisson::mediawiki {

// Turns the rows of one answer of recent changes into a batch: revisions, pages to be read, pages whose history
// must be read again, and accounts that bear another name. Rows about what we do not follow add nothing; those that
// cannot be used add why.
class FeedBatch {
public:
    FeedBatch(Batch& batch, const Scope& scope) : batch_(batch), scope_(scope) {}
    void add(ChangeRow change);

private:
    void add_edit(ChangeRow change);
    void add_log(const ChangeRow& change);

    Batch& batch_;
    const Scope& scope_;
    std::unordered_map<ItemId, std::size_t> places_;  // in batch.glimpsed
};

}  // namespace moisson::mediawiki
