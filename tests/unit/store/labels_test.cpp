// SPDX-License-Identifier: GPL-3.0-or-later
// How resources are called: kept, refreshed when time passes or something changes, and told.
#include "health/evidence.hpp"
#include "health/keeping.hpp"
#include "store/sqlite/connection.hpp"
#include "tests/unit/store/stores.hpp"
#include "tests/unit/store/words.hpp"

#include <algorithm>
#include <random>

using namespace moisson;
using namespace moisson::test;
using health::Label;
using health::Trigger;

namespace {

Instant day(const std::string& iso) {
    return *from_iso(iso);
}

// Somebody's edit of a page, with a text of its own.
Revision edit(const std::string& item, const std::string& id, const std::string& when,
              const std::string& author = "Alice") {
    Revision made = revision(item, id);
    made.at = day(when);
    made.actor = Actor{author, Actor::Kind::account};
    made.sha1 = std::to_string(100 + std::stoi(id));
    made.sha1.resize(40, '0');
    return made;
}

store::SnapshotRow record(const std::string& id, const std::string& title, const std::string& kind = "commun",
                          const std::string& rules = "rules 1") {
    store::SnapshotRow row = snapshot(id, "1", title, rules);
    row.snapshot.fields["kind"] = kind;
    return row;
}

// The same with a fact that came in a revision.
store::SnapshotRow record_with_fact(const std::string& id, const std::string& fact, const std::string& revision,
                                    const std::string& rules = "rules 1") {
    store::SnapshotRow row = record(id, "Dokos", "commun", rules);
    row.snapshot.fields["facts"] = Value(Value::List{fact});
    row.snapshot.provenance["facts." + fact] = Provenance{"category:Archives", RevisionId(revision), false};
    return row;
}

Value contact(const char* name, const char* account = "") {
    Value::Object object{{"name", Value(name)}, {"role", Value("referent")}};
    if (*account != '\0') object.emplace("account", Value(account));
    return Value(Value::List{Value(std::move(object))});
}

// A source that was harvested once, with its only page of that kind.
template <class Store>
void first_harvest(Store& store, const std::vector<Revision>& revisions, const std::string& kind = "commun") {
    auto news = delta();
    news.baseline_done = true;
    news.items = {page("1", "Dokos")};
    news.snapshots = {record("1", "Dokos", kind)};
    news.revisions = revisions;
    must(store.engine.writer->commit(news));
}

template <class Store>
void brings(Store& store, const std::vector<Revision>& revisions) {
    auto news = delta();
    news.revisions = revisions;
    must(store.engine.writer->commit(news));
}

template <class Store>
void brings(Store& store, const store::SnapshotRow& row) {
    auto news = delta();
    news.snapshots = {row};
    must(store.engine.writer->commit(news));
}

template <class Store>
store::Refreshed refresh(Store& store, const std::string& when, std::size_t limit = 1000) {
    while (must(store.engine.judging->judge(limit)) == limit) {
    }
    return must(store.engine.health->refresh(day(when), limit));
}

template <class Store>
std::vector<store::LabelRow> labels(Store& store, const store::LabelFilter& filter = {}) {
    std::vector<store::LabelRow> all;
    must(store.engine.health_reader()->labels(filter, [&](const store::LabelRow& row) {
        all.push_back(row);
        return true;
    }));
    return all;
}

template <class Store>
std::optional<Label> label(Store& store) {
    const auto all = labels(store);
    REQUIRE(all.size() == 1);
    return all.front().standing.label;
}

// "2026-03-05 naissant edit", one a transition told since then.
template <class Store>
std::string told(Store& store, const std::string& since = "2001-01-01") {
    std::string all;
    must(store.engine.health_reader()->transitions(day(since), [&](const store::TransitionRow& row) {
        all += (all.empty() ? "" : ", ") + to_iso(row.transition.at).substr(0, 10) + " " +
               std::string(id_of(row.transition.to)) + " " + std::string(id_of(row.transition.trigger));
        return true;
    }));
    return all;
}

// The worked example of the design.
std::vector<Revision> history_of_r() {
    return {edit("1", "1", "2023-03-08"),          edit("1", "2", "2023-03-15"),
            edit("1", "3", "2023-04-05", "Bob"),   edit("1", "4", "2023-10-11"),
            edit("1", "5", "2024-02-07", "Chloé"), edit("1", "6", "2024-09-18"),
            edit("1", "7", "2025-03-12", "Bob"),   edit("1", "8", "2025-10-08"),
            edit("1", "9", "2026-02-11"),          edit("1", "10", "2026-03-04", "Dina")};
}

}  // namespace

