// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/health_reader.hpp"

#include "store/sqlite/label_rows.hpp"
#include "store/sqlite/names.hpp"
#include "store/sqlite/page_url.hpp"
#include "store/sqlite/persons.hpp"

#include <algorithm>

namespace moisson::store::sqlite {

namespace {

std::optional<std::int64_t> number_of(Connection& connection, const ResourceId& resource) {
    Query row = connection.query("SELECT id FROM resource WHERE name = ?1", resource);
    if (!row.step()) return std::nullopt;
    return row.integer(0);
}

// Every revision of its pages and what became of it, oldest first.
std::vector<JudgedRevision> judged_revisions(Connection& connection, const std::vector<ItemKey>& pages) {
    std::vector<JudgedRevision> all;
    for (const ItemKey& page : pages) {
        Query row = connection.query(
            "SELECT s.name, r.id, r.at, r.verdict FROM revision r INDEXED BY revision_order "
            "JOIN source s ON s.id = r.source WHERE r.source = ?1 AND r.item = ?2 ORDER BY r.at, r.width, r.id",
            page.source, page.item);
        while (row.step())
            all.push_back({SourceName(row.text(0)),
                           ItemId(page.item),
                           RevisionId(row.text(1)),
                           {row.instant(2), static_cast<health::Verdict>(row.integer(3))}});
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& one, const auto& other) { return one.judged.at < other.judged.at; });
    return all;
}

void tell_source(Connection& connection, std::int64_t source, Chart& chart) {
    Query row = connection.query("SELECT name, traits FROM source WHERE id = ?1", source);
    if (!row.step()) return;
    chart.source = SourceName(row.text(0));
    auto value = row.is_null(1) ? Result<Value>(Value{}) : from_json(row.view(1));
    auto traits = value && !value->is_null() ? traits_from(*value) : Result<Traits>(Traits{});
    if (traits) chart.url = page_url(*traits, chart.item, chart.title);
}

// Whoever stands in it, by the names that their sources show.
void tell_names(Connection& connection, Chart& chart) {
    const auto tell = [&](health::Person who) {
        if (!chart.names.contains(who))
            chart.names.emplace(who, accounts_of(connection, static_cast<std::int64_t>(who)));
    };
    for (const health::Acquaintance& person : chart.vitals.people) tell(person.who);
    for (const health::Footprint::Part& part : chart.vitals.footprint.parts())
        if (part.as == health::Share::As::named) tell(part.who);
}

Chart chart_of(Connection& connection, const ResourceId& resource, Patient patient, Scope depth) {
    Chart chart;
    chart.resource = resource;
    chart.item = ItemId(std::move(patient.item));
    chart.title = std::move(patient.title);
    chart.kind = patient.vitals.snapshot.kind();
    chart.life = patient.life;
    chart.vitals = std::move(patient.vitals);
    tell_source(connection, patient.source, chart);
    if (depth != Scope::whole) return chart;
    chart.revisions = judged_revisions(connection, patient.pages);
    tell_names(connection, chart);
    return chart;
}

// What a row rests on, but for a wish not to be listed that was told since: it is heeded at once.
Result<health::Kept> kept_now(const Query& row, int unlisted) {
    auto kept = kept_at(row, 0);
    if (kept && !kept->facts.unlisted && row.flag(unlisted))
        kept->facts.unlisted = health::Stated{health::Stated::By::source, kept->judged};
    return kept;
}

// The rows that cannot be read: the first by name, the others by number.
class Damage {
public:
    void note(std::string_view resource, std::string what) {
        if (count_++ == 0) first_ = Error{ErrorKind::invalid, std::string(resource), std::move(what), {}, {}};
    }
    Result<Done> after(Result<Done> read) && {
        if (!read || count_ == 0) return read;
        if (count_ > 1) first_.what += ", and " + std::to_string(count_ - 1) + " more are damaged";
        first_.remedy = "it is left out; restore a backup when this lasts";
        return fail(std::move(first_));
    }

private:
    std::size_t count_ = 0;
    Error first_;
};

health::Trigger trigger_named(std::string_view word) {
    using health::Trigger;
    for (const Trigger each : {Trigger::edit, Trigger::silence, Trigger::fact, Trigger::person, Trigger::mapping})
        if (health::id_of(each) == word) return each;
    return Trigger::fact;  // of a damaged store: the cause that says least
}

}  // namespace

