// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/plain_values.hpp"
#include "schema/plain_words.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <initializer_list>

namespace moisson {
namespace {

constexpr std::array<std::array<std::string_view, 5>, 12> months{{{"janvier", "janv", "january", "jan"},
                                                                  {"fevrier", "fevr", "february", "feb", "fev"},
                                                                  {"mars", "march", "mar"},
                                                                  {"avril", "avr", "april", "apr"},
                                                                  {"mai", "may"},
                                                                  {"juin", "june", "jun"},
                                                                  {"juillet", "juil", "july", "jul"},
                                                                  {"aout", "august", "aug"},
                                                                  {"septembre", "sept", "september", "sep"},
                                                                  {"octobre", "oct", "october"},
                                                                  {"novembre", "nov", "november"},
                                                                  {"decembre", "dec", "december"}}};

struct Date {
    int year = 0;
    int month = 0;  // 0: only the year is said
    int day = 0;    // 0: only the month is said
};

bool exists(const Date& date) {
    if (date.year < 1000) return false;
    if (date.month == 0) return true;
    const auto month = std::chrono::month(static_cast<unsigned>(date.month));
    if (date.day == 0) return month.ok();
    return (std::chrono::year(date.year) / month / std::chrono::day(static_cast<unsigned>(date.day))).ok();
}

int month_named(WordReader& words) {
    const std::size_t place = words.place();
    const std::string name = words.name();
    for (std::size_t i = 0; i < months.size() && !name.empty(); ++i)
        if (std::find(months[i].begin(), months[i].end(), name) != months[i].end()) {
            words.take({"."});
            return static_cast<int>(i) + 1;
        }
    words.return_to(place);
    return 0;
}

// "2024", "2024-03", "2024-03-03", "2024/03/03".
std::optional<Date> year_first(WordReader& words) {
    const auto year = words.digits(4, 4);
    if (!year) return std::nullopt;
    Date date{*year, 0, 0};
    if (!words.take({"-", "/"})) return date;
    const auto month = words.digits(1, 2);
    if (!month || *month == 0) return std::nullopt;
    date.month = *month;
    if (!words.take({"-", "/"})) return date;
    const auto day = words.digits(1, 2);
    if (!day || *day == 0) return std::nullopt;
    date.day = *day;
    return date;
}

// "3/3/2024", "03.2024", "3 mars 2024", "1er mars 2024".
std::optional<Date> day_first(WordReader& words) {
    const auto first = words.digits(1, 2);
    if (!first || *first == 0) return std::nullopt;
    Date date{0, 0, *first};
    if (words.take({"/", ".", "-"})) {
        if (const auto year = words.digits(4, 4)) return Date{*year, *first, 0};
        const auto month = words.digits(1, 2);
        if (!month || *month == 0 || !words.take({"/", ".", "-"})) return std::nullopt;
        date.month = *month;
    } else {
        words.take({"er", "st", "nd", "rd", "th"});
        date.month = month_named(words);
        if (date.month == 0) return std::nullopt;
        words.take({","});
    }
    const auto year = words.digits(4, 4);
    if (!year) return std::nullopt;
    date.year = *year;
    return date;
}

// "mars 2024", "March 3, 2024".
std::optional<Date> month_first(WordReader& words) {
    Date date;
    date.month = month_named(words);
    if (date.month == 0) return std::nullopt;
    if (const auto day = words.digits(1, 2)) {
        if (*day == 0) return std::nullopt;
        date.day = *day;
        words.take({"st", "nd", "rd", "th"});
        words.take({","});
    }
    const auto year = words.digits(4, 4);
    if (!year) return std::nullopt;
    date.year = *year;
    return date;
}

std::string two(int number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string written(const Date& date) {
    std::string out = std::to_string(date.year);
    if (date.month > 0) out += "-" + two(date.month);
    if (date.day > 0) out += "-" + two(date.day);
    return out;
}

// "+02:00" and "Z"; empty where nothing is said; nothing where it is no zone.
std::optional<std::string> zone(WordReader& words) {
    if (words.take({"z"})) return "Z";
    const bool east = words.take({"+"});
    if (!east && !words.take({"-"})) return "";
    const auto hours = words.digits(2, 2);
    const bool parted = words.take({":"});
    const auto minutes = words.digits(2, 2);
    if (!hours || !parted || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
    return (east ? "+" : "-") + two(*hours) + ":" + two(*minutes);
}

// « à 18h30 », "T18:30:00Z", « 18 h »: seconds are not kept.
std::optional<std::string> hour(WordReader& words) {
    const auto hours = words.digits(1, 2);
    if (!hours || *hours > 23) return std::nullopt;
    int minutes = 0;
    const bool colon = words.take({":"});
    if (!colon && !words.take({"h", "heures", "heure"})) return std::nullopt;
    const auto told = words.digits(2, 2);
    if (told) minutes = *told;
    if ((colon && !told) || minutes > 59) return std::nullopt;
    if (colon && words.take({":"}) && !words.digits(2, 2)) return std::nullopt;
    const auto where = zone(words);
    if (!where) return std::nullopt;
    return "T" + two(*hours) + ":" + two(minutes) + *where;
}

}  // namespace

std::optional<std::string> date_in(std::string_view line) {
    WordReader words(line, Numbers::digits);
    words.take({"le"});
    words.take({"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"});
    words.take({","});
    const std::size_t place = words.place();
    auto date = year_first(words);
    for (const auto form : {day_first, month_first})
        if (!date) {
            words.return_to(place);
            date = form(words);
        }
    if (!date || !exists(*date)) return std::nullopt;
    std::string out = written(*date);
    if (words.at_end()) return out;
    words.take({"a", "t", ",", "-"});
    const auto time = date->day > 0 ? hour(words) : std::nullopt;
    if (!time || !words.at_end()) return std::nullopt;
    return out + *time;
}

}  // namespace moisson