TEST_CASE_TEMPLATE("a resource is called by its history, and its past is told with the days it happened on", Store,
                   MOISSON_STORES) {
    Store store;
    first_harvest(store, history_of_r());
    CHECK(refresh(store, "2026-07-01").transitions > 0);
    CHECK(label(store) == Label::vivant);
    CHECK(labels(store).front().standing.valid_until == day("2027-03-05T12:00:00Z"));
    CHECK(refresh(store, "2026-07-01").resources == 0);
    CHECK(told(store, "2026-01-01") == "");  // nothing of it happened since
    CHECK(told(store) == "2023-03-09 naissant edit, 2023-09-05 vivant silence");
}

TEST_CASE_TEMPLATE("time alone changes a label on the day foreseen, however late it is looked at", Store,
                   MOISSON_STORES) {
    Store store;
    first_harvest(store, history_of_r());
    refresh(store, "2026-07-01");
    CHECK(refresh(store, "2027-03-05T11:59:59Z").resources == 0);
    CHECK(refresh(store, "2027-03-05T12:00:00Z").transitions == 1);
    CHECK(label(store) == Label::en_veille);
    CHECK(told(store, "2027-03-05") == "2027-03-05 en_veille silence");
    CHECK(refresh(store, "2035-01-01").next_expiry == std::nullopt);
    CHECK(told(store, "2034-12-31") == "2029-02-19 orphelin silence");
}

TEST_CASE("an edit of a person lifts a label, one of a robot does not") {
    InMemory store;
    first_harvest(store, {edit("1", "1", "2020-01-08")});
    refresh(store, "2026-07-01");
    CHECK(label(store) == Label::orphelin);
    Revision robot = edit("1", "2", "2026-07-02", "Bot de Movilab");
    brings(store, std::vector{robot});
    CHECK(refresh(store, "2026-07-03").transitions == 0);
    CHECK(label(store) == Label::orphelin);
    brings(store, std::vector{edit("1", "3", "2026-07-04")});
    refresh(store, "2026-07-05");
    CHECK(label(store) == Label::en_veille);
    CHECK(told(store, "2026-07-05") == "2026-07-02 en_veille edit");
}

TEST_CASE("what is taken back lowers a label because of an edit, not of time") {
    InMemory store;
    first_harvest(store, {edit("1", "1", "2020-01-08"), edit("1", "2", "2026-06-24", "Bob")});
    refresh(store, "2026-07-01");
    CHECK(label(store) == Label::en_veille);
    Revision taken_back = edit("1", "2", "2026-06-24", "Bob");
    taken_back.tags = {"mw-reverted"};
    brings(store, std::vector{taken_back});
    refresh(store, "2026-07-10");
    CHECK(label(store) == Label::orphelin);
    CHECK(told(store, "2026-07-10").ends_with("orphelin edit"));
}

TEST_CASE("a person who is seen elsewhere in the source makes an orphan one that can be woken") {
    InMemory store;
    first_harvest(store, {edit("1", "1", "2020-01-08")});
    refresh(store, "2026-07-01");
    auto news = delta();
    news.items = {page("2", "Autre")};
    news.snapshots = {record("2", "Autre", "page")};
    news.revisions = {edit("2", "20", "2026-07-01")};
    must(store.engine.writer->commit(news));
    refresh(store, "2026-07-02");
    CHECK(labels(store, {.kind = "commun"}).front().standing.label == Label::a_reveiller);
    CHECK(told(store, "2026-07-02") == "2026-07-02 a_reveiller fact");
}