Result<std::optional<Chart>> SqliteHealthReader::read(const ResourceId& resource, Instant now, Scope depth) {
    Transaction transaction(*connection_, Transaction::Kind::read);
    std::optional<Chart> chart;
    if (const auto number = number_of(*connection_, resource))
        if (auto patient = examine(*connection_, *number, now, depth))
            chart = chart_of(*connection_, resource, std::move(*patient), depth);
    return transaction.finish(std::move(chart));
}

Result<std::optional<Chart>> SqliteHealthReader::chart(const ResourceId& resource, Instant now) {
    return read(resource, now, Scope::whole);
}

Result<std::optional<Chart>> SqliteHealthReader::answers(const ResourceId& resource, Instant now) {
    return read(resource, now, Scope::answers);
}

Result<Done> SqliteHealthReader::labels(const LabelFilter& filter, const std::function<bool(const LabelRow&)>& take) {
    Damage damage;
    Transaction transaction(*connection_, Transaction::Kind::read);
    {
        const auto label = filter.label ? std::optional(health::id_of(*filter.label)) : std::nullopt;
        const auto kind = filter.kind.empty() ? std::nullopt : std::optional(filter.kind);
        Query row = connection_->query(
            "SELECT l.label, l.since, l.valid_until, l.judged, g.weeks, g.past, g.observed_since, g.born, g.names, "
            "g.contact_seen, g.others_seen, g.archived, g.archived_by, g.stable, g.stable_by, g.unlisted, "
            "g.unlisted_by, g.kind, q.name, s.name, g.item, i.title, "
            "EXISTS (SELECT 1 FROM unlisted u WHERE u.source = g.source AND u.item = g.item) "
            "FROM label l JOIN grounds g ON g.resource = l.resource JOIN resource q ON q.id = l.resource "
            "JOIN source s ON s.id = g.source JOIN item i ON i.source = g.source AND i.id = g.item "
            "WHERE (?1 IS NULL OR l.label = ?1) AND (?2 IS NULL OR g.kind = ?2) AND (?3 IS NULL OR s.name = ?3) "
            "AND NOT EXISTS (SELECT 1 FROM standing p WHERE p.source = g.source AND p.item = g.item AND p.hidden) "
            "ORDER BY q.name",
            label, kind, filter.source);
        while (row.step()) {
            auto kept = kept_now(row, 22);
            if (!kept) {
                damage.note(row.view(18), kept.error().where + ": " + kept.error().what);
                continue;
            }
            if (!take(LabelRow{ResourceId(row.text(18)), SourceName(row.text(19)), ItemId(row.text(20)), row.text(21),
                               row.text(17), kept->standing, kept->facts, std::move(kept->weeks)}))
                break;
        }
    }
    return std::move(damage).after(transaction.finish());
}

Result<Done> SqliteHealthReader::transitions(Instant since, const std::function<bool(const TransitionRow&)>& take) {
    Damage damage;
    Transaction transaction(*connection_, Transaction::Kind::read);
    {
        Query row = connection_->query(
            "SELECT q.name, s.name, g.item, i.title, g.kind, t.was, t.became, t.at, t.cause, t.noticed "
            "FROM transition t INDEXED BY transition_told CROSS JOIN grounds g ON g.resource = t.resource "
            "JOIN resource q ON q.id = g.resource JOIN source s ON s.id = g.source "
            "JOIN item i ON i.source = g.source AND i.id = g.item WHERE t.told >= ?1 AND NOT EXISTS "
            "(SELECT 1 FROM standing p WHERE p.source = g.source AND p.item = g.item AND p.hidden) "
            "ORDER BY t.told, t.id",
            since);
        while (row.step()) {
            const auto became = health::label_with(row.view(6));
            if (!became) {
                damage.note(row.view(0), "a transition to what is no label");
                continue;
            }
            const health::Transition transition{health::label_with(row.view(5)), *became, row.instant(7),
                                                trigger_named(row.view(8))};
            if (!take(TransitionRow{ResourceId(row.text(0)), SourceName(row.text(1)), ItemId(row.text(2)), row.text(3),
                                    row.text(4), transition, row.instant(9)}))
                break;
        }
    }
    return std::move(damage).after(transaction.finish());
}

Result<std::map<health::Label, std::uint64_t>> SqliteHealthReader::label_counts(
    const std::optional<SourceName>& source) {
    Transaction transaction(*connection_, Transaction::Kind::read);
    std::map<health::Label, std::uint64_t> counts;
    const auto number = source ? find_source(*connection_, *source) : std::nullopt;
    if (!source || number) counts = sqlite::label_counts(*connection_, number);
    return transaction.finish(std::move(counts));
}

}  // namespace moisson::store::sqlite
