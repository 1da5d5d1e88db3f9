// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/plain_values.hpp"
#include "schema/plain_words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace moisson {
namespace {

constexpr double parts = 60;  // minutes of a degree, seconds of a minute

enum class Side { unsaid, north, south, east, west };
enum class Axis { unsaid, latitude, longitude };

Side side(WordReader& words) {
    if (words.take({"n", "nord", "north"})) return Side::north;
    if (words.take({"s", "sud", "south"})) return Side::south;
    if (words.take({"e", "est", "east"})) return Side::east;
    if (words.take({"o", "w", "ouest", "west"})) return Side::west;
    return Side::unsaid;
}

// « Latitude : », "lon="
Axis label(WordReader& words) {
    Axis said = Axis::unsaid;
    if (words.take({"lat", "latitude"})) said = Axis::latitude;
    if (said == Axis::unsaid && words.take({"lon", "lng", "long", "longitude"})) said = Axis::longitude;
    while (said != Axis::unsaid && words.take({":", "=", "."})) {
    }
    return said;
}

Axis axis_of(Side side) {
    if (side == Side::unsaid) return Axis::unsaid;
    return side == Side::north || side == Side::south ? Axis::latitude : Axis::longitude;
}

struct Angle {
    double degrees = 0;
    Axis axis = Axis::unsaid;
    enum class Form { whole, exact } form = Form::whole;  // "48" alone may be the number of a house
};

// "51′ 24″" after a degree.
bool add_minutes(WordReader& words, Angle& angle) {
    const std::size_t before = words.place();
    const auto minutes = words.number();
    if (!minutes) return true;
    if (!words.take({"'"})) {
        words.return_to(before);
        return true;
    }
    angle.degrees += *minutes / parts;
    const std::size_t place = words.place();
    const auto seconds = words.number();
    if (seconds && (words.take({"\""}) || (words.take({"'"}) && words.take({"'"}))))
        angle.degrees += *seconds / (parts * parts);
    else
        words.return_to(place);
    return *minutes < parts && (!seconds || *seconds < parts);
}

// An angle says once of which axis it is, and once on which side: "-45.5 S" says too much.
std::optional<Angle> angle(WordReader& words) {
    Angle out;
    out.axis = label(words);
    Side towards = side(words);
    const bool minus = words.take({"-"});
    const auto degrees = words.number();
    if (!degrees) return std::nullopt;
    out.degrees = *degrees;
    if (std::floor(*degrees) < *degrees) out.form = Angle::Form::exact;
    if (words.take({"\u00B0"})) {
        out.form = Angle::Form::exact;
        if (!add_minutes(words, out)) return std::nullopt;
    }
    if (towards == Side::unsaid) towards = side(words);
    if (towards != Side::unsaid) {
        if (minus || (out.axis != Axis::unsaid && out.axis != axis_of(towards))) return std::nullopt;
        out.axis = axis_of(towards);
    }
    if (minus || towards == Side::south || towards == Side::west) out.degrees = -out.degrees;
    return out;
}

}  // namespace

std::optional<Coordinates> coordinates_in(std::string_view line) {
    constexpr double steepest = 90;
    constexpr double widest = 180;
    WordReader words(line, Numbers::decimals);
    if (words.take({"geo"}) && !words.take({":"})) return std::nullopt;
    auto first = angle(words);
    if (!first) return std::nullopt;
    words.take({",", ";", "/"});
    auto second = angle(words);
    if (!second || !words.at_end()) return std::nullopt;
    if ((first->axis == Axis::unsaid) != (second->axis == Axis::unsaid)) return std::nullopt;
    if (first->axis != Axis::unsaid && first->axis == second->axis) return std::nullopt;
    if (first->axis == Axis::longitude) std::swap(first, second);
    if (first->form == Angle::Form::whole && second->form == Angle::Form::whole) return std::nullopt;
    const Coordinates found{first->degrees, second->degrees};
    if (std::abs(found.latitude) > steepest || std::abs(found.longitude) > widest) return std::nullopt;
    if (found == Coordinates{}) return std::nullopt;
    return found;
}

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// "48.85" of "48.85, 2.35", at the beginning of `text`: how long it is; 0 when no decimal number begins there.
std::size_t decimal_at(std::string_view text) {
    std::size_t end = 0;
    while (end < text.size() && is_digit(text[end])) ++end;
    const std::size_t point = end;
    if (point == 0 || point + 1 >= text.size() || (text[point] != '.' && text[point] != ',')) return 0;
    for (++end; end < text.size() && is_digit(text[end]);) ++end;
    return end > point + 1 ? end : 0;
}

