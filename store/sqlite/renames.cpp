// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/renames.hpp"

#include "store/sqlite/persons.hpp"

namespace moisson::store::sqlite {

namespace {

constexpr Sql revisions = "UPDATE revision SET actor = ?2 WHERE source = ?1 AND actor = ?3 AND at <= ?4";
constexpr Sql changes = "UPDATE change SET actor = ?2 WHERE source = ?1 AND actor = ?3 AND at <= ?4";
constexpr Sql lost = "UPDATE lost SET actor = ?2 WHERE source = ?1 AND actor = ?3 AND at <= ?4";
constexpr Sql debts = "UPDATE owed SET actor = ?2 WHERE source = ?1 AND actor = ?3 AND at <= ?4";

std::optional<std::int64_t> known_account(Connection& connection, std::int64_t source, const std::string& name) {
    Query row = connection.query("SELECT id FROM actor WHERE source = ?1 AND name = ?2 AND kind = 'account'", source,
                                 std::string_view(name));
    if (!row.step()) return std::nullopt;
    return row.integer(0);
}

// Those who are looked for by this name may be nobody's by it any more.
void queue_contacts(Connection& connection, std::int64_t account) {
    connection.run(
        "INSERT OR IGNORE INTO health_queue SELECT c.resource FROM actor a JOIN contact c ON c.source = a.source AND "
        "c.folded = a.folded WHERE a.id = ?1",
        account);
}

}  // namespace

// No index leads from an account to what it signed: an account is renamed once in a long while.
void rename_account(Connection& connection, Names& names, const Renamed& account) {
    const auto from = known_account(connection, names.source(), account.from);
    if (!from || account.from == account.to) return;
    const auto to = names.actor(Actor{account.to, Actor::Kind::account});
    std::int64_t moved = 0;
    for (const Sql signed_by : {revisions, changes, lost, debts})
        moved += connection.run(signed_by, names.source(), to, *from, account.at);
    queue_contacts(connection, *from);
    const std::int64_t gone = connection.run(
        "DELETE FROM actor WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM revision WHERE actor = ?1) AND "
        "NOT EXISTS (SELECT 1 FROM change WHERE actor = ?1) AND NOT EXISTS (SELECT 1 FROM lost WHERE actor = ?1) AND "
        "NOT EXISTS (SELECT 1 FROM owed WHERE actor = ?1)",
        *from);
    // Told a second time it moves nothing: who bears the old name by then is somebody else.
    if (to && (moved > 0 || gone > 0)) move_links(connection, *from, *to);
    names.forget_actors();
}

}  // namespace moisson::store::sqlite
