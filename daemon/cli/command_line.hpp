// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace moisson::daemon {

// What a person asked of `moisson`.
struct Command {
    enum class Verb {
        check,
        probe,
        harvest,
        import_file,
        resync,
        census,
        confirm,
        status,
        sources,
        show,
        find,
        changes,
        schema,
        export_lines,
        runs,
        run,
        ignored,
        map,
        link_person,
        why,
        health,
        transitions,
        wake,
        calibrate,
        stop
    };
    enum class Form { text, json };
    enum class Extent { items, full };
    enum class Reach { latest, history };
    enum class Ending { any, failed };
    enum class Word { ask, given };
    enum class Told { meaning, everything };
    enum class Checked { configuration, health };
    enum class Link { made, undone };
    enum class Contract { schema, context, health };

    Verb verb = Verb::status;
    Form form = Form::text;
    std::string config;
    std::string state;
    std::string source;  // harvest: empty means all
    std::string what;  // show, why: a title or an id; run: its number; export: items revisions …; map: try or coverage
    std::string item;     // resync --item
    std::string file;     // import
    std::string since;    // changes, transitions
    std::string at;       // calibrate
    std::string page;     // map try: a title or an id
    std::string mapping;  // map: a file instead of the source's own
    Extent extent = Extent::items;
    Reach reach = Reach::latest;
    Ending ending = Ending::any;     // runs
    Word word = Word::ask;           // confirm: to be shown, or given
    std::string format;              // export: "json" or "mediawiki-xml"
    std::vector<std::string> words;  // find
    std::string kind;                // find, health
    std::string limit;               // find, wake
    std::string label;               // health
    std::string audience;            // of health, show, find, export: "routers", "public"; empty: by form
    Told told = Told::meaning;       // changes: those of writing only too
    Contract contract = Contract::schema;
    Checked checked = Checked::configuration;
    std::string account;       // link-person: of `source`
    std::string other_source;  // link-person, and so the next
    std::string other_account;
    Link link = Link::made;
};

// The exit codes of every program of ours.
namespace exit_code {
inline constexpr int complete = 0;
inline constexpr int failed = 1;  // worth retrying
inline constexpr int usage = 2;   // or an unknown name
inline constexpr int partial = 3;
inline constexpr int human = 7;  // a guard, a conflict, a corrupt or newer store
inline constexpr int bug = 70;
inline constexpr int configuration = 78;
inline constexpr int interrupted = 130;
}  // namespace exit_code

// Reads the arguments of `moisson`. An int: --help or --version was printed, or the arguments are wrong (exit code).
std::variant<Command, int> read_command_line(int argc, char** argv);
// The same for `moissond`, which is only told its places.
std::variant<Command, int> read_daemon_line(int argc, char** argv);

}  // namespace moisson::daemon
