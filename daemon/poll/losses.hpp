// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/store.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace moisson::daemon {

// What records had before something was done to them.
struct Belongings {
    struct Record {
        std::string kind;
        std::map<std::string, std::string> fields;  // those with a value, and how it is shown in a few words
    };
    std::unordered_map<ItemId, Record> records;
};

// Of those of these items that are alive and have a record in the catalogue: a plain page has no kind to lose.
Belongings belongings_of(const store::Before& before, const std::vector<ItemId>& items);

// How many records lose what: their kind, or a whole field. One person's slip, a template or a rule can take a field
// from a whole kind at once; more than twenty, and more than a tenth of the kind, calls a human. Pure.
class Losses {
public:
    // What that transaction would take from what they had.
    void note(const Belongings& had, const store::Delta& delta);
    // A loss that already called a human: one more of its kind and field is enough.
    void suspect(const std::string& kind, const std::string& field) { suspected_.insert({kind, field}); }
    // Whether something may be grave: then how many there are of each kind must be known.
    bool may_be_grave() const;
    // Those that call a human, the gravest first.
    std::vector<Awaiting::Loss> grave(const std::map<std::string, std::uint64_t>& of_kind) const;

private:
    using What = std::pair<std::string, std::string>;  // kind, field
    struct Loss {
        ItemSet items;
        std::vector<std::string> examples;
    };
    bool is_many(const What& what, const Loss& loss) const;
    void add(const What& what, const ItemId& item, const std::string& example);

    std::map<What, Loss> losses_;
    std::set<What> suspected_;
};

}  // namespace moisson::daemon
