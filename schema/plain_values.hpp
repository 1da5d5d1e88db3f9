// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What people write where a form asks for a date, a price or a place, in French first, in English too. Each function is
// total and linear, reads one line of plain text, and answers nothing rather than guess. What it answers, it answers
// again when asked of its own text.
namespace moisson {

// « 3 mars 2024 à 18h30 » → "2024-03-03T18:30"; « mars 2024 » → "2024-03"; "03/03/2024" is day first. A year has four
// digits, and the day exists.
std::optional<std::string> date_in(std::string_view line);

// A quantity and what it counts. Of a range it is the upper end: what somebody must reckon with.
struct Amount {
    std::optional<double> value;  // empty: it is said that none is fixed (« prix libre »)
    std::string unit;             // "hour", "day/month", "EUR", "EUR/year"; empty without a value

    friend bool operator==(const Amount&, const Amount&) = default;
};

// « 2 h 30 », « une demi-journée », « 2 à 3 jours », « 2 h par semaine ». Units: second minute hour day week month
// year.
std::optional<Amount> duration_in(std::string_view line);

// « 1 200,50 € », « 50 €/an », « 10-20 € par mois », « gratuit » (0), « prix libre » (no value). Units are ISO 4217,
// then what it is paid for: hour day week month year person.
std::optional<Amount> money_in(std::string_view line);

// « 1 200,50 »: an amount of what stands elsewhere, never negative.
std::optional<double> amount_in(std::string_view line);

// The step of a named scale: « facile » is 2 of "difficulty" (1 very easy to 5 very hard); « 3/5 » is 3.
std::optional<int> step_in(std::string_view line, std::string_view scale);
const std::vector<std::string>& known_scales();

// « 48,85 ; 2,35 », "48° 51′ 24″ N, 2° 21′ E" (O and W are west), "lon=2.35 lat=48.85" (labels decide, else latitude is
// first), "geo:48.85,2.35". Degrees, WGS 84. "0, 0" is nobody's place.
struct Coordinates {
    double latitude = 0;
    double longitude = 0;
    friend bool operator==(const Coordinates&, const Coordinates&) = default;
};
std::optional<Coordinates> coordinates_in(std::string_view line);

// Whether a text that is no coordinates holds some all the same: two decimal numbers (« Lille, 50.63 3.06 »), or two
// numbers with degrees or with the name of an axis. Any length.
bool speaks_of_coordinates(std::string_view line);

// A commune ("2A004", "1004" for "01004") or a department ("59", "2A", "974") by its INSEE code.
struct InseeCode {
    std::string commune;  // empty: only a department was named
    std::string department;
    friend bool operator==(const InseeCode&, const InseeCode&) = default;
};
std::optional<InseeCode> insee_in(std::string_view line);

// The SPDX name of a licence; of a Creative Commons licence without its version, which SPDX cannot name, "CC-BY-SA".
std::optional<std::string> licence_in(std::string_view line);

// The line a licence is written with: of a link also its address, alone where the label only says where to look
// (« [https://creativecommons.org/licenses/by-sa/4.0/ ici] »), behind the label where the two say different things.
std::string licence_line(std::string_view written);

// « 120 m² » → 120 square metres; a bare number counts as that.
std::optional<double> area_in(std::string_view line);

// « contact@lelieu.org » and nothing else.
std::optional<std::string> email_in(std::string_view line);

// « 02 62 00 00 00 », « +33 (0)3 20 00 00 00 »: as it is written, when it is made of a number's signs only.
std::optional<std::string> phone_in(std::string_view line);

// oui/non, yes/no, vrai/faux, true/false, 1/0.
std::optional<bool> yes_or_no_in(std::string_view line);

}  // namespace moisson
