// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/batch.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace moisson::mediawiki {

// The readings a fetch was asked to make, and which are still open. A row that has a title is asked by it; when
// another page bears that title now (or none does), the item it was known as is asked too, and the row waits for that.
// Rows are named by their place in what was asked.
class Ledger {
public:
    using Rows = std::vector<std::size_t>;

    // Rows whose item is no page id lose it; those that then have no title either are in `hopeless`.
    explicit Ledger(std::vector<Wanted> wanted);

    const Wanted& wanted(std::size_t row) const { return wanted_[row]; }
    const Rows& hopeless() const noexcept { return hopeless_; }
    bool any_history(const Rows& rows) const;

    // At most so many of the open titles, and items; an item opens once its rows' titles are closed.
    std::vector<std::string> titles(std::size_t most) const;
    std::vector<ItemId> items(std::size_t most) const;

    struct Closed {
        Rows payable;          // what that bearer pays
        bool history = false;  // some row of this title, payable or not, asks for the whole history
    };
    // That title was asked; `bearer` is who has it, empty when nobody does.
    Closed close_title(const std::string& title, const ItemId& bearer);
    // The open rows of that item, no longer open.
    Rows close_item(const ItemId& item);

private:
    std::vector<Wanted> wanted_;
    Rows hopeless_;
    std::vector<std::string> titles_;  // in the order asked, each once
    std::map<std::string, Rows> by_title_;
    std::vector<ItemId> items_;
    std::map<ItemId, Rows> by_item_;
};

}  // namespace moisson::mediawiki
