// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/happening.hpp"
#include "health/portrait.hpp"
#include "health/why.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace moisson::report {

// One sentence of an explanation, in French and in plain text.
struct Sentence {
    std::string_view id;                 // of the reason it tells, the first one when it tells two
    std::string head;                    // what it is about, to be set off: "Vivant", "Fragile"; often empty
    std::string text;                    // what follows the head, in small letters; without a head a whole sentence
    std::vector<std::size_t> revisions;  // what it rests on: places among those explain() was handed

    friend bool operator==(const Sentence&, const Sentence&) = default;
};

// What the words of an explanation need beside its reasons.
struct Telling {
    std::string_view kind;
    // As the source shows them.
    std::function<std::string(health::Person)> name_of;
    // The day of an instant where the readers live.
    std::function<std::chrono::year_month_day(Instant)> day_of;
};

// Every reason of health::explain(), in its order; what follows without and with a contribution is one sentence.
std::vector<Sentence> sentences_of(const std::vector<health::Reason>& reasons, const Telling& telling);

// What is said first of a kind that has no dynamics: of an event whether it is over …
Sentence sentence_of(health::Happening happening, std::string_view kind);
// … and of a place how fresh its answers are. Nothing where a flag says that they are old, and where none are expected.
std::optional<Sentence> sentence_of(const health::Known<health::AnswerFreshness>& answers);
// That nothing more is said of the life of such a kind.
Sentence sentence_of_kind(std::string_view kind);

// "Vivant : environ 60 % de chances … . 3 semaines actives …"
std::string paragraph_of(const std::vector<Sentence>& sentences);

}  // namespace moisson::report
