// SPDX-License-Identifier: GPL-3.0-or-later
// What it costs a store to keep labels.
//
//   relabel STORE RESOURCES    makes STORE anew: so many resources of ten edits each, the last of them in June 2026
//
// Says as JSON, in seconds {"user", "system", "wall"}: "first", all of them called by their names for the first time;
// "expired", the store opened anew in 2040 and all labels that silence has changed since told anew, in one transaction,
// from disk; "resources", of which "changed", with so many "transitions"; "bytes", of a kept label and what it rests
// on, on the average.
#include "bench/cost.hpp"
#include "schema/value.hpp"
#include "store/open.hpp"
#include "store/sqlite/connection.hpp"

#include <filesystem>
#include <iostream>
#include <random>
#include <string>

namespace {

using namespace moisson;
using namespace moisson::bench;

constexpr std::int64_t edits_each = 10;

// A page whose edits lie in the eight years before July 2026.
void add(store::Delta& batch, std::size_t number, std::mt19937_64& random) {
    const std::string id = std::to_string(number);
    store::Known known;
    known.item = Item{ItemId(id), "Page " + id, 0, "wikitext", RevisionId(id), {}};
    known.resource = known.home = ResourceId("bench-" + id);
    store::SnapshotRow row;
    row.item = known.item.id;
    row.revision = RevisionId(id);
    row.fingerprint = "bench";
    row.snapshot.fields = Value::Object{{"title", known.item.title}, {"kind", "commun"}};
    const Instant end = *from_iso("2026-06-30");
    for (std::int64_t edit = 0; edit < edits_each; ++edit) {
        Revision made;
        made.item = known.item.id;
        made.id = RevisionId(std::to_string(number * edits_each + static_cast<std::size_t>(edit)));
        made.at = end - std::chrono::hours(edit == 0 ? 1 : 1 + random() % 70'000);
        made.actor = Actor{"Autrice " + std::to_string(random() % 1000), Actor::Kind::account};
        made.sha1 = made.id.text;
        made.sha1.resize(40, '0');
        batch.revisions.push_back(std::move(made));
    }
    batch.items.push_back(std::move(known));
    batch.snapshots.push_back(std::move(row));
}

void fill(store::Engine& engine, std::size_t resources) {
    constexpr std::size_t at_once = 500;
    std::mt19937_64 random(1);
    for (std::size_t from = 0; from < resources; from += at_once) {
        store::Delta batch;
        batch.source = SourceName("bench");
        for (std::size_t number = from; number < std::min(resources, from + at_once); ++number)
            add(batch, number, random);
        must(engine.writer->commit(batch));
    }
}

Value seconds_value(const Spent& spent) {
    return Value::Object{{"user", spent.user}, {"system", spent.system}, {"wall", spent.wall}};
}

double bytes_of_a_label(store::Engine& engine) {
    auto row =
        engine.connection->query("SELECT avg(length(weeks) + length(item) + length(kind) + 8 * 21) FROM grounds");
    return row.step() ? static_cast<double>(row.integer(0)) : 0;
}

int measure(const std::string& path, std::size_t resources) {
    std::filesystem::remove(path);
    Spent first;
    {
        auto engine = must(store::open_store(path));
        fill(engine, resources);
        const Instant now = *from_iso("2026-07-01");
        first = spent_on([&] {
            while (must(engine.health->refresh(now, 200)).resources == 200) {
            }
        });
    }
    auto engine = must(store::open_store(path));
    store::Refreshed done;
    const Spent expired =
        spent_on([&] { done = must(engine.health->refresh(*from_iso("2040-01-01"), resources + 1)); });
    std::cout << to_json(Value::Object{{"resources", static_cast<std::int64_t>(resources)},
                                       {"first", seconds_value(first)},
                                       {"expired", seconds_value(expired)},
                                       {"changed", static_cast<std::int64_t>(done.resources)},
                                       {"transitions", static_cast<std::int64_t>(done.transitions)},
                                       {"bytes", bytes_of_a_label(engine)}})
              << "\n";
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "relabel STORE RESOURCES\n";
        return 2;
    }
    try {
        return measure(argv[1], std::stoul(argv[2]));
    } catch (const std::exception& failed) {
        std::cerr << "relabel: " << failed.what() << "\n";
        return 1;
    }
}
