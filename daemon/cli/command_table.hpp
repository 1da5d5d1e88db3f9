// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/cli/command_line.hpp"

#include <string>
#include <variant>
#include <vector>

namespace moisson::daemon {

// What can be said to a program after its name. A flag does something by itself; the rest takes a word, or
// several.
struct Argument {
    using Flag = void (*)(Command&);
    using Text = std::string Command::*;
    using Texts = std::vector<std::string> Command::*;  // of a place: one or several words

    std::string name;  // "--json"; a place without dashes, "SOURCE"
    std::string about;
    std::variant<Flag, Text, Texts> into;
    enum class Need { optional, required } need = Need::optional;
    std::vector<std::string> one_of = {};  // the words it takes, when they are few
    std::string excludes = {};             // the argument that cannot stand beside it
};

struct Verb {
    Command::Verb verb;
    std::string name;
    std::string about;
    std::vector<Argument> arguments;
};

// A whole program: what --help says and what its manual page says come from here.
struct Program {
    std::string name;
    std::string section;  // of the manual
    std::string summary;  // one line
    std::string description;
    std::vector<Argument> options;
    std::vector<Verb> verbs;
    struct Note {
        std::string title;
        std::string text;
    };
    std::vector<Note> notes;  // exit status, files …
};

Program moisson_program();
Program moissond_program();

}  // namespace moisson::daemon
