// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/snapshot.hpp"
#include "store/health.hpp"
#include "store/sqlite/connection.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace moisson::store::sqlite {

// A contact as a record names it, and by what it is looked for among the accounts of its source.
struct DeclaredContact {
    std::string folded;
    std::string account;  // as the page links to it; empty: by its name alone

    friend bool operator==(const DeclaredContact&, const DeclaredContact&) = default;
};
std::vector<DeclaredContact> contacts_of(const Snapshot& snapshot);

// The person whose account of that source it is: the one that is named, else the only one whose name folds to the same.
// Whatever else two names have in common means nothing.
std::optional<std::int64_t> account_of(Connection& connection, std::int64_t source, const DeclaredContact& contact);

// When a person was last seen, under any of their accounts.
std::optional<std::chrono::year_month> last_seen(Connection& connection, std::int64_t person);

// The accounts of a person, as their sources show them.
std::vector<AccountName> accounts_of(Connection& connection, std::int64_t person);

// Whoever was said to be one person with the first account is so with the second one: it bears another name now. Inside
// a write transaction.
void move_links(Connection& connection, std::int64_t from, std::int64_t to);

// Writes how the names of new accounts are compared, of `limit` accounts at most. How many they were.
std::size_t fold_names(Connection& connection, std::size_t limit);

// What a month is in the store: months since 1970-01.
std::chrono::year_month month_at(std::int64_t number) noexcept;
std::int64_t number_of(std::chrono::year_month month) noexcept;

}  // namespace moisson::store::sqlite