TEST_CASE("a contact is found by the account that the page names, else by a name that folds to one account's") {
    struct Case {
        Value contacts;
        bool found;
    };
    const std::vector<Case> cases{{contact("bob  martin"), true},  // written otherwise
                                  {contact("Robert", "Bob Martin"), true},
                                  {contact("Bob"), false},  // part of a name is nobody's name
                                  {contact("Bob Martin", "Quelqu'un"), false}};
    for (const Case& one : cases) {
        CAPTURE(to_json(one.contacts));
        InMemory store;
        first_harvest(store, {edit("1", "1", "2020-01-08")});
        auto row = record("1", "Dokos");
        row.snapshot.fields["contacts"] = one.contacts;
        brings(store, row);
        refresh(store, "2026-07-01");
        CHECK(label(store) == Label::orphelin);
        auto news = delta();  // Bob Martin comes: nobody ever saw him
        news.items = {page("2", "Autre")};
        news.revisions = {edit("2", "20", "2026-07-01", "Bob Martin")};
        must(store.engine.writer->commit(news));
        while (refresh(store, "2026-07-02", 1).resources == 1) {
        }
        CHECK((label(store) == Label::a_reveiller) == one.found);
    }
}

TEST_CASE("of two accounts whose names fold to the same none is the contact, unless the page names one") {
    InMemory store;
    first_harvest(store, {edit("1", "1", "2020-01-08"), edit("1", "2", "2020-01-09", "bob")});
    auto row = record("1", "Dokos");
    row.snapshot.fields["contacts"] = contact("BOB");
    brings(store, row);
    auto news = delta();
    news.items = {page("2", "Autre")};
    news.revisions = {edit("2", "20", "2026-07-01", "Bob")};
    must(store.engine.writer->commit(news));
    refresh(store, "2026-07-02");
    CHECK(label(store) == Label::orphelin);
    row.snapshot.fields["contacts"] = contact("BOB", "Bob");
    brings(store, row);
    refresh(store, "2026-07-02");
    CHECK(label(store) == Label::a_reveiller);
}

TEST_CASE("what its source says of it is a fact; what our own rules say otherwise is the mapping's doing") {
    InMemory store;
    first_harvest(store, history_of_r());
    refresh(store, "2026-07-01");
    brings(store, std::vector{edit("1", "11", "2026-07-07")});
    brings(store, record_with_fact("1", "archived", "11"));
    refresh(store, "2026-07-08");
    CHECK(label(store) == Label::archive);
    CHECK(told(store, "2026-07-08") == "2026-07-09 archive fact");
    brings(store, record("1", "Dokos", "commun", "rules 2"));
    refresh(store, "2026-07-20");
    CHECK(label(store) == Label::vivant);
    CHECK(told(store, "2026-07-20") == "2026-07-20 vivant mapping");
    brings(store, record_with_fact("1", "archived", "4", "rules 3"));
    refresh(store, "2026-07-21");
    CHECK(told(store, "2026-07-21") == "2026-07-21 archive mapping");
}

TEST_CASE_TEMPLATE("a place has no dynamics; an event, a page and what is withheld have no label", Store,
                   MOISSON_STORES) {
    for (const char* kind : {"lieu", "organisation", "evenement", "page"}) {
        CAPTURE(kind);
        Store store;
        first_harvest(store, history_of_r(), kind);
        refresh(store, "2026-07-01");
        CHECK_FALSE(label(store));
        CHECK(told(store).empty());
        CHECK(must(store.engine.health_reader()->label_counts(std::nullopt)).empty());
    }
    Store store;
    first_harvest(store, history_of_r());
    auto news = delta();
    news.standings = {{ItemId("1"), Publication::withheld, "private", day("2026-07-01"), std::nullopt}};
    must(store.engine.writer->commit(news));
    refresh(store, "2026-07-01");
    CHECK(labels(store).empty());
    CHECK_FALSE(must(store.engine.health_reader()->chart(ResourceId("movilab-1"), day("2026-07-01"))));
}

TEST_CASE("a page that is deleted is archived from that day, and comes back with its history") {
    InMemory store;
    first_harvest(store, history_of_r());
    refresh(store, "2026-07-01");
    auto news = delta();
    auto gone = page("1", "Dokos");
    gone.life = Life::gone;
    news.items = {gone};
    Change change = test::change("1", "", "@life");
    change.what = {"@life", "alive", "gone"};
    change.at = day("2026-07-05");
    news.changes = {change};
    must(store.engine.writer->commit(news));
    refresh(store, "2026-07-06");
    CHECK(label(store) == Label::archive);
    CHECK(told(store, "2026-07-06") == "2026-07-05 archive fact");
    CHECK(must(store.engine.health_reader()->label_counts(std::nullopt)).empty());
    news = delta();
    news.items = {page("1", "Dokos")};
    must(store.engine.writer->commit(news));
    refresh(store, "2026-07-07");
    CHECK(label(store) == Label::vivant);
    CHECK(must(store.engine.health_reader()->label_counts(SourceName("movilab"))).at(Label::vivant) == 1);
}

