// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/territories.hpp"

#include "schema/plain_values.hpp"
#include "schema/plain_words.hpp"

#include <algorithm>

namespace moisson {
namespace {

constexpr std::string_view france = "FR";
constexpr std::size_t postal_size = 5;

bool are_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

Territory of_department(const Territories::Department& department) {
    return {std::string(france), department.region, department.code, {}};
}

Territory of_department(const std::string& code, const Territories& known) {
    for (const Territories::Department& each : known.departments)
        if (each.code == code) return of_department(each);
    return {std::string(france), {}, code, {}};
}

// Names as they are compared: « Côtes-d’Armor » and « cotes d'armor » are the same one.
std::string spoken(std::string_view name) {
    std::string out = bare(name);
    for (char& c : out)
        if (c == '-' || c == '\'') c = ' ';
    return out;
}

template <class Named>
const Named* find_named(const std::vector<Named>& all, const std::string& name) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Named& each) { return spoken(each.name) == name; });
    return found == all.end() ? nullptr : &*found;
}

// The department whose postal codes begin like this one; the longest beginning wins, as 97133 before 971.
std::optional<Territory> begun_by(const std::string& code, const Territories& known) {
    const Territories::Department* best = nullptr;
    std::size_t longest = 0;
    const auto consider = [&](const Territories::Department& department, const std::string& beginning) {
        if (beginning.size() <= longest || !code.starts_with(beginning)) return;
        best = &department;
        longest = beginning.size();
    };
    for (const Territories::Department& each : known.departments) {
        if (each.postal.empty()) consider(each, each.code);
        for (const std::string& beginning : each.postal) consider(each, beginning);
    }
    if (best == nullptr) return std::nullopt;
    return of_department(*best);
}

}  // namespace

std::optional<Territory> territory_of_insee(std::string_view code, const Territories& known) {
    const auto read = insee_in(code);
    if (!read) return std::nullopt;
    Territory out = of_department(read->department, known);
    out.commune = read->commune;
    return out;
}

std::optional<Territory> territory_of_postal_code(std::string_view code, const Territory& said,
                                                  const Territories& known) {
    std::string digits;
    for (const char c : code)
        if (c != ' ') digits += c;
    if (!are_digits(digits)) return std::nullopt;
    if (digits.size() == postal_size - 1 && said.country == france) digits.insert(0, "0");
    if (digits.size() != postal_size) return std::nullopt;
    if (auto found = begun_by(digits, known)) return found;
    const auto corsica = std::find_if(known.departments.begin(), known.departments.end(),
                                      [](const Territories::Department& each) { return each.code == "2A"; });
    if (!digits.starts_with("20") || corsica == known.departments.end()) return std::nullopt;
    return Territory{std::string(france), corsica->region, {}, {}};
}

std::optional<Territory> territory_of_country(std::string_view country, const Territories& known) {
    std::string code(country);
    for (char& c : code)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    for (const Territories::Department& each : known.departments)
        if (!each.country.empty() && each.country == code) return of_department(each);
    const auto is_letter = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (code.size() == 2 && std::all_of(code.begin(), code.end(), is_letter)) return Territory{code, {}, {}, {}};
    const Territories::Country* named = find_named(known.countries, spoken(country));
    if (named == nullptr) return std::nullopt;
    return Territory{named->code, {}, {}, {}};
}

std::optional<Territory> territory_named(std::string_view name, const Territories& known) {
    if (name.size() > longest_short_value) return std::nullopt;
    const std::string wanted = spoken(name);
    if (const auto* department = find_named(known.departments, wanted)) return of_department(*department);
    if (const auto* region = find_named(known.regions, wanted))
        return Territory{std::string(france), region->code, {}, {}};
    const Territories::Country* country = find_named(known.countries, wanted);
    if (country == nullptr) return std::nullopt;
    return Territory{country->code, {}, {}, {}};
}

}  // namespace moisson
