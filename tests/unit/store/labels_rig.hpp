// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/connection.hpp"
#include "tests/unit/store/stores.hpp"
#include "tests/unit/store/words.hpp"

#include <optional>
#include <string>
#include <vector>

// What stories of labels are told with.
namespace moisson::test {

using health::Label;

inline Instant day(const std::string& iso) {
    return *from_iso(iso);
}

// Somebody's edit of a page, with a text of its own.
inline Revision edit(const std::string& item, const std::string& id, const std::string& when,
                     const std::string& author = "Alice") {
    Revision made = revision(item, id);
    made.at = day(when);
    made.actor = Actor{author, Actor::Kind::account};
    made.sha1 = std::to_string(100 + std::stoi(id));
    made.sha1.resize(40, '0');
    return made;
}

inline store::SnapshotRow record(const std::string& id, const std::string& title, const std::string& kind = "commun",
                                 const std::string& rules = "rules 1") {
    store::SnapshotRow row = snapshot(id, "1", title, rules);
    row.snapshot.fields["kind"] = kind;
    return row;
}

// The same with a fact that came in a revision.
inline store::SnapshotRow record_with_fact(const std::string& id, const std::string& fact, const std::string& revision,
                                           const std::string& rules = "rules 1") {
    store::SnapshotRow row = record(id, "Dokos", "commun", rules);
    row.snapshot.fields["facts"] = Value(Value::List{fact});
    row.snapshot.provenance["facts." + fact] = Provenance{"category:Archives", RevisionId(revision), false};
    return row;
}

inline Value contact(const char* name, const char* account = "") {
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

// The source was restored from an older backup that has these revisions no more, and a person says that it is so.
template <class Store>
void loses(Store& store, const std::vector<std::string>& revisions) {
    const SourceName source("movilab");
    must(store.engine.sources->await_person(source, {}, {revisions.begin(), revisions.end()}));
    must(store.engine.sources->adopt(source, 1, day("2026-06-30")));
}

template <class Store>
store::Refreshed refresh(Store& store, const std::string& when, std::size_t limit = 1000) {
    // As the daemon does: what counts comes first.
    while (must(store.engine.judging->judge(1000)) >= 1000) {
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
inline std::vector<Revision> history_of_r() {
    return {edit("1", "1", "2023-03-08"),          edit("1", "2", "2023-03-15"),
            edit("1", "3", "2023-04-05", "Bob"),   edit("1", "4", "2023-10-11"),
            edit("1", "5", "2024-02-07", "Chloé"), edit("1", "6", "2024-09-18"),
            edit("1", "7", "2025-03-12", "Bob"),   edit("1", "8", "2025-10-08"),
            edit("1", "9", "2026-02-11"),          edit("1", "10", "2026-03-04", "Dina")};
}

}  // namespace moisson::test