TEST_CASE("a redirect lends its weeks to what it leads to, a talk page does not") {
    InMemory store;
    first_harvest(store, {edit("1", "1", "2020-01-08")});
    auto news = delta();
    auto old = redirect("2", "Ancien nom", "Dokos");
    auto talk = page("3", "Discussion:Dokos");
    talk.item.ns = 1;
    talk.resource = talk.home = ResourceId("movilab-1");
    news.items = {old, talk};
    news.revisions = {edit("3", "30", "2026-06-20"), edit("3", "31", "2026-06-21", "Bob")};
    must(store.engine.writer->commit(news));
    refresh(store, "2026-07-01");
    REQUIRE(labels(store).size() == 1);
    CHECK(labels(store).front().weeks.count() == 1);
    brings(store, std::vector{edit("2", "20", "2026-06-20")});
    refresh(store, "2026-07-01");
    CHECK(labels(store).front().weeks.count() == 2);
}

TEST_CASE(
    "of a source that keeps two dates nothing is said until it was observed for a year, but of what is born since") {
    InMemory store;
    Traits traits;
    traits.two_dates = true;
    must(store.engine.sources->remember(SourceName("movilab"), "communecter", traits));
    Revision made = edit("1", "1", "2024-01-08");
    made.actor.reset();
    auto news = delta();
    news.baseline_done = true;
    news.now = day("2026-07-01");
    news.items = {page("1", "Dokos")};
    news.snapshots = {record("1", "Dokos")};
    news.revisions = {made};
    must(store.engine.writer->commit(news));
    refresh(store, "2026-07-01T01:00:00Z");
    CHECK(label(store) == Label::indetermine);
    CHECK(labels(store).front().standing.valid_until == day("2027-07-01"));
    refresh(store, "2027-07-01");
    // Who would have to be called the source does not say: it is never an orphan, nor to be woken.
    CHECK(label(store) == Label::en_veille);
    Revision born = edit("2", "2", "2026-08-05");
    born.actor.reset();
    news = delta();
    news.items = {page("2", "Autre")};
    news.snapshots = {record("2", "Autre")};
    news.revisions = {born};
    must(store.engine.writer->commit(news));
    refresh(store, "2026-08-06");
    CHECK(labels(store).back().standing.label == Label::naissant);
    CHECK(labels(store).back().facts.past.read == health::Past::Read::whole);
}

TEST_CASE("two accounts of one person are seen as one, until somebody says that they are two") {
    InMemory store;
    first_harvest(store, {edit("1", "1", "2020-01-08", "Alice"), edit("1", "2", "2020-02-05", "Zed")});
    auto news = delta();
    news.source = SourceName("fabmob");
    auto other = page("1", "Ailleurs");
    other.resource = other.home = ResourceId("fabmob-1");
    news.items = {other};
    news.revisions = {edit("1", "1", "2026-06-20", "Alice M.")};
    must(store.engine.writer->commit(news));
    refresh(store, "2026-07-01");
    CHECK(label(store) == Label::orphelin);
    const store::AccountName here{SourceName("movilab"), "Alice"};
    const store::AccountName there{SourceName("fabmob"), "Alice M."};
    must(store.engine.health->link(here, there));
    refresh(store, "2026-07-02");
    CHECK(label(store) == Label::a_reveiller);
    const auto chart = must(store.engine.health_reader()->chart(ResourceId("movilab-1"), day("2026-07-02")));
    REQUIRE(chart);
    REQUIRE(chart->vitals.people.size() == 2);
    CHECK(chart->names.at(chart->vitals.people.front().who) == std::vector{there, here});
    must(store.engine.health->unlink(there, here));
    refresh(store, "2026-07-03");
    CHECK(label(store) == Label::orphelin);
}

