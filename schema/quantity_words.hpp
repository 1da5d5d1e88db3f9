// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/plain_words.hpp"

#include <optional>
#include <string>
#include <string_view>

// The words durations and prices share.
namespace moisson {

// « environ », « ~ »: what follows is still the best that is known. « plus de » is not one of these.
void skip_about(WordReader& words);

// "2", « deux », and the parts people write with a bar: "1/2", "1/4", "3/4". « 2/3 jours » may be two thirds of a day
// or two to three of them: it is none, and nothing is taken.
std::optional<double> quantity(WordReader& words);

// What stands before a range.
enum class Opening {
    none,
    limit,    // « de », « max »: a range may follow, or one value
    between,  // « entre »: a range must follow, and « et » may part its ends
};
Opening opening(WordReader& words);

// The sign between the two ends of a range: « à », "-", « ou »; « et » only after « entre »: « 2 h et 3 h » is no
// range.
bool take_to(WordReader& words, Opening opened);

// « par mois », "/an", « l'heure »: "month", "year", "hour"; empty when nothing of the kind follows.
std::string per(WordReader& words);

// « minutes », "h", « jours »: "minute", "hour", "day"; empty, and nothing taken, when it is none.
std::string time_unit(WordReader& words);

// How long such a unit is, to tell which of two spans is longer: months count 30 days, years 365. In seconds; 0 when it
// is no unit.
double length_of(std::string_view unit);

}  // namespace moisson
