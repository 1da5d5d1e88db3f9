// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/answer_age.hpp"
#include "health/calibration.hpp"
#include "health/contributions.hpp"
#include "health/flags.hpp"
#include "health/grid.hpp"
#include "health/happening.hpp"
#include "health/label.hpp"
#include "health/unknown.hpp"

#include <chrono>
#include <string>
#include <string_view>

// The French words of health, one at a time, in plain text. A kind that is none of ours is told as a page.
namespace moisson::report {

std::string words_of_kind(std::string_view kind);  // with its article: "l'outil numérique"
bool is_feminine(std::string_view kind);
std::string heading(std::string_view kind, std::string_view title);  // "L'outil numérique « Dokos »"

// They agree with the kind: "archivée" of a methode.
std::string words_of(health::Label label, std::string_view kind);
std::string words_of(health::Flag flag, std::string_view kind);
std::string words_of(health::Happening happening, std::string_view kind);
std::string words_of(const health::Known<health::Happening>& happening, std::string_view kind);  // "sans date"

std::string words_of(health::Criterion criterion);  // as something that is missing: "un contact"
std::string words_of(health::Unknown reason);       // "la source ne dit pas qui"
std::string words_of(health::Trigger trigger);      // "une contribution"
// So many revisions that do not count, by the id of health::reason_at(): "2 modifications de robot".
std::string words_of_uncounted(std::string_view reason, long count);

std::string words_of(std::chrono::year_month_day day);  // "1er mars 2026"
std::string words_of(std::chrono::year_month month);    // "mars 2026"
std::string words_of_number(double number);             // not negative, to a tenth: "0,9", "2"

std::string words_of(health::AnswerAge age);  // "informations à jour"
// The same with the figure in steps of five: "informations à jour (environ 75 sur 100)"; or why it is not known.
std::string words_of(const health::Known<health::AnswerFreshness>& answers);

// A resource and how it is, in words; without any when they are empty: "Le commun « Dokos » : vivant (movilab-2785)".
struct Named {
    std::string_view id;
    std::string_view kind;
    std::string_view title;
};
std::string words_of(const Named& resource, std::string_view state);
// "5 mars 2027 : Le commun « Dokos », vivant → en veille : le temps a passé (movilab-2785)".
std::string words_of(const Named& resource, const health::Transition& transition, std::chrono::year_month_day day);

// A probability or a share in steps of five percent, with "environ" before it or without.
enum class Precision { about, exact };
std::string words_of_percent(int percent, Precision precision);  // "environ 60 %"; never 0 nor 100: "moins de 5 %"

// How the forecasts of a source were put to the test, and what came of those of about the same size; in whole percents.
std::string words_of_calibration(std::string_view source, std::chrono::year_month_day day, std::size_t samples);
std::string words_of(const health::Bin& bin);

}  // namespace moisson::report
