// SPDX-License-Identifier: GPL-3.0-or-later
// What a changed mapping costs: every record of a finished store made anew from the kept contents, without the network;
// and the least of it, each part by itself: decompressing the contents, taking them apart, writing canonical JSON.
//
//   rederive STORE MAPPING API      changes STORE; prints {"records","user","system","wall","unpack","read","json"}, s
#include "bench/cost.hpp"
#include "config/config.hpp"
#include "connectors/connector.hpp"
#include "daemon/poll/absorber.hpp"
#include "store/open.hpp"
#include "store/sqlite/compression.hpp"
#include "store/sqlite/connection.hpp"

#include <iostream>

namespace {

using namespace moisson;
using namespace moisson::bench;

daemon::Rules rules_of(const store::SourceRow& row, const std::string& api, const Mapping& mapping) {
    Section options("source", "bench");
    options.put("api", Section::Option{Section::Scalar(api), "bench"});
    for (const ConnectorKind& kind : connector_kinds())
        if (kind.name == row.kind) {
            std::shared_ptr<const Connector> connector = must(kind.open(options, *row.traits));
            return daemon::Rules{row.name, std::move(connector), &mapping, {}, row.traits->unique_revision_ids};
        }
    throw std::runtime_error("no kind " + row.kind);
}

double unpacking(store::Engine& engine) {
    store::sqlite::Compression compression;
    double seconds = 0;
    store::sqlite::Query row = engine.connection->query("SELECT bytes FROM content");
    while (row.step()) {
        const std::string frame(row.view(0));
        seconds += spent_on([&] { must(compression.unpack(frame)); }).cpu();
    }
    return seconds;
}

// What reading all contents, and writing all records, takes by itself.
std::pair<double, double> reading_and_writing(store::Engine& engine, const daemon::Rules& rules) {
    constexpr std::size_t at_once = 500;
    double read = 0;
    double written = 0;
    for (ItemId after;;) {
        auto items = must(engine.writer->stale(rules.source, "", after, at_once));
        if (items.empty()) return {read, written};
        store::Keys keys;
        keys.items = items;
        keys.contents = items;
        const store::Before before = must(engine.writer->load(rules.source, keys));
        const auto read_all = [&] {
            for (const auto& [id, content] : before.contents)
                static_cast<void>(rules.connector->read(before.items.at(id).item, content, rules.context));
        };
        const auto write_all = [&] {
            for (const auto& [id, known] : before.items)
                if (known.snapshot) static_cast<void>(to_json(*known.snapshot));
        };
        read += spent_on(read_all).cpu();
        written += spent_on(write_all).cpu();
        after = std::move(items.back());
    }
}

int run(const std::string& path, const std::string& mapping_file, const std::string& api) {
    auto engine = must(store::open_store(path));
    auto reader = engine.reader();
    auto sources = must(reader->sources());
    const store::SourceRow& row = sources.at(0).row;
    Mapping mapping = must(load_mapping(mapping_file));
    mapping.hash += " changed";
    const daemon::Rules rules = rules_of(row, api, mapping);
    const daemon::StoreRoles roles{*engine.writer, *engine.sources,   *engine.runs,
                                   *engine.debts,  *engine.standings, *reader};
    daemon::Absorber absorber(roles, rules);
    const auto prepare = [&] { must(absorber.prepare(daemon::Occasioned{1, {}, daemon::Sight::news})); };
    const Spent anew = spent_on(prepare);
    const double unpacked = unpacking(engine);
    const auto [read, json] = reading_and_writing(engine, rules);
    std::cout << to_json(Value::Object{{"records", static_cast<std::int64_t>(sources.at(0).alive)},
                                       {"user", anew.user},
                                       {"system", anew.system},
                                       {"wall", anew.wall},
                                       {"unpack", unpacked},
                                       {"read", read},
                                       {"json", json}})
              << "\n";
    return 0;
}

}  // namespace

int main(int count, char** words) {
    if (count != 4) {
        std::cerr << "rederive STORE MAPPING API\n";
        return 2;
    }
    try {
        return run(words[1], words[2], words[3]);
    } catch (const std::exception& wrong) {
        std::cerr << "rederive: " << wrong.what() << "\n";
        return 1;
    }
}
