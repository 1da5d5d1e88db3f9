// SPDX-License-Identifier: GPL-3.0-or-later
// The verbs that only read: they ask the daemon, or the store.
#include "config/config.hpp"
#include "daemon/cli/asker.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/cli/render.hpp"
#include "report/visible.hpp"
#include "schema/change.hpp"

#include <iostream>
#include <map>
#include <set>
#include <tuple>

namespace moisson::daemon {

namespace {

constexpr std::size_t most_changes_shown = 10'000;  // the newest; --json and export give them all

// A reader that closed its end (head, less) is no error, and no reason to go on.
bool print_line(std::string_view line) {
    std::cout << line << '\n';
    return static_cast<bool>(std::cout);
}

bool print_json_line(std::string_view line) {
    return print_line(report::plain_json(line));
}

int print_answer(Asker& asker, const Question& question, Command::Form form,
                 const std::function<std::string(const Value&)>& render) {
    auto value = asker.ask(question);
    if (!value) return end_with(value.error());
    std::cout << (form == Command::Form::json ? report::plain_json(to_json(*value)) + "\n" : render(*value));
    return exit_code::complete;
}

int print_lines(Asker& asker, const Question& question, const TakeLine& take) {
    auto done = asker.ask_lines(question, take);
    if (!done && std::cout) return end_with(done.error());
    return exit_code::complete;
}

int show(Asker& asker, const Command& command, const Places& places) {
    if (auto refused = refused_grids(places)) return end_with(*refused, exit_code::configuration);
    Question question;
    question.path = "/v1/show";
    question.given["what"] = command.what;
    question.given["for"] = audience_of(command);
    int code = exit_code::complete;
    auto render = [&code](const Value& value) {
        if (!value.at("card").is_null()) return render_card(value.at("card"));
        code = exit_code::usage;
        return render_candidates(value.at("candidates"));
    };
    // Several pages bear that name: whoever asked must choose, in either form.
    auto value = asker.ask(question);
    if (!value) return end_with(value.error());
    const std::string text = render(*value);
    std::cout << (command.form == Command::Form::json ? report::plain_json(to_json(*value)) + "\n" : text);
    return code;
}

// What nobody did at the source (a new mapping, a new schema) is one line, however much it changed.
class Folded {
public:
    // Whether that change is one of these.
    bool take(const Value& change) {
        const std::string cause = change.at("cause").text_or("");
        if (cause == name_of(Cause::source) || cause == name_of(Cause::local)) return false;
        Count& count = counts_[{change.at("noticed").text_or(""), change.at("source").text_or(""), cause}];
        ++count.values;
        count.items.insert(change.at("item").text_or(""));
        return true;
    }
    void add_to(std::multimap<std::string, std::string>& by_time) const {
        for (const auto& [what, count] : counts_) {
            const auto& [noticed, source, cause] = what;
            by_time.emplace(noticed, render_folded(noticed, source, cause, count.values, count.items.size()));
        }
    }

private:
    struct Count {
        std::size_t values = 0;
        std::set<std::string> items;
    };
    std::map<std::tuple<std::string, std::string, std::string>, Count> counts_;  // when, where, why
};

int changes(Asker& asker, const Command& command, Instant now) {
    auto since = parse_since(command.since, now);
    if (!since) return end_with(since.error());
    Question question;
    question.path = "/v1/changes";
    if (*since) question.given["since"] = to_iso(**since);
    if (!command.source.empty()) question.given["source"] = command.source;
    if (command.form == Command::Form::json) return print_lines(asker, question, print_json_line);
    // The store gives them item by item; a person wants them in the order they happened.
    std::multimap<std::string, std::string> by_time;
    std::size_t of_writing = 0;
    Folded folded;
    const int code = print_lines(asker, question, [&](std::string_view line) {
        auto value = from_json(line);
        if (!value || folded.take(*value)) return true;
        const bool cosmetic = value->at("cosmetic") == Value(true);
        if (cosmetic && command.told == Command::Told::meaning) return ++of_writing, true;
        by_time.emplace(value->at("at").text_or(""), render_change(*value));
        if (by_time.size() > most_changes_shown) by_time.erase(by_time.begin());
        return true;
    });
    folded.add_to(by_time);
    for (const auto& [at, text] : by_time) std::cout << text;
    if (of_writing > 0) std::cout << of_writing << " × only written otherwise (spaces, capitals, entities): --all\n";
    return code;
}

// Each, then how many there are of each reason.
int ignored(Asker& asker, const Command& command) {
    Question question;
    question.path = "/v1/ignored";
    if (!command.source.empty()) question.given["source"] = command.source;
    if (command.form == Command::Form::json) return print_lines(asker, question, print_json_line);
    std::map<std::string, std::size_t> reasons;
    const int code = print_lines(asker, question, [&reasons](std::string_view line) {
        auto value = from_json(line);
        if (!value) return true;
        ++reasons[report::visible(value->at("reason").text_or(""))];
        return print_line(report::visible(value->at("source").text_or("")) + "  " +
                          report::visible(value->at("last_seen").text_or("")) + "  " + render_ignored(*value));
    });
    if (reasons.empty() && code == exit_code::complete) std::cout << "nothing was ignored\n";
    for (const auto& [reason, count] : reasons) std::cout << count << " × " << reason << "\n";
    return code;
}

// What awaits a person's word, if anything does; the exit code says so too.
int confirm(Asker& asker, const Command& command) {
    Question question;
    question.path = "/v1/status";
    auto status = asker.ask(question);
    if (!status) return end_with(status.error());
    const auto* sources = status->at("sources").list();
    for (const Value& source : sources != nullptr ? *sources : Value::List{}) {
        if (source.at("name").text_or("") != command.source) continue;
        const Value& awaits = source.at("awaits");
        std::cout << (command.form == Command::Form::json
                          ? report::plain_json(to_json(Value::Object{{"awaits", awaits}})) + "\n"
                          : render_awaits(command.source, awaits));
        return awaits.is_null() ? exit_code::complete : exit_code::human;
    }
    return end_with(Error{ErrorKind::config, command.source, "no such source in the store", "moisson status lists them",
                          std::nullopt});
}

int runs(Asker& asker, const Command& command) {
    Question question;
    question.path = "/v1/runs";
    if (!command.source.empty()) question.given["source"] = command.source;
    if (command.ending == Command::Ending::failed) question.given["failed"] = "1";
    return print_answer(asker, question, command.form, render_runs);
}

int run(Asker& asker, const Command& command) {
    Question question;
    question.path = "/v1/run";
    question.given["id"] = command.what;
    return print_answer(asker, question, command.form, render_run_card);
}

Error only_of(const char* option, const char* what, const char* remedy) {
    return Error{ErrorKind::config, option, what, remedy, std::nullopt};
}

int export_lines(Asker& asker, const Command& command, const Places& places) {
    const bool of_resources = command.what == "resources";
    if (command.format == "mediawiki-xml" && command.what != "lost")
        return end_with(only_of("--format", "only what is lost can be written as MediaWiki XML",
                                "moisson export lost --format mediawiki-xml"));
    if (!command.source.empty() && command.what != "lost")
        return end_with(only_of("--source", "only what is lost can be asked for one source",
                                "moisson export lost --source SOURCE"));
    if (!command.audience.empty() && !of_resources)
        return end_with(
            only_of("--for", "only resources say something of their health", "moisson export resources --for routers"));
    if (of_resources)
        if (auto refused = refused_grids(places)) return end_with(*refused, exit_code::configuration);
    Question question;
    question.path = "/v1/export/" + command.what;
    const auto give = [&](const char* name, const std::string& value) {
        if (!value.empty()) question.given[name] = value;
    };
    give("source", command.source);
    give("format", command.format);
    give("for", command.audience);
    return print_lines(asker, question, command.format == "mediawiki-xml" ? print_line : print_json_line);
}

// What is configured, whether or not it was ever reached.
int sources(const Command& command, const Places& places) {
    auto config = load_config(ConfigPlaces{places.config, places.shipped});
    if (!config) {
        complain(config.error());
        return exit_code::configuration;
    }
    Value::List list;
    for (const SourceConfig& source : config->sources) {
        auto api = source.options.text("api");
        list.push_back(Value::Object{{"name", source.name.text},
                                     {"kind", source.kind},
                                     {"api", api && *api ? Value(**api) : Value{}},
                                     {"mapping", source.mapping},
                                     {"poll_seconds", source.poll.count() / 1000},
                                     {"census_seconds", source.census.count() / 1000}});
    }
    if (command.form == Command::Form::json) {
        std::cout << report::plain_json(to_json(Value::Object{{"sources", std::move(list)}})) << "\n";
        return exit_code::complete;
    }
    for (const Value& source : list)
        std::cout << report::visible(source.at("name").text_or("")) << "  "
                  << report::visible(source.at("kind").text_or("")) << "  "
                  << report::visible(source.at("api").text_or("")) << "  mapping "
                  << report::visible(source.at("mapping").text_or("")) << "\n";
    return exit_code::complete;
}

}  // namespace

int read_command(const Command& command, const Places& places, Instant now) {
    if (command.verb == Command::Verb::sources) return sources(command, places);
    const bool lines = command.verb == Command::Verb::changes || command.verb == Command::Verb::ignored ||
                       command.verb == Command::Verb::export_lines;
    auto asker = lines ? open_asker_of_lines(places, now) : open_asker(places, now);
    if (!asker) return end_with(asker.error());
    Question question;
    switch (command.verb) {
        case Command::Verb::show:
            return show(**asker, command, places);
        case Command::Verb::changes:
            return changes(**asker, command, now);
        case Command::Verb::confirm:
            return confirm(**asker, command);
        case Command::Verb::runs:
            return runs(**asker, command);
        case Command::Verb::run:
            return run(**asker, command);
        case Command::Verb::ignored:
            return ignored(**asker, command);
        case Command::Verb::export_lines:
            return export_lines(**asker, command, places);
        default:
            question.path = "/v1/status";
            return print_answer(**asker, question, command.form, render_status);
    }
}

}  // namespace moisson::daemon
