// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/value.hpp"

#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// A form in several steps, each with questions. Which steps there are, which question holds what, and which asks for a
// person, only the form tells.
namespace moisson::communecter {

// What is kept of the answer to a question: by what it is of, never as it came.
enum class Answer { words, tags, choices, budget, finder };

// The keys of answers, and of the lists of choices, may bear the type of a question before its own key, and the step
// between them.
inline constexpr std::array<std::string_view, 7> key_prefixes{
    "multiCheckboxPlus", "multiCheckbox", "multiRadio", "checkboxNew", "checkbox", "radioNew", "finder"};

struct Question {
    Answer answer = Answer::words;
    std::set<std::string> choices;  // those the form offers; empty when it does not say
};

// The questions of one form that mean something to us, as (step, question), the likeliest first.
struct Questions {
    using Place = std::pair<std::string, std::string>;
    std::vector<Place> title;
    std::vector<Place> description;
    std::vector<Place> tags;
    std::vector<Place> budget;
    std::map<Place, Question> kept;  // all whose answers are kept; none of them asks for a person
    std::string withheld;            // why its answers are not for everybody; empty when they are
};

Questions questions_of(const Value& form);

// The same of the answers alone, when the form is not ours to read: a few keys that mean one thing in every form.
Questions questions_in_answers(const Value& answers);

// What is kept of all answers, step by step. An answer to a question that is not among these is not there.
Value kept_answers(const Value& answers, const Questions& questions);

}  // namespace moisson::communecter
