// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/footprint.hpp"
#include "store/sqlite/acts.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace moisson::store::sqlite {

// Months since 1970-01 of an instant of ours or of a source.
std::int64_t month_of(Instant when) noexcept;

// Names the resources whose label may depend on an item: its own, the one it has when it is not a redirect, and the one
// it leads to.
void queue_resources_of(Connection& connection, const ItemKey& key);

// Corrects what the store keeps of what counts: footprints, months of accounts, when these were last seen; and names
// the authors whom it concerns. Inside a write transaction; one item after the other, then finish().
class Footprints {
public:
    explicit Footprints(Connection& connection) : connection_(connection) {}

    enum class Kept { something, nothing };  // of an item: where there is nothing, nothing is looked for
    // From here on it is spoken of this item.
    void begin(const ItemKey& key, Kept kept);
    void add(const health::Act& act);
    // To withdraw what was not added is a bug.
    void withdraw(const health::Act& act);
    // All that was said of it is written. Whether something counts otherwise than before.
    bool end();
    // Whose labels are looked at because somebody was seen otherwise: those of what they worked on, or everybody's, by
    // the caller.
    enum class Concerned { works, all };
    // Who was seen last when, once all items are done.
    void finish(Concerned concerned);

private:
    struct Part {
        health::Tally tally;
        std::string before;  // as the store has it; empty: there is none
    };

    // What is new of when somebody was seen.
    struct Sighting {
        std::int64_t latest = 0;  // month, since 1970-01
        bool taken_back = false;  // something that counted
    };

    Part& part_of(const health::Signature& signature);
    void count_month(const health::Signature& signature, Instant when, std::int64_t by);
    bool write(const health::Signature& signature, const Part& part);
    void write_month(std::int64_t actor, std::int64_t month, std::int64_t by);
    bool see(std::int64_t actor, const Sighting& sighting);
    void queue_author(std::int64_t actor);

    Connection& connection_;
    ItemKey key_;
    Kept kept_ = Kept::something;
    std::map<health::Signature, Part> parts_;                                 // of the item
    std::map<std::pair<health::Person, std::int64_t>, std::int64_t> months_;  // how many more, or fewer
};

}  // namespace moisson::store::sqlite
