// SPDX-License-Identifier: GPL-3.0-or-later
// That two accounts are one person's, because somebody said so.
#include "store/sqlite/footprints.hpp"
#include "store/sqlite/labels.hpp"
#include "store/sqlite/persons.hpp"

#include <algorithm>
#include <set>

namespace moisson::store::sqlite {

namespace {

Error unknown_account(const AccountName& account) {
    return Error{ErrorKind::config, account.source.text + " " + account.name,
                 "no account of that name was ever seen there",
                 "Write the name as the source shows it, and the source as the configuration names it", std::nullopt};
}

Result<std::int64_t> actor_named(Connection& connection, const AccountName& account) {
    Query row = connection.query(
        "SELECT a.id FROM actor a JOIN source s ON s.id = a.source WHERE s.name = ?1 AND a.name = ?2 AND a.kind = "
        "'account'",
        account.source, account.name);
    if (!row.step()) return fail(unknown_account(account));
    return row.integer(0);
}

// The accounts that somebody linked with this one.
std::vector<std::int64_t> partners_of(Connection& connection, std::int64_t actor) {
    std::vector<std::int64_t> partners;
    Query row = connection.query(
        "SELECT other FROM person_link WHERE one = ?1 UNION SELECT one FROM person_link WHERE other = ?1", actor);
    while (row.step()) partners.push_back(row.integer(0));
    return partners;
}

// All accounts that hang together with one, itself included.
std::set<std::int64_t> linked_with(Connection& connection, std::int64_t actor) {
    std::set<std::int64_t> all{actor};
    std::vector<std::int64_t> next{actor};
    while (!next.empty()) {
        const std::int64_t from = next.back();
        next.pop_back();
        for (const std::int64_t partner : partners_of(connection, from))
            if (all.insert(partner).second) next.push_back(partner);
    }
    return all;
}

void queue_concerned(Connection& connection, std::int64_t actor) {
    std::vector<ItemKey> works;
    {
        Query row = connection.query(
            "SELECT DISTINCT source, item FROM revision INDEXED BY revision_spree WHERE source = (SELECT source FROM "
            "actor WHERE id = ?1) AND actor = ?1 AND bot = 0 AND hidden_user = 0",
            actor);
        while (row.step()) works.push_back({row.integer(0), row.text(1)});
    }
    for (const ItemKey& work : works) queue_resources_of(connection, work);
    connection.run(
        "INSERT OR IGNORE INTO health_queue SELECT c.resource FROM actor a JOIN contact c ON c.source = a.source AND "
        "c.folded = a.folded WHERE a.id = ?1",
        actor);
}

// The least of those that hang together stands for the person; whoever is alone is their own.
void name_person(Connection& connection, std::int64_t actor) {
    const std::set<std::int64_t> all = linked_with(connection, actor);
    const auto person = all.size() > 1 ? std::optional(*all.begin()) : std::nullopt;
    for (const std::int64_t each : all) {
        connection.run("UPDATE actor SET person = ?2 WHERE id = ?1", each, person);
        queue_concerned(connection, each);
    }
}

void write_link(Connection& connection, std::int64_t one, std::int64_t other) {
    connection.run("INSERT OR IGNORE INTO person_link (one, other) VALUES (?1, ?2)", std::min(one, other),
                   std::max(one, other));
}

}  // namespace

void move_links(Connection& connection, std::int64_t from, std::int64_t to) {
    const std::vector<std::int64_t> partners = partners_of(connection, from);
    if (partners.empty()) return;
    connection.run("DELETE FROM person_link WHERE one = ?1 OR other = ?1", from);
    for (const std::int64_t partner : partners)
        if (partner != to) write_link(connection, partner, to);
    name_person(connection, from);
    name_person(connection, to);
}

Result<Done> SqliteHealth::link(const AccountName& one, const AccountName& other) {
    Transaction transaction(connection_, Transaction::Kind::write);
    const auto first = actor_named(connection_, one);
    if (!first) return fail(first.error());
    const auto second = actor_named(connection_, other);
    if (!second) return fail(second.error());
    if (*first == *second)
        return fail(ErrorKind::config, one.source.text + " " + one.name, "this is one account, not two",
                    "Name another account of the same person");
    write_link(connection_, *first, *second);
    name_person(connection_, *first);
    return transaction.finish();
}

Result<Done> SqliteHealth::unlink(const AccountName& one, const AccountName& other) {
    Transaction transaction(connection_, Transaction::Kind::write);
    const auto first = actor_named(connection_, one);
    if (!first) return fail(first.error());
    const auto second = actor_named(connection_, other);
    if (!second) return fail(second.error());
    const std::int64_t gone = connection_.run("DELETE FROM person_link WHERE one = ?1 AND other = ?2",
                                              std::min(*first, *second), std::max(*first, *second));
    if (gone == 0 && connection_.ok())
        return fail(ErrorKind::config, one.source.text + " " + one.name + ", " + other.source.text + " " + other.name,
                    "nobody said that these two are one person", "Name the two accounts as they were linked");
    name_person(connection_, *first);
    name_person(connection_, *second);
    return transaction.finish();
}

}  // namespace moisson::store::sqlite
