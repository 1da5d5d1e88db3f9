// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/plain_words.hpp"

#include <optional>
#include <string>

// The words durations and prices share.
namespace moisson {

// « environ », « ~ »: what follows is still the best that is known. « plus de » is not one of these.
void skip_about(WordReader& words);

// "2", "1/2", « deux ».
std::optional<double> quantity(WordReader& words);

// The sign between the two ends of a range: « à », "-", « ou », « et ».
bool take_to(WordReader& words);

// « par mois », "/an", « l'heure »: "month", "year", "hour"; empty when nothing of the kind follows.
std::string per(WordReader& words);

// « minutes », "h", « jours »: "minute", "hour", "day"; empty, and nothing taken, when it is none.
std::string time_unit(WordReader& words);

}  // namespace moisson
