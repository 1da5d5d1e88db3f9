// SPDX-License-Identifier: GPL-3.0-or-later
// A mapping tried on what is kept: the pages come from the daemon or the store, never from the network, and nothing is
// written.
#include "connectors/connector.hpp"
#include "daemon/cli/asker.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/cli/render.hpp"
#include "daemon/control/kept_pages.hpp"
#include "daemon/system/house.hpp"
#include "report/coverage.hpp"
#include "report/trial.hpp"
#include "report/visible.hpp"

#include <iostream>

namespace moisson::daemon {

namespace {

// What is asked of the kept pages of a source.
struct Trying {
    const Config& config;
    const Mapping* mapping;  // nullptr: the source's own
};

// A source opened for reading its pages, and the mapping made ready for them.
class Workbench {
public:
    explicit Workbench(Trying what) : what_(what) {}

    // In the order the lines come. Error{config}: the source is no longer configured.
    Result<Done> meet(KeptSource source) {
        const SourceConfig* configured = what_.config.find(source.source.text);
        if (configured == nullptr) return fail(unknown_source(source.source.text, what_.config));
        auto kind = kind_of(*configured);
        if (!kind) return fail(kind.error());
        auto connector = (*kind)->open(configured->options, source.traits);
        if (!connector) return fail(connector.error());
        connector_ = std::move(*connector);
        mapping_ = what_.mapping != nullptr ? what_.mapping : &configured->rules;
        return Done{};
    }
    void learn(const Item& item) { connector_->learn(item, context_); }

    Result<Reading> read(const KeptPage& page) { return connector_->read(page.item, page.content, context_); }
    Account account(const KeptPage& page, const Reading& reading) {
        // All redirects come before the first page.
        if (!normaliser_) normaliser_.emplace(*mapping_, context_);
        return normaliser_->account_of(Subject{page.item.title, page.item.ns, reading.collection}, reading);
    }

private:
    Trying what_;
    std::unique_ptr<Connector> connector_;
    const Mapping* mapping_ = nullptr;
    Context context_;
    std::optional<Normaliser> normaliser_;
};

using TakePage = std::function<void(const KeptPage&, Workbench&)>;

// Every kept page that the question names, one after the other.
Result<Done> each_page(const Places& places, const Question& question, Trying what, const TakePage& take) {
    auto asker = open_asker_of_lines(places, RealClock().now());
    if (!asker) return fail(asker.error());
    Workbench bench(what);
    std::optional<Error> wrong;
    auto done = (*asker)->ask_lines(question, [&](std::string_view text) {
        auto line = kept_line_from(text);
        if (!line) {
            wrong = line.error();
        } else if (auto* source = std::get_if<KeptSource>(&*line)) {
            if (auto met = bench.meet(std::move(*source)); !met) wrong = met.error();
        } else if (const auto* redirect = std::get_if<Item>(&*line)) {
            bench.learn(*redirect);
        } else {
            take(std::get<KeptPage>(*line), bench);
        }
        return !wrong;
    });
    if (wrong) return fail(*wrong);
    return done;
}

int try_page(const Command& command, const Places& places, Trying what) {
    Question question;
    question.path = "/v1/contents";
    question.given["what"] = command.page;
    if (!command.source.empty()) question.given["source"] = command.source;
    Result<Value> told = fail(ErrorKind::config, command.page, "no text is kept of that page",
                              "it redirects, was hidden, or was not read yet; moisson show tells");
    auto done = each_page(places, question, what, [&](const KeptPage& page, Workbench& bench) {
        auto reading = bench.read(page);
        if (!reading)
            told = fail(reading.error());
        else
            told = report::trial(page, *reading, bench.account(page, *reading));
    });
    if (!done) return end_with(done.error());
    if (!told) return end_with(told.error());
    std::cout << (command.form == Command::Form::json ? report::plain_json(to_json(*told)) + "\n"
                                                      : render_trial(*told));
    return exit_code::complete;
}

int cover(const Command& command, const Places& places, Trying what) {
    Value::List sources;
    for (const SourceConfig& source : what.config.sources) {
        if (!command.source.empty() && source.name.text != command.source) continue;
        Question question;
        question.path = "/v1/contents";
        question.given["source"] = source.name.text;
        report::Coverage coverage;
        auto done = each_page(places, question, what, [&](const KeptPage& page, Workbench& bench) {
            if (auto reading = bench.read(page))
                coverage.add(page.item.title, bench.account(page, *reading), reading->remarks);
            else
                coverage.add_unread(page.item.title);
        });
        if (!done) return end_with(done.error());
        Value value = coverage.value();
        value.object()->emplace("source", source.name.text);
        if (command.form == Command::Form::text) std::cout << render_coverage(value);
        sources.push_back(std::move(value));
    }
    if (command.form == Command::Form::json)
        std::cout << report::plain_json(to_json(Value::Object{{"sources", std::move(sources)}})) << "\n";
    return exit_code::complete;
}

// For a mapping of one's own, what is wrong with the one in service is told, and is no obstacle: the records it made
// are what the other is held against.
Result<Config> load_for(const Command& command, const Places& places) {
    const ConfigPlaces where{places.config, places.shipped};
    auto config = load_config(where);
    if (config || command.mapping.empty()) return config;
    auto sources = load_sources(where);
    if (!sources) return config;
    Error broken = config.error();
    broken.what = "in service, broken: " + broken.what;
    complain(broken);
    return sources;
}

}  // namespace

int map_command(const Command& command, const Places& places) {
    const bool tries = command.what == "try";
    if (tries == command.page.empty())
        return end_with(Error{ErrorKind::config, "map " + command.what,
                              tries ? "which page?" : "it looks at all pages, not at one",
                              tries ? "moisson map try PAGE" : "moisson map coverage", std::nullopt});
    auto config = load_for(command, places);
    if (!config) return end_with(config.error(), exit_code::configuration);
    if (!command.source.empty() && config->find(command.source) == nullptr)
        return end_with(unknown_source(command.source, *config));
    std::optional<Mapping> given;
    if (!command.mapping.empty()) {
        auto mapping = load_mapping(command.mapping);
        if (!mapping) return end_with(mapping.error(), exit_code::configuration);
        const auto known = know_territories(*mapping, {places.config, places.shipped});
        if (!known) return end_with(known.error(), exit_code::configuration);
        given = std::move(*mapping);
    }
    const Trying what{*config, given ? &*given : nullptr};
    return tries ? try_page(command, places, what) : cover(command, places, what);
}

}  // namespace moisson::daemon
