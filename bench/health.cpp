// SPDX-License-Identifier: GPL-3.0-or-later
// What the health of resources costs, from values to values.
//
//   health fold|indicators|labels PASSES FILE    FILE: for each revision, sorted by resource and time: its resource,
//   its
//                                                milliseconds since 1970, its author and its text, four numbers a line
//
// Says {"resources", "revisions", "sum", "bytes", "passes": [CPU seconds of each]} as JSON. "sum" is of what was
// computed: verdicts that count, forecasts, or the places of labels; "bytes" what the store keeps of the weeks of a
// resource. The first pass warms up and is not told.
#include "bench/cost.hpp"
#include "health/footprint.hpp"
#include "health/indicators.hpp"
#include "health/label.hpp"
#include "schema/value.hpp"

#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace moisson;
using namespace moisson::bench;
using namespace moisson::health;

struct Resource {
    std::vector<Act> acts;
    Evidence evidence;
};

std::vector<Resource> resources_of(const char* path) {
    std::ifstream file(path);
    std::vector<Resource> all;
    std::uint64_t last = 0;
    for (std::uint64_t resource = 0, at = 0, who = 0, text = 0; file >> resource >> at >> who >> text;) {
        if (all.empty() || resource != last) all.emplace_back();
        last = resource;
        Act act;
        act.at = Instant(std::chrono::milliseconds(at));
        act.who = Person{static_cast<std::uint32_t>(who)};
        act.text = TextMark{text};
        if (!all.back().acts.empty()) act.parent_text = all.back().acts.back().text;
        all.back().acts.push_back(act);
    }
    return all;
}

// What a reader of the store would be handed.
void add_up(Resource& resource) {
    const std::vector<Verdict> verdicts = judge(resource.acts, Opening::whole);
    const Footprint footprint = footprint_of(resource.acts, verdicts);
    Evidence& evidence = resource.evidence;
    evidence.weeks = footprint.weeks();
    evidence.shares = footprint.shares();
    evidence.last_human = evidence.last_any = resource.acts.back().at;
    evidence.contest = contest_of(resource.acts, verdicts, resource.acts.back().at);
    evidence.questions = {{resource.acts.front().at, resource.acts.back().at}};
    for (const Grid::Line& line : grid_of_works().lines)
        evidence.answers.push_back({line.criterion, Answer::Form::normalised, resource.acts.back().at, false});
    evidence.facts.reach.others = month_of(resource.acts.back().at);
}

using Pass = std::function<double(const Resource&)>;

Pass pass_named(std::string_view name, Instant now) {
    if (name == "fold")
        return [verdicts = std::vector<Verdict>()](const Resource& resource) mutable {
            verdicts.resize(resource.acts.size());
            judge(resource.acts, Opening::whole, verdicts);
            const Footprint footprint = footprint_of(resource.acts, verdicts);
            return static_cast<double>(footprint.weeks().count());
        };
    if (name == "indicators")
        return [now, grid = grid_of_works()](const Resource& resource) {
            const Indicators all = indicators_of(resource.evidence, grid, now);
            return all.p_active_12m ? all.p_active_12m->p12 : 0.0;
        };
    return [now](const Resource& resource) {
        const Standing told = standing(resource.evidence.weeks, resource.evidence.facts, now, Audience::routers);
        return static_cast<double>(*told.label);
    };
}

}  // namespace

int main(int count, char** words) {
    if (count != 4) {
        std::cerr << "health fold|indicators|labels PASSES FILE\n";
        return 2;
    }
    std::vector<Resource> resources = resources_of(words[3]);
    std::size_t revisions = 0;
    std::size_t bytes = 0;
    Instant now{};
    for (Resource& resource : resources) {
        add_up(resource);
        revisions += resource.acts.size();
        bytes += to_bytes(resource.evidence.weeks).size();
        now = std::max(now, resource.acts.back().at);
    }
    const Pass pass = pass_named(words[1], now);
    double sum = 0;
    Value::List passes;
    for (long number = std::strtol(words[2], nullptr, 10); number >= 0; --number) {
        sum = 0;
        const Spent spent = spent_on([&] {
            for (const Resource& resource : resources) sum += pass(resource);
        });
        passes.emplace_back(spent.cpu());
    }
    passes.erase(passes.begin());
    std::cout << to_json(Value::Object{{"resources", static_cast<std::int64_t>(resources.size())},
                                       {"revisions", static_cast<std::int64_t>(revisions)},
                                       {"bytes", static_cast<std::int64_t>(bytes)},
                                       {"sum", sum},
                                       {"passes", std::move(passes)}})
              << "\n";
    return resources.empty() ? 1 : 0;
}
