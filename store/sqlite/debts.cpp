// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/debts.hpp"

#include "store/sqlite/rows.hpp"
#include "store/sqlite/words.hpp"

#include <algorithm>
#include <array>

namespace moisson::store::sqlite {

namespace {

using std::chrono::hours;

constexpr hours first_delay{1};
constexpr hours longest_delay{7 * 24};
// After a template was edited, from one look at its pages to the next.
constexpr std::array looks_again{hours{1}, hours{4}, hours{24}};

// 1 h after the first failure, then doubling.
std::chrono::milliseconds delay_after(std::int64_t failures) {
    // Eight doublings pass seven days; more would only overflow.
    const auto doublings = std::clamp<std::int64_t>(failures - 1, 0, 8);
    return std::min(first_delay * (std::int64_t{1} << doublings), longest_delay);
}

struct Standing {
    std::int64_t row = 0;
    Owed owed;
    Instant due{};
    std::int64_t attempts = 0;
};

std::optional<Standing> equal_debt(Connection& connection, std::int64_t source, const Owed& owed) {
    Query row = connection.query(
        "SELECT o.item, o.title, o.depth, o.why, o.event, o.at, a.name, a.kind, o.id, o.due, o.attempts "
        "FROM owed o LEFT JOIN actor a ON a.id = o.actor WHERE o.source = ?1 AND o.item = ?2 AND o.title = ?3",
        source, owed.item, owed.item.empty() ? std::string_view(owed.title) : std::string_view());
    if (!row.step()) return std::nullopt;
    return Standing{row.integer(8), owed_at(row, 0), row.instant(9), row.integer(10)};
}

Owed merged(const Owed& old, Owed fresh) {
    if (old.what == Read::history) fresh.what = Read::history;
    const bool old_is_newer = old.occasion && (!fresh.occasion || fresh.occasion->at < old.occasion->at);
    if (old_is_newer) fresh.occasion = old.occasion;
    return fresh;
}

}  // namespace

void add_debt(Connection& connection, Names& names, const Owed& owed, Instant due) {
    Owed debt = owed;
    if (auto old = equal_debt(connection, names.source(), owed)) {
        debt = merged(old->owed, std::move(debt));
        if (old->attempts == 0) due = std::min(due, old->due);
        connection.run("DELETE FROM owed WHERE id = ?1", old->row);
    }
    std::optional<std::string_view> event;
    std::optional<Instant> at;
    std::optional<std::int64_t> actor;
    if (debt.occasion) {
        event = debt.occasion->event;
        at = debt.occasion->at;
        actor = names.actor(debt.occasion->actor);
    }
    connection.run(
        "INSERT INTO owed (source, item, title, depth, why, event, at, actor, due) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        names.source(), debt.item, debt.item.empty() ? std::string_view(debt.title) : std::string_view(),
        word_of(debt.what), debt.why, event, at, actor, due);
}

// Our clock may have been set back since: what nobody tried yet is due whatever it says, and nothing waits for longer
// than the longest delay.
Result<std::vector<Wanted>> SqliteDebts::due(const SourceName& source, Instant now, std::size_t limit) {
    Transaction transaction(connection_, Transaction::Kind::read);
    std::vector<Wanted> wanted;
    {
        Query row = connection_.query(
            "SELECT id, item, title, depth FROM owed WHERE source = (SELECT id FROM source WHERE name = ?1) "
            "AND (due <= ?2 OR attempts = 0 OR due - ?4 > ?2) ORDER BY due, id LIMIT ?3",
            source, now, limit, std::chrono::milliseconds(longest_delay).count());
        while (row.step())
            wanted.push_back(Wanted{row.integer(0), ItemId(row.text(1)), row.text(2), depth_of(row.view(3))});
    }
    return transaction.finish(std::move(wanted));
}

Result<Done> SqliteDebts::owe(const SourceName& source, const std::vector<Owed>& owed) {
    Transaction transaction(connection_, Transaction::Kind::write);
    Names names(connection_, source);
    for (const Owed& debt : owed) add_debt(connection_, names, debt, Instant{});
    return transaction.finish();
}

Result<Done> SqliteDebts::postpone(const SourceName& source, const std::vector<Wanted>& tried, Instant now) {
    Transaction transaction(connection_, Transaction::Kind::write);
    const auto number = find_source(connection_, source);
    for (const Wanted& one : tried) {
        std::int64_t row = 0;
        std::int64_t failures = 1;
        {
            // By what it names: tried in vain, it may have been renewed on the way, under another number.
            Query known = connection_.query(
                "SELECT id, attempts FROM owed WHERE source = ?1 AND item = ?2 AND title = ?3", number, one.item,
                one.item.empty() ? std::string_view(one.title) : std::string_view());
            if (!known.step()) continue;
            row = known.integer(0);
            failures = known.integer(1) + 1;
        }
        connection_.run("UPDATE owed SET attempts = ?2, due = ?3 WHERE id = ?1", row, failures,
                        now + delay_after(failures));
    }
    return transaction.finish();
}

Result<std::vector<std::string>> SqliteDebts::edited_templates(const SourceName& source, Instant now) {
    Transaction transaction(connection_, Transaction::Kind::read);
    std::vector<std::string> titles;
    {
        Query row = connection_.query(
            "SELECT title FROM edited_template WHERE source = (SELECT id FROM source WHERE name = ?1) AND due <= ?2 "
            "ORDER BY title",
            source, now);
        while (row.step()) titles.push_back(row.text(0));
    }
    return transaction.finish(std::move(titles));
}

Result<Done> SqliteDebts::read_embedding(const SourceName& source, const std::string& title, Instant now) {
    Transaction transaction(connection_, Transaction::Kind::write);
    const auto number = find_source(connection_, source);
    std::int64_t looks = 0;
    {
        Query row =
            connection_.query("SELECT attempts FROM edited_template WHERE source = ?1 AND title = ?2", number, title);
        if (row.step()) looks = row.integer(0);
    }
    if (looks == static_cast<std::int64_t>(looks_again.size()))
        connection_.run("DELETE FROM edited_template WHERE source = ?1 AND title = ?2", number, title);
    else
        connection_.run("UPDATE edited_template SET attempts = ?3, due = ?4 WHERE source = ?1 AND title = ?2", number,
                        title, looks + 1, now + looks_again[static_cast<std::size_t>(looks)]);
    return transaction.finish();
}

}  // namespace moisson::store::sqlite