TEST_CASE("an account that nobody saw cannot be linked, nor one with itself, nor a link undone that is not there") {
    InMemory store;
    first_harvest(store, {edit("1", "1", "2020-01-08", "Alice"), edit("1", "2", "2020-02-05", "Zed")});
    const store::AccountName alice{SourceName("movilab"), "Alice"};
    const store::AccountName zed{SourceName("movilab"), "Zed"};
    const store::AccountName nobody{SourceName("movilab"), "alice"};
    for (const auto& refused : {store.engine.health->link(alice, nobody), store.engine.health->link(alice, alice),
                                store.engine.health->unlink(alice, zed)}) {
        REQUIRE_FALSE(refused);
        CHECK(refused.error().kind == ErrorKind::config);
    }
    CHECK(refresh(store, "2026-07-01").resources > 0);
}

TEST_CASE("a chart has all that a person wants to know: who, when, what did not count, what was asked") {
    InMemory store;
    auto revisions = history_of_r();
    revisions.push_back(edit("1", "11", "2026-04-01", "Bot de Movilab"));
    first_harvest(store, revisions);
    auto row = record("1", "Dokos");
    row.snapshot.fields["contacts"] = contact("Bob");
    row.snapshot.fields["licence"] = "CC-BY-SA-4.0";
    row.snapshot.provenance["licence"] = Provenance{"param:licence", RevisionId("6"), false};
    brings(store, row);
    auto news = delta();
    auto talk = page("3", "Discussion:Dokos");
    talk.item.ns = 1;
    talk.resource = talk.home = ResourceId("movilab-1");
    news.items = {talk};
    auto question = edit("3", "30", "2026-05-01", "Inconnue");
    question.comment = "/* Prix */ nouvelle section";
    auto answer = edit("3", "31", "2026-05-03", "Alice");
    answer.comment = "/* Prix */ Réponse";
    news.revisions = {answer, question};
    must(store.engine.writer->commit(news));
    refresh(store, "2026-07-01");
    const auto chart = must(store.engine.health_reader()->chart(ResourceId("movilab-1"), day("2026-07-01")));
    REQUIRE(chart);
    CHECK(chart->title == "Dokos");
    CHECK(chart->kind == "commun");
    CHECK(chart->revisions.size() == 11);
    CHECK(chart->revisions.back().judged.verdict == health::Verdict::bot);
    const health::Evidence evidence = health::evidence_of(chart->vitals);
    CHECK(evidence.last_human == day("2026-03-04"));
    CHECK(evidence.last_any == day("2026-04-01"));
    CHECK(evidence.contest == health::Contest{5, 0});
    CHECK(evidence.questions == std::vector<health::Question>{{day("2026-05-01"), day("2026-05-03")}});
    const auto licence = std::find_if(evidence.answers.begin(), evidence.answers.end(),
                                      [](const auto& each) { return each.criterion == health::Criterion::licence; });
    CHECK(licence->since == day("2024-09-18"));
    REQUIRE(chart->vitals.people.size() == 4);
    CHECK(chart->vitals.people.front().role == health::Acquaintance::Role::contact);
    CHECK(chart->names.at(chart->vitals.people.front().who).front().name == "Bob");
}

TEST_CASE("labels are listed by label, kind and source") {
    InMemory store;
    first_harvest(store, history_of_r());
    auto news = delta();
    news.items = {page("2", "Vieux"), page("3", "Le lieu")};
    news.snapshots = {record("2", "Vieux", "methode"), record("3", "Le lieu", "lieu")};
    news.revisions = {edit("2", "20", "2015-01-08", "Zoé")};
    must(store.engine.writer->commit(news));
    refresh(store, "2026-07-01");
    CHECK(labels(store).size() == 3);
    CHECK(labels(store, {.label = Label::vivant}).size() == 1);
    CHECK(labels(store, {.label = Label::orphelin}).front().title == "Vieux");
    CHECK(labels(store, {.kind = "lieu"}).front().title == "Le lieu");
    CHECK(labels(store, {.source = SourceName("fabmob")}).empty());
    CHECK(must(store.engine.health_reader()->label_counts(std::nullopt)) ==
          std::map<Label, std::uint64_t>{{Label::vivant, 1}, {Label::orphelin, 1}});
}

