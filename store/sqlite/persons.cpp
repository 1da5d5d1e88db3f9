// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/persons.hpp"

#include "schema/mapping.hpp"

#include <set>
#include <utility>

namespace moisson::store::sqlite {

namespace {

constexpr int first_year = 1970;
constexpr std::int64_t months_of_year = 12;

}  // namespace

std::chrono::year_month month_at(std::int64_t number) noexcept {
    return std::chrono::year(first_year) / 1 + std::chrono::months(number);
}

std::int64_t number_of(std::chrono::year_month month) noexcept {
    return (static_cast<int>(month.year()) - first_year) * months_of_year + static_cast<unsigned>(month.month()) - 1;
}

std::vector<DeclaredContact> contacts_of(const Snapshot& snapshot) {
    std::vector<DeclaredContact> contacts;
    const auto field = snapshot.fields.find("contacts");
    const Value::List* list = field == snapshot.fields.end() ? nullptr : field->second.list();
    if (list == nullptr) return contacts;
    std::set<std::pair<std::string, std::string>> known;
    for (const Value& each : *list) {
        DeclaredContact contact;
        contact.account = each.at("account").text_or("");
        contact.folded = fold_key(contact.account.empty() ? each.at("name").text_or("") : contact.account);
        if (!contact.folded.empty() && known.emplace(contact.folded, contact.account).second)
            contacts.push_back(std::move(contact));
    }
    return contacts;
}

std::optional<std::int64_t> account_of(Connection& connection, std::int64_t source, const DeclaredContact& contact) {
    std::optional<std::int64_t> found;
    std::size_t alike = 0;
    Query row = connection.query(
        "SELECT coalesce(person, id), name FROM actor WHERE source = ?1 AND folded = ?2 AND kind = 'account' "
        "ORDER BY id",
        source, contact.folded);
    while (row.step()) {
        if (!contact.account.empty() && row.view(1) == contact.account) return row.integer(0);
        if (found != row.integer(0)) ++alike;
        found = row.integer(0);
    }
    return alike == 1 ? found : std::nullopt;
}

std::optional<std::chrono::year_month> last_seen(Connection& connection, std::int64_t person) {
    Query row = connection.query("SELECT max(last_seen) FROM actor WHERE id = ?1 OR person = ?1", person);
    if (!row.step() || row.is_null(0)) return std::nullopt;
    return month_at(row.integer(0));
}

std::vector<AccountName> accounts_of(Connection& connection, std::int64_t person) {
    std::vector<AccountName> accounts;
    Query row = connection.query(
        "SELECT s.name, a.name FROM actor a JOIN source s ON s.id = a.source WHERE a.id = ?1 OR a.person = ?1 "
        "ORDER BY s.name, a.name",
        person);
    while (row.step()) accounts.push_back({SourceName(row.text(0)), row.text(1)});
    return accounts;
}

std::size_t fold_names(Connection& connection, std::size_t limit) {
    struct Name {
        std::int64_t actor = 0;
        std::string text;
    };
    std::vector<Name> names;
    {
        Query row = connection.query(
            "SELECT id, name FROM actor INDEXED BY actor_unfolded WHERE folded IS NULL ORDER BY id LIMIT ?1", limit);
        while (row.step()) names.push_back({row.integer(0), row.text(1)});
    }
    for (const Name& name : names)
        connection.run("UPDATE actor SET folded = ?2 WHERE id = ?1", name.actor, fold_key(name.text));
    return names.size();
}

}  // namespace moisson::store::sqlite
