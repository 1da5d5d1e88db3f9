// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/communecter/scope.hpp"
#include "connectors/portion.hpp"
#include "schema/batch.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace moisson::communecter {

// The readings a fetch was asked to make and which are still open, kind after kind: each scope of a kind is asked for
// all of them in portions, and what no scope showed is left for questions about one.
class Debts {
public:
    // What names no element is in `hopeless`, and is paid by nobody.
    Debts(const Site& site, const std::vector<Wanted>& wanted);

    const std::vector<Wanted>& hopeless() const noexcept { return hopeless_; }
    bool all_closed() const noexcept { return open_.empty(); }
    const std::string& collection() const { return open_.begin()->first; }
    // The scope to ask now; none when all of this kind were asked.
    bool has_scope() const noexcept { return scope_ < site_.scopes.size(); }
    std::size_t scope() const noexcept { return scope_; }
    // Those to ask for now: of the scope at most a portion, else one.
    std::vector<std::string> ids() const;
    bool has(const std::string& id) const;

    // That one was read, or is given up: the rows that it pays.
    std::vector<std::int64_t> close(const std::string& id);
    // The portion was asked of this scope, and what it did not bring stays open.
    void pass_portion(const std::vector<std::string>& asked);
    // This scope has shown all it has.
    void pass_scope();
    // Asks for fewer at a time; false at one.
    bool shrink();

private:
    struct Open {
        std::vector<std::string> ids;
        std::map<std::string, std::vector<std::int64_t>> rows;
    };
    void find_scope(std::size_t from);

    const Site& site_;
    std::vector<Wanted> hopeless_;
    std::map<std::string, Open> open_;  // by collection
    std::size_t scope_ = 0;
    std::size_t passed_ = 0;  // of `ids`: asked of this scope already
    Portion portion_;
};

}  // namespace moisson::communecter
