// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/vitals.hpp"

#include "schema/mapping.hpp"
#include "store/sqlite/persons.hpp"
#include "store/sqlite/rows.hpp"
#include "store/sqlite/words.hpp"

#include <algorithm>
#include <set>

namespace moisson::store::sqlite {

namespace {

using health::Acquaintance;
using health::Observed;

constexpr std::chrono::days two_years(730);

// The item that speaks for a resource, in the same order as in exports. Of one whose pages all lead elsewhere by now it
// is the first of those.
constexpr Sql speaker =
    "SELECT j.source, j.id, j.title, j.life, n.rules, n.record, s.observed_since, "
    "coalesce(json_extract(s.traits, '$.two_dates'), 0), j.resource IS NULL, "
    "EXISTS (SELECT 1 FROM unlisted u WHERE u.source = j.source AND u.item = j.id) FROM resource q "
    "JOIN item j ON j.resource = q.id OR (j.resource IS NULL AND j.home = q.id) "
    "JOIN source s ON s.id = j.source JOIN snapshot n ON n.source = j.source AND n.item = j.id "
    "WHERE q.id = ?1 AND NOT EXISTS (SELECT 1 FROM standing p WHERE p.source = j.source AND p.item = j.id AND "
    "p.hidden) ORDER BY j.resource IS NULL, j.ns % 2 <> 0, j.life = 'gone', "
    "(j.source = q.source AND j.id = q.item) DESC, j.ns, j.source, j.id LIMIT 1";

constexpr Sql own_items =
    "SELECT j.source, j.id, j.ns % 2 <> 0 FROM item j WHERE (j.resource = ?1 OR (j.resource IS NULL AND j.home = ?1)) "
    "AND NOT EXISTS (SELECT 1 FROM standing p WHERE p.source = j.source AND p.item = j.id AND p.hidden)";

constexpr Sql redirects =
    "SELECT j.source, j.id FROM item i CROSS JOIN item j INDEXED BY item_redirect ON j.source = i.source AND "
    "j.redirect_to = i.title WHERE i.resource = ?1 AND i.ns % 2 = 0 AND i.life = 'alive' AND j.life = 'alive'";

// Reads one Patient.
class Examination {
public:
    Examination(Connection& connection, std::int64_t resource, Instant now)
        : connection_(connection), resource_(resource), now_(now) {}

    std::optional<Patient> examine(Scope depth);

private:
    bool speak();
    void list_items();
    void footprint(const ItemKey& page);
    void span(const ItemKey& page);
    void ended();
    void observed();
    void dates(Scope depth);
    void people();
    void last_human(const ItemKey& page);
    void contest();
    void at_home();
    void talk();