TEST_CASE("refreshing goes on where it stopped, a few at a time, and says when it is next needed") {
    InMemory store;
    auto news = delta();
    for (int id = 1; id <= 10; ++id) {
        news.items.push_back(page(std::to_string(id), "Page " + std::to_string(id)));
        news.snapshots.push_back(record(std::to_string(id), "Page " + std::to_string(id)));
        news.revisions.push_back(
            edit(std::to_string(id), std::to_string(100 + id), "2026-06-1" + std::to_string(id % 9)));
    }
    must(store.engine.writer->commit(news));
    std::size_t rounds = 0;
    store::Refreshed last;
    do {
        last = refresh(store, "2026-07-01", 3);
        ++rounds;
    } while (last.resources == 3);
    CHECK(rounds >= 4);
    CHECK(labels(store).size() == 10);
    REQUIRE(last.next_expiry);
    CHECK(*last.next_expiry > day("2026-07-01"));
    const auto expired = must(store.engine.health->refresh(*last.next_expiry, 100));
    CHECK(expired.resources > 0);
}

TEST_CASE("a kept label is what the pure function says, at any instant of any history") {
    std::mt19937_64 random(20261130);
    InMemory store;
    constexpr int resources = 40;
    constexpr std::int64_t week = 7 * 86400;
    const Instant begin = day("2006-01-02");
    std::vector<std::vector<Revision>> histories(resources);
    auto news = delta();
    news.baseline_done = true;
    for (int id = 0; id < resources; ++id) {
        news.items.push_back(page(std::to_string(id), "Page " + std::to_string(id)));
        news.snapshots.push_back(record(std::to_string(id), "Page " + std::to_string(id)));
        const auto one_in = std::uint64_t{1} << (random() % 8);
        for (int number = 0; number < 1100; ++number)
            if (random() % one_in == 0) {
                auto made = edit(std::to_string(id), std::to_string(100000 * (id + 1) + number), "2006-01-02",
                                 std::string(1, static_cast<char>('A' + random() % 20)) + std::to_string(id));
                made.at = begin + std::chrono::seconds(number * week + static_cast<std::int64_t>(random() % week));
                histories[static_cast<std::size_t>(id)].push_back(made);
            }
    }
    must(store.engine.writer->commit(news));
    // Time goes on; each history is told as it happens, some of it late.
    std::size_t instants = 0;
    Instant now = begin;
    std::vector<std::size_t> told(resources, 0);
    while (now < day("2027-06-01")) {
        now += std::chrono::seconds(random() % (10 * week));
        auto batch = delta();
        for (std::size_t id = 0; id < resources; ++id)
            for (; told[id] < histories[id].size() && histories[id][told[id]].at <= now && random() % 16 != 0;
                 ++told[id])
                batch.revisions.push_back(histories[id][told[id]]);
        must(store.engine.writer->commit(batch));
        while (must(store.engine.health->refresh(now, 16)).resources == 16) {
        }
        for (const store::LabelRow& row : labels(store)) {
            const Instant end = row.standing.valid_until.value_or(now + std::chrono::days(900));
            for (int i = 0; i < 30; ++i, ++instants) {
                const auto span = std::max<std::int64_t>(1, (end - now).count());
                const Instant when = now + std::chrono::milliseconds(
                                               static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(span)));
                if (health::standing(row.weeks, row.facts, when, health::Audience::routers).label != row.standing.label)
                    FAIL(row.resource.text << " at " << to_iso(when) << ", looked at " << to_iso(now));
            }
        }
    }
    CHECK(instants > 100'000);
    // And the rows that time and edits left behind lead from label to label without a gap.
    std::map<std::string, std::optional<Label>> last;
    must(store.engine.health_reader()->transitions(begin - std::chrono::days(30), [&](const store::TransitionRow& row) {
        auto& before = last[row.resource.text];
        if (before.value_or(Label::indetermine) != row.transition.from.value_or(Label::indetermine))
            FAIL(row.resource.text << " at " << to_iso(row.transition.at) << " noticed " << to_iso(row.noticed) << " "
                                   << (before ? id_of(*before) : "-") << " / "
                                   << (row.transition.from ? id_of(*row.transition.from) : "-") << " -> "
                                   << id_of(row.transition.to));
        before = row.transition.to;
        return true;
    }));
    for (const store::LabelRow& row : labels(store))
        if (last.contains(row.resource.text)) CHECK(last.at(row.resource.text) == row.standing.label);
}
