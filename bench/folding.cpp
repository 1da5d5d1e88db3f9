// SPDX-License-Identifier: GPL-3.0-or-later
// What it costs a store to know which revisions count.
//
//   folding STORE FILE    makes STORE anew. FILE: as for health, for each revision, its resource, its milliseconds
//   since
//                         1970, its author and its text, four numbers a line
//
// Says as JSON, each of the three in seconds {"user", "system", "wall"}: "bare", the revisions committed five hundred
// at a time in the order of time, and nothing judged; "harvest", the same with all that judging needs and does;
// "rebuild", all batches, verdicts, footprints and months of the store made anew; "replay", that held against what is
// kept; and "revisions", "counted", "differences".
#include "bench/cost.hpp"
#include "schema/value.hpp"
#include "store/open.hpp"
#include "store/sqlite/connection.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <vector>

namespace {

using namespace moisson;
using namespace moisson::bench;

constexpr std::size_t at_once = 500;

std::vector<Revision> revisions_in(const char* path) {
    std::ifstream file(path);
    std::vector<Revision> all;
    for (std::uint64_t resource = 0, at = 0, who = 0, text = 0; file >> resource >> at >> who >> text;) {
        Revision& made = all.emplace_back();
        made.item = ItemId(std::to_string(resource));
        made.at = Instant(std::chrono::milliseconds(at));
        made.actor = Actor{"Contributrice " + std::to_string(who), Actor::Kind::account};
        made.size = text % 10000;
        std::array<char, 41> digest{};
        std::snprintf(digest.data(), digest.size(), "%016llx%024llx", static_cast<unsigned long long>(text),
                      static_cast<unsigned long long>(text));
        made.sha1 = digest.data();
        made.comment = "précision sur le lieu et les horaires";
        made.bot = who % 31 == 0;
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Revision& one, const Revision& other) { return one.at < other.at; });
    std::map<ItemId, RevisionId> last;
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i].id = RevisionId(std::to_string(100'000 + i));
        if (auto before = last.find(all[i].item); before != last.end()) all[i].parent = before->second;
        last[all[i].item] = all[i].id;
    }
    return all;
}

store::Delta empty_delta() {
    store::Delta delta;
    delta.source = SourceName("bench");
    delta.run = 1;
    delta.unique_revision_ids = true;
    return delta;
}

void commit_items(store::Engine& engine, const std::vector<Revision>& revisions) {
    store::Delta delta = empty_delta();
    ItemSet written;
    for (const Revision& revision : revisions) {
        if (!written.insert(revision.item).second) continue;
        store::Known known;
        known.item = Item{revision.item, "Page " + revision.item.text, 0, "wikitext", {}, std::nullopt};
        known.resource = known.home = ResourceId("bench-" + revision.item.text);
        delta.items.push_back(std::move(known));
    }
    must(engine.writer->commit(delta));
}

void commit_revisions(store::Engine& engine, const std::vector<Revision>& revisions) {
    for (std::size_t from = 0; from < revisions.size(); from += at_once) {
        store::Delta delta = empty_delta();
        const auto begin = revisions.begin() + static_cast<std::ptrdiff_t>(from);
        const std::size_t many = std::min(at_once, revisions.size() - from);
        delta.revisions.assign(begin, begin + static_cast<std::ptrdiff_t>(many));
        must(engine.writer->commit(delta));
    }
}

void script(store::Engine& engine, const std::string& sql) {
    engine.connection->script(sql);
    must(engine.connection->outcome());
}

Spent harvested(const std::string& path, const std::vector<Revision>& revisions, const std::string& beforehand) {
    for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path + end);
    auto engine = must(store::open_store(path));
    commit_items(engine, revisions);
    script(engine, beforehand);
    return spent_on([&] { commit_revisions(engine, revisions); });
}

// As schema_v5.cpp does it with a store from before.
constexpr const char* forget = R"sql(
    DELETE FROM footprint; DELETE FROM actor_month; DELETE FROM batch; DELETE FROM health_queue;
    DELETE FROM seen_queue;
    UPDATE actor SET last_seen = NULL; UPDATE revision SET verdict = 0 WHERE verdict <> 0;
)sql";
constexpr const char* find_batches = R"sql(
    INSERT INTO batch SELECT source, actor, hour FROM revision INDEXED BY revision_spree
        WHERE bot = 0 AND hidden_user = 0 AND actor IS NOT NULL AND hour >= 271752
        GROUP BY source, actor, hour HAVING count(DISTINCT item) > 20;
    INSERT INTO unjudged SELECT source, id, -9223372036854775808, '' FROM item;
)sql";

void rebuild(store::Engine& engine) {
    constexpr std::size_t portion = 20'000;
    script(engine, find_batches);
    while (must(engine.judging->judge(portion)) == portion) {
    }
}

Value to_value(const Spent& spent) {
    return Value::Object{{"user", spent.user}, {"system", spent.system}, {"wall", spent.wall}};
}

std::int64_t counted(store::Engine& engine) {
    auto row = engine.connection->query("SELECT count(*) FROM revision WHERE verdict = 0");
    return row.step() ? row.integer(0) : 0;
}

int run(const std::string& path, const char* file) {
    const std::vector<Revision> revisions = revisions_in(file);
    const Spent bare = harvested(path, revisions,
                                 "DROP TRIGGER revision_came; DROP TRIGGER revision_went; DROP TRIGGER revision_told; "
                                 "DROP INDEX revision_order; DROP INDEX revision_spree");
    const Spent harvest = harvested(path, revisions, "");
    auto engine = must(store::open_store(path));
    script(engine, forget);
    const Spent rebuilt = spent_on([&] { rebuild(engine); });
    store::Replayed found;
    const Spent replayed = spent_on([&] {
        found = must(must(store::open_replay(path))->replay([](const auto&) { return true; }, [](std::uint64_t) {}));
    });
    std::cout << to_json(Value::Object{{"revisions", static_cast<std::int64_t>(found.revisions)},
                                       {"counted", counted(engine)},
                                       {"differences", static_cast<std::int64_t>(found.differences)},
                                       {"bare", to_value(bare)},
                                       {"harvest", to_value(harvest)},
                                       {"rebuild", to_value(rebuilt)},
                                       {"replay", to_value(replayed)}})
              << "\n";
    return found.differences == 0 && !revisions.empty() ? 0 : 1;
}

}  // namespace

int main(int count, char** words) {
    if (count != 3) {
        std::cerr << "folding STORE FILE\n";
        return 2;
    }
    try {
        return run(words[1], words[2]);
    } catch (const std::exception& wrong) {
        std::cerr << "folding: " << wrong.what() << "\n";
        return 1;
    }
}
