// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace moisson {

// Where something is, as far as it is known: each part is a code, or empty.
struct Territory {
    std::string country;     // ISO 3166-1, two letters; of France overseas, too, "FR"
    std::string region;      // INSEE: "32"
    std::string department;  // INSEE: "59", "2A", "974"; of a collectivity overseas its code: "988"
    std::string commune;     // INSEE: "59350"

    friend bool operator==(const Territory&, const Territory&) = default;
};

// The territories of France, and how addresses write them: read from territories.toml by config/territories_file.
// Without any it knows what a code says by itself.
struct Territories {
    struct Region {
        std::string code;
        std::string name;
        friend bool operator==(const Region&, const Region&) = default;
    };
    struct Department {
        std::string code;
        std::string name;
        std::string region;                    // its code; empty: it is in none
        std::string country;                   // the code addresses use for it instead of FR: "RE"; empty: none
        std::vector<std::string> postal = {};  // what its postal codes begin with, where that is not its code
        friend bool operator==(const Department&, const Department&) = default;
    };
    struct Country {
        std::string code;
        std::string name;
        friend bool operator==(const Country&, const Country&) = default;
    };
    std::vector<Region> regions;
    std::vector<Department> departments;
    std::vector<Country> countries;

    friend bool operator==(const Territories&, const Territories&) = default;
};

// What a text says of a territory; nothing where it says none, or could mean two. One line of plain text; total and
// linear in it.

// « 59350 », « 2A », « 974 »: of a commune or of a department.
std::optional<Territory> territory_of_insee(std::string_view code, const Territories& known);

// « 97410 »: the department that its beginning names, and no commune, because several share one. « 20 » alone is
// Corsica: only the region is sure. A code that lost its zero (« 1000 ») is one of France only where `said` says so,
// because other countries have such codes.
std::optional<Territory> territory_of_postal_code(std::string_view code, const Territory& said,
                                                  const Territories& known);

// « FR », « RE » (the department too), « BE », « Belgique ».
std::optional<Territory> territory_of_country(std::string_view country, const Territories& known);

// « Hauts-de-France », « nord », « Belgique »: a department, else a region, else a country, by its name in any case.
std::optional<Territory> territory_named(std::string_view name, const Territories& known);

}  // namespace moisson