    Connection& connection_;
    std::int64_t resource_;
    Instant now_;
    bool leads_elsewhere_ = false;
    std::vector<ItemKey> talk_pages_;
    Patient patient_;
    health::Vitals& vitals_ = patient_.vitals;
};

bool Examination::speak() {
    Query row = connection_.query(speaker, resource_);
    if (!row.step()) return false;
    auto snapshot = snapshot_from_json(row.view(5));
    if (!snapshot) {
        connection_.remember(snapshot.error());
        return false;
    }
    patient_.source = row.integer(0);
    patient_.item = row.text(1);
    patient_.title = row.text(2);
    patient_.life = life_of(row.view(3));
    patient_.rules = row.integer(4);
    vitals_.snapshot = std::move(*snapshot);
    const bool two_dates = row.flag(7);
    vitals_.observed.keeps = two_dates ? Observed::Keeps::two_dates : Observed::Keeps::revisions;
    vitals_.observed.since = row.maybe_instant(6).value_or(now_);
    vitals_.names = two_dates ? health::Reach::Names::untold : health::Reach::Names::told;
    leads_elsewhere_ = row.flag(8);
    vitals_.unlisted = row.flag(9);
    return true;
}

void Examination::list_items() {
    {
        Query row = connection_.query(own_items, resource_);
        while (row.step()) (row.flag(2) ? talk_pages_ : patient_.pages).push_back({row.integer(0), row.text(1)});
    }
    Query row = connection_.query(redirects, resource_);
    while (row.step()) patient_.pages.push_back({row.integer(0), row.text(1)});
    std::sort(patient_.pages.begin(), patient_.pages.end());
    patient_.pages.erase(std::unique(patient_.pages.begin(), patient_.pages.end()), patient_.pages.end());
}

// What one person did under several accounts is added up.
void Examination::footprint(const ItemKey& page) {
    Query row = connection_.query(
        "SELECT f.who_as, coalesce(a.person, f.actor), f.tally FROM footprint f LEFT JOIN actor a ON a.id = f.actor "
        "WHERE f.source = ?1 AND f.item = ?2",
        page.source, page.item);
    while (row.step()) {
        auto tally = health::tally_from_bytes(row.view(2));
        if (!tally) return connection_.remember(tally.error());
        vitals_.footprint.add(static_cast<health::Share::As>(row.integer(0)),
                              static_cast<health::Person>(row.integer(1)), *tally);
    }
}

void Examination::span(const ItemKey& page) {
    {
        Query row = connection_.query(
            "SELECT at FROM revision INDEXED BY revision_order WHERE source = ?1 AND item = ?2 "
            "ORDER BY at DESC, width DESC, id DESC LIMIT 1",
            page.source, page.item);
        if (row.step()) vitals_.last_any = std::max(vitals_.last_any, std::optional(row.instant(0)));
    }
    Query row = connection_.query(
        "SELECT r.at, r.parent, a.kind, i.resource IS ?3 FROM revision r INDEXED BY revision_order "
        "JOIN item i ON i.source = r.source AND i.id = r.item LEFT JOIN actor a ON a.id = r.actor "
        "WHERE r.source = ?1 AND r.item = ?2 ORDER BY r.at, r.width, r.id LIMIT 1",
        page.source, page.item, resource_);
    if (!row.step()) return;
    if (!vitals_.oldest || row.instant(0) < *vitals_.oldest) vitals_.oldest = row.instant(0);
    // Of what a redirect was before nothing is told here: it only lends its weeks.
    if (row.flag(3) && (!row.is_null(1) || row.view(2) == name_of(Actor::Kind::import))) vitals_.begins_earlier = true;
}

// The source's log tells when it went; where it was gone before we came, its last revision must do.
void Examination::ended() {
    if (patient_.life == Life::alive && !leads_elsewhere_) return;
    if (patient_.life == Life::gone) {
        Query row = connection_.query(
            "SELECT max(at) FROM change WHERE source = ?1 AND item = ?2 AND field = '@life' AND became = 'gone'",
            patient_.source, patient_.item);
        if (row.step() && !row.is_null(0)) vitals_.ended = row.instant(0);
    }
    if (!vitals_.ended) vitals_.ended = vitals_.last_any.value_or(Instant{});
}

void Examination::observed() {
    const bool two_dates = vitals_.observed.keeps == Observed::Keeps::two_dates;
    vitals_.observed.born_seen = two_dates && vitals_.oldest && *vitals_.oldest >= vitals_.observed.since;
}

void Examination::dates(Scope depth) {
    std::set<RevisionId> wanted;
    for (const auto& [field, from] : vitals_.snapshot.provenance)
        if (depth != Scope::label || field.starts_with("facts.")) wanted.insert(from.revision);
    for (const RevisionId& revision : wanted) {
        Query row = connection_.query("SELECT at FROM revision WHERE source = ?1 AND item = ?2 AND id = ?3",
                                      patient_.source, patient_.item, revision);
        if (row.step()) vitals_.dates.emplace(revision, row.instant(0));
    }
}

void Examination::people() {
    if (vitals_.names == health::Reach::Names::untold) return;
    std::set<std::int64_t> known;
    const auto know = [&](std::int64_t person, Acquaintance::Role role) {
        if (known.insert(person).second)
            vitals_.people.push_back({static_cast<health::Person>(person), role, last_seen(connection_, person)});
    };
    for (const DeclaredContact& contact : contacts_of(vitals_.snapshot)) {
        patient_.contacts.push_back(contact.folded);
        if (const auto person = account_of(connection_, patient_.source, contact))
            know(*person, Acquaintance::Role::contact);
    }
    for (const health::Footprint::Part& part : vitals_.footprint.parts())
        if (part.as == health::Share::As::named)
            know(static_cast<std::int64_t>(part.who), Acquaintance::Role::contributor);
}

void Examination::last_human(const ItemKey& page) {
    Query row = connection_.query(
        "SELECT at FROM revision INDEXED BY revision_order WHERE source = ?1 AND item = ?2 AND verdict = 0 "
        "ORDER BY at DESC, width DESC, id DESC LIMIT 1",
        page.source, page.item);
    if (row.step()) vitals_.last_human = std::max(vitals_.last_human, std::optional(row.instant(0)));
}

void Examination::contest() {
    if (vitals_.names == health::Reach::Names::untold) return;
    health::Contest all;
    for (const ItemKey& page : patient_.pages) {
        std::vector<health::Act> acts;
        std::vector<health::Verdict> verdicts;
        Query row = connection_.query(
            "SELECT at, verdict FROM revision INDEXED BY revision_order WHERE source = ?1 AND item = ?2 AND at > ?3 "
            "AND at <= ?4",
            page.source, page.item, now_ - two_years, now_);
        while (row.step()) {
            acts.push_back({.at = row.instant(0)});
            verdicts.push_back(static_cast<health::Verdict>(row.integer(1)));
        }
        const health::Contest one = health::contest_of(acts, verdicts, now_);
        all.edits += one.edits;
        all.reverted += one.reverted;
    }
    vitals_.contest = all;
}

void Examination::at_home() {
    const auto take = [&](Query row) {
        while (row.step()) vitals_.at_home.push_back(static_cast<health::Person>(row.integer(0)));
    };
    for (const ItemKey& page : patient_.pages)
        take(connection_.query("SELECT actor FROM footprint WHERE source = ?1 AND item = ?2 AND who_as = ?3",
                               page.source, page.item, static_cast<std::int64_t>(health::Share::As::named)));
    for (const std::string& folded : patient_.contacts)
        take(connection_.query("SELECT id FROM actor WHERE source = ?1 AND folded = ?2 AND kind = 'account'",
                               patient_.source, folded));
}

void Examination::talk() {
    at_home();
    for (const ItemKey& page : talk_pages_) {
        Query row = connection_.query(
            "SELECT r.item, r.id, r.parent, r.at, r.size, r.sha1, r.comment, r.minor, r.bot, r.tags, r.hidden_user, "
            "r.hidden_comment, r.hidden_text, a.name, a.kind, coalesce(a.id, 0) "
            "FROM revision r INDEXED BY revision_order LEFT JOIN actor a ON a.id = r.actor "
            "WHERE r.source = ?1 AND r.item = ?2 ORDER BY r.at, r.width, r.id",
            page.source, page.item);
        while (row.step()) {
            Revision revision = revision_at(row, 0);
            const auto who = static_cast<health::Person>(row.integer(15));
            const health::Act act = health::act_of(revision, who, health::TextMark::unknown);
            vitals_.talk.push_back(
                {revision.at, act.who, act.by, std::move(revision.comment), std::move(revision.tags)});
        }
    }
    if (talk_pages_.size() > 1)
        std::stable_sort(vitals_.talk.begin(), vitals_.talk.end(),
                         [](const auto& one, const auto& other) { return one.at < other.at; });
}

std::optional<Patient> Examination::examine(Scope depth) {
    if (!speak()) return std::nullopt;
    list_items();
    for (const ItemKey& page : patient_.pages) {
        if (depth != Scope::answers) footprint(page);
        span(page);
    }
    ended();
    observed();
    dates(depth);
    if (depth != Scope::answers) people();
    if (depth == Scope::whole) {
        for (const ItemKey& page : patient_.pages) last_human(page);
        contest();
        talk();
    }
    return std::move(patient_);
}

}  // namespace

std::optional<Patient> examine(Connection& connection, std::int64_t resource, Instant now, Scope depth) {
    return Examination(connection, resource, now).examine(depth);
}

}  // namespace moisson::store::sqlite
