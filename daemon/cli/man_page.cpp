// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/cli/man_page.hpp"

#include "generated/version.hpp"

#include <string_view>

namespace moisson::daemon {

namespace {

// A dash would become a hyphen that nobody can paste, a first dot a request.
std::string roff(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n')) out += "\\&";
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else
            out += c;
    }
    return out;
}

std::string capitals(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

bool is_place(const Argument& argument) {
    return !argument.name.starts_with('-');
}

// "[--item TEXT]", "SOURCE"
std::string usage(const Argument& argument) {
    const bool word = !std::holds_alternative<Argument::Flag>(argument.into);
    std::string out = (is_place(argument) ? "\\fI" : "\\fB") + roff(argument.name) + "\\fR";
    if (word && !is_place(argument)) out += " \\fITEXT\\fR";
    if (std::holds_alternative<Argument::Texts>(argument.into)) out += "...";
    return argument.need == Argument::Need::required ? out : "[" + out + "]";
}

std::string listed(const std::vector<Argument>& arguments) {
    std::string out;
    for (const Argument& argument : arguments) out += ".TP\n" + usage(argument) + "\n" + roff(argument.about) + "\n";
    return out;
}

std::string commands(const Program& program) {
    if (program.verbs.empty()) return {};
    std::string out = ".SH COMMANDS\n";
    for (const Verb& verb : program.verbs) {
        out += ".SS " + verb.name + "\n.B " + program.name + " " + verb.name + "\n";
        for (const Argument& argument : verb.arguments) out += usage(argument) + "\n";
        out += ".PP\n" + roff(verb.about) + ".\n" + listed(verb.arguments);
    }
    return out;
}

}  // namespace

std::string man_page(const Program& program) {
    std::string out = ".\\\" SPDX-License-Identifier: GPL-3.0-or-later\n";
    out += ".\\\" Made from daemon/cli/command_table.cpp by moisson-manual.\n";
    out += ".TH " + capitals(program.name) + " " + program.section + " \"\" \"Moisson " + version + "\"\n";
    out += ".SH NAME\n" + program.name + " \\- " + roff(program.summary) + "\n";
    out += ".SH SYNOPSIS\n.B " + program.name + "\n";
    for (const Argument& option : program.options) out += usage(option) + "\n";
    if (!program.verbs.empty()) out += "\\fICOMMAND\\fR [\\fIARGUMENT\\fR...]\n";
    out += ".SH DESCRIPTION\n" + roff(program.description) + "\n";
    out += ".SH OPTIONS\n" + listed(program.options);
    out +=
        ".TP\n[\\fB\\-\\-version\\fR]\nthe version\n.TP\n[\\fB\\-\\-help\\fR]\nwhat can be said; after a command, of "
        "that command\n";
    out += commands(program);
    for (const Program::Note& note : program.notes)
        out += ".SH " + capitals(note.title) + "\n" + roff(note.text) + "\n";
    return out;
}

}  // namespace moisson::daemon