bool names_axis(std::string_view line) {
    const std::vector<Word> words = words_of(line, Numbers::decimals);
    return std::any_of(words.begin(), words.end(), [](const Word& word) {
        return word.text == "lat" || word.text == "latitude" || word.text == "lon" || word.text == "lng" ||
               word.text == "longitude";
    });
}

}  // namespace

bool speaks_of_coordinates(std::string_view line) {
    std::size_t decimals = 0;
    std::size_t numbers = 0;
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t size = decimal_at(line.substr(at));
        decimals += size > 0 ? 1 : 0;
        numbers += is_digit(line[at]) ? 1 : 0;
        at += std::max<std::size_t>(size, 1);
        while (size == 0 && at < line.size() && is_digit(line[at - 1]) && is_digit(line[at])) ++at;
    }
    const bool degrees = line.find("\u00B0") != std::string_view::npos;
    return decimals > 1 || (numbers > 1 && (degrees || names_axis(line)));
}

namespace {

bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// "01" to "95" but "20", "2A", "2B", "971" to "978", "984" to "989".
bool is_department(std::string_view code) {
    if (code == "2A" || code == "2B") return true;
    if (!is_number(code)) return false;
    if (code.size() == 2) return code >= "01" && code <= "95" && code != "20";
    return code.size() == 3 && ((code >= "971" && code <= "978") || (code >= "984" && code <= "989"));
}

}  // namespace

std::optional<InseeCode> insee_in(std::string_view line) {
    constexpr std::size_t commune = 5;
    if (line.size() > commune) return std::nullopt;
    std::string code(line);
    for (char& c : code)
        if (c == 'a' || c == 'b') c = static_cast<char>(c - 'a' + 'A');
    // What a spreadsheet took for a number has lost its zero.
    if (is_number(code) && (code.size() == commune - 1 || code.size() == 1)) code.insert(0, "0");
    if (code.size() != commune) return is_department(code) ? std::optional(InseeCode{{}, code}) : std::nullopt;
    const std::string overseas = code.substr(0, 3);
    const std::string department = is_department(overseas) ? overseas : code.substr(0, 2);
    if (!is_department(department) || !is_number(code.substr(2)) ||
        code.substr(department.size()).find_first_not_of('0') == std::string::npos)
        return std::nullopt;
    return InseeCode{code, department};
}

std::optional<double> area_in(std::string_view line) {
    constexpr double square_metres_a_hectare = 10'000;
    WordReader words(line, Numbers::amounts);
    auto value = words.number();
    if (!value) return std::nullopt;
    if (words.at_end()) return value;
    if (words.take({"ha", "hectare", "hectares"})) {
        *value *= square_metres_a_hectare;
    } else if (words.take({"m"})) {
        if (words.number() != 2.0) return std::nullopt;
    } else if (!words.take({"metres", "metre"}) || !words.take({"carres", "carre"})) {
        return std::nullopt;
    }
    return words.at_end() ? value : std::nullopt;
}

std::optional<bool> yes_or_no_in(std::string_view line) {
    WordReader words(line, Numbers::digits);
    std::optional<bool> said;
    if (const auto number = words.digits(1, 1); number && *number <= 1)
        said = *number == 1;
    else if (words.take({"oui", "yes", "vrai", "true"}))
        said = true;
    else if (words.take({"non", "no", "faux", "false"}))
        said = false;
    return words.at_end() ? said : std::nullopt;
}

}  // namespace moisson
