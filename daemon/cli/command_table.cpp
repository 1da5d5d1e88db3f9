// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/cli/command_table.hpp"

#include "schema/mapping.hpp"
#include "schema/search_text.hpp"

namespace moisson::daemon {

namespace {

using Need = Argument::Need;

Argument::Flag as_json() {
    return [](Command& command) { command.form = Command::Form::json; };
}

Argument source(Need need) {
    return need == Need::required ? Argument{"SOURCE", "a source of the configuration", &Command::source, need}
                                  : Argument{"SOURCE", "only this source", &Command::source, need};
}

Argument audience() {
    return {
        "--for",
        "whom the answer is for: routers, who accompany third places and call people, or the public, who is told no "
        "forecast, nobody's name, and one label for what is asleep (routers; with --json: public)",
        &Command::audience,
        Need::optional,
        {"routers", "public"}};
}

// Every verb answers in JSON too.
Verb verb(Command::Verb what, std::string name, std::string about, std::vector<Argument> arguments) {
    arguments.push_back(Argument{"--json", "answer in JSON", as_json()});
    return Verb{what, std::move(name), std::move(about), std::move(arguments)};
}

std::vector<Verb> writing() {
    using Is = Command::Verb;
    const Argument::Flag full = [](Command& command) { command.extent = Command::Extent::full; };
    const Argument::Flag yes = [](Command& command) { command.word = Command::Word::given; };
    const Argument::Flag undo = [](Command& command) { command.link = Command::Link::undone; };
    const Argument::Flag deep = [](Command& command) { command.reach = Command::Reach::history; };
    return {
        verb(Is::harvest, "harvest", "read everything new at the sources (the first time: everything)",
             {source(Need::optional)}),
        verb(Is::import_file, "import", "take over what an XML export of a source tells, without asking the source",
             {source(Need::required),
              Argument{"FILE", "an XML export of MediaWiki, as it is or packed with gzip, bzip2 or zstd",
                       &Command::file, Need::required}}),
        verb(Is::resync, "resync", "read pages again, whatever is believed of them",
             {source(Need::required), Argument{"--item", "one page, by exact title or id", &Command::item},
              Argument{"--full", "all pages, in place", full, Need::optional, {}, "--item"}}),
        verb(Is::census, "census", "hold the source's own list against the store and repair what differs",
             {source(Need::required), Argument{"--deep", "every revision, not only the latest of each page", deep}}),
        verb(Is::confirm, "confirm", "show what awaits a person's word about a source, and give it",
             {source(Need::required), Argument{"--yes", "take the source as it is now for the truth", yes}}),
        verb(Is::link_person, "link-person",
             "say that two accounts are one person's: when one is seen, so is the other",
             {source(Need::required),
              Argument{"NAME", "the name of an account there, as the source shows it", &Command::account,
                       Need::required},
              Argument{"OTHER-SOURCE", "the source of the other account", &Command::other_source, Need::required},
              Argument{"OTHER-NAME", "its name", &Command::other_account, Need::required},
              Argument{"--undo", "they are two persons after all", undo}}),
        verb(Is::stop, "stop", "ask the running moissond to stop", {}),
    };
}

std::vector<std::string> kinds_of_the_catalogue() {
    std::vector<std::string> kinds = known_kinds();
    std::erase_if(kinds, [](const std::string& kind) { return !is_in_catalogue(kind); });
    return kinds;
}

// How alive resources are. A label is checked where the labels are known, so that the nearest can be told.
std::vector<Verb> of_health() {
    using Is = Command::Verb;
    return {
        verb(Is::why, "why", "why a resource is called alive, asleep or orphaned, in French, and whom to call",
             {Argument{"RESOURCE", "a title, an id, source:id, or a resource id", &Command::what, Need::required},
              audience()}),
        verb(Is::health, "health", "the resources of the catalogue with their labels, and how many bear each",
             {Argument{"--label", "archive, indetermine, naissant, vivant, en_veille, a_reveiller or orphelin",
                       &Command::label},
              Argument{"--kind", "only of this kind: commun, lieu, methode", &Command::kind, Need::optional,
                       kinds_of_the_catalogue()},
              Argument{"--source", "only of this source", &Command::source}, audience()}),
        verb(Is::transitions, "transitions", "which labels changed, oldest first, and why",
             {Argument{"--since", "2026-03-31, 2026-03-31T12:00:00Z, or how long ago: 90min, 7d", &Command::since},
              audience()}),
        verb(Is::wake, "wake", "for routers: what is asleep, the first to wake first, and whom to call",
             {Argument{"--limit", "at most so many (20)", &Command::limit}}),
        verb(Is::calibrate, "calibrate", "what was foretold of each source a year ago, and how much of it came true",
             {source(Need::optional), Argument{"--at", "the day of the forecasts: 2025-03-31", &Command::at}}),
    };
}

std::vector<Verb> reading() {
    using Is = Command::Verb;
    const Argument::Flag failed = [](Command& command) { command.ending = Command::Ending::failed; };
    const Argument::Flag health = [](Command& command) { command.checked = Command::Checked::health; };
    const Argument::Flag all = [](Command& command) { command.told = Command::Told::everything; };
    return {
        verb(Is::check, "check", "read the configuration and its mappings, and say what is wrong",
             {Argument{"--health",
                       "instead: judge every revision that is kept anew, and say where that is not what the store says",
                       health}}),
        verb(Is::probe, "probe", "ask a source who it is", {source(Need::required)}),
        verb(Is::status, "status", "how every source fares", {}),
        verb(Is::sources, "sources", "the configured sources", {}),
        verb(Is::show, "show", "one page or resource, whole",
             {Argument{"TITLE|ID", "a title, an id, source:id, or a resource id", &Command::what, Need::required},
              audience()}),
        verb(Is::find, "find",
             "resources of the catalogue by the words of their title, texts, tags, people and places: all of them, in "
             "any form",
             {Argument{"WORDS", "what is looked for; accents, capitals and plurals make no difference", &Command::words,
                       Need::required},
              Argument{"--kind", "only of this kind: commun, lieu, methode", &Command::kind, Need::optional,
                       kinds_of_the_catalogue()},
              Argument{"--source", "only of this source", &Command::source},
              Argument{"--limit", "at most so many (20)", &Command::limit}, audience()}),
        verb(Is::changes, "changes", "what changed, newest last",
             {source(Need::optional),
              Argument{"--since", "2026-03-31, 2026-03-31T12:00:00Z, or how long ago: 90min, 7d", &Command::since},
              Argument{"--all", "what only changed how a value is written too: spaces, capitals, entities", all}}),
        verb(Is::runs, "runs", "the last runs, newest first: how each ended",
             {source(Need::optional), Argument{"--failed", "only those that did not end complete", failed}}),
        verb(Is::run, "run", "one run: its requests, retries and faults, what it saw of what was listed",
             {Argument{"N", "its number, as in: moisson runs", &Command::what, Need::required}}),
        verb(Is::ignored, "ignored", "what was seen and not taken, and why", {source(Need::optional)}),
        verb(Is::map, "map", "try a mapping on the pages that are kept, without asking any source",
             {Argument{"WHAT",
                       "try: what it makes of one page, value by value; coverage: how much of all pages it understands",
                       &Command::what,
                       Need::required,
                       {"try", "coverage"}},
              Argument{"PAGE", "of try: a title, an id, or source:id", &Command::page},
              Argument{"--mapping", "a mapping file, instead of the source's own", &Command::mapping},
              Argument{"--source", "only this source", &Command::source}}),
    };
}

// What leaves for programs of others.
std::vector<Verb> publishing() {
    using Is = Command::Verb;
    const Argument::Flag context = [](Command& command) { command.contract = Command::Contract::context; };
    const Argument::Flag health_lines = [](Command& command) { command.contract = Command::Contract::health; };
    return {
        verb(Is::export_lines, "export", "the store as JSON lines, sorted; same store and grids, same bytes",
             {Argument{"WHAT",
                       "items, revisions, resources, changes, or lost: what a source no longer has since it went back",
                       &Command::what,
                       Need::required,
                       {"items", "revisions", "resources", "changes", "lost"}},
              Argument{"--source", "of what is lost: only this source", &Command::source},
              Argument{"--format",
                       "json, or mediawiki-xml (of what is lost): a file that Special:Import takes",
                       &Command::format,
                       Need::optional,
                       {"json", "mediawiki-xml"}},
              Argument{"--for",
                       "of resources: whom what is said of their health is for, routers or the public (public)",
                       &Command::audience,
                       Need::optional,
                       {"routers", "public"}}}),
        verb(Is::schema, "schema", "the JSON Schema of the resources that are exported",
             {Argument{"--context", "instead: their JSON-LD context", context},
              Argument{"--health",
                       "instead: the JSON Schema of the lines of moisson health",
                       health_lines,
                       Need::optional,
                       {},
                       "--context"}}),
    };
}

std::vector<Argument> places() {
    return {Argument{"--config", "the configuration (/etc/moisson/moisson.toml)", &Command::config},
            Argument{"--state", "the state folder ($STATE_DIRECTORY, else the XDG state folder)", &Command::state}};
}

Program::Note exit_status() {
    return {"Exit status",
            "0 complete, 1 failed (worth retrying), 2 usage or unknown name, 3 partial (the report says what), "
            "7 a human must decide, 70 bug, 78 configuration, 130 interrupted."};
}

}  // namespace

Program moisson_program() {
    Program program;
    program.name = "moisson";
    program.section = "1";
    program.summary = "harvest wikis into a store and show what changed";
    program.description =
        "moisson keeps the commons of third places findable: it harvests wikis into a store and shows what changed. "
        "When moissond runs, it does the work and this command shows it; else the command works alone.";
    program.options = places();
    program.verbs = writing();
    for (auto verbs : {reading(), publishing(), of_health()})
        for (Verb& one : verbs) program.verbs.push_back(std::move(one));
    program.notes = {exit_status(),
                     {"Files",
                      "/etc/moisson/moisson.toml is the configuration; mappings stand beside it in mappings/, else in "
                      "/usr/share/moisson/mappings. The state folder holds the store and the control socket."}};
    return program;
}

Program moissond_program() {
    Program program;
    program.name = "moissond";
    program.section = "8";
    program.summary = "harvest the configured sources at intervals";
    program.description =
        "moissond harvests the configured sources at intervals and answers on its control socket. Run it as a systemd "
        "service; look at it with: moisson status";
    program.options = places();
    program.notes = {exit_status(), {"Signals", "SIGTERM and SIGINT finish or roll back the batch at hand, then end."}};
    return program;
}

}  // namespace moisson::daemon
