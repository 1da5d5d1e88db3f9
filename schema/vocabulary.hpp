// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/mapping.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace moisson {

// What a field of the schema holds, whatever source feeds it.
enum class Shape {
    text,           // one text
    link,           // one http, https or mailto address
    image,          // one file name
    texts,          // a list of texts
    links,          // a list of addresses
    persons,        // a list of {name, role}
    contacts,       // a list of {name, role, email, phone}
    organisations,  // a list of {name, role}
    guides,         // a list of {url, title}
    licence,        // an SPDX name where there is one
    date,           // ISO 8601 where it can be
    time,           // {value, unit, text}
    cost,           // {value, unit, text}
    level,          // {value, scale, text}
    place,          // {address, lat, lon}
    territory,      // {country, region, department, commune}
    funding,        // {asked, found, currency}
    area,           // square metres
};

// The shape of a field a mapping may feed; empty for any other name.
std::optional<Shape> shape_of(std::string_view field);

// Whether values of that type can stand in a field of that shape.
bool fits(Shape shape, const Mapping::Type& type);

// How a person writes the type that fits: `"line"`, `{ list = "person" }`.
std::string_view type_for(Shape shape);

// The elements a list may have.
const std::vector<std::string>& known_elements();

// Whether all the rules of a field add to it, rather than the first that is not empty.
bool is_list(const Mapping::Type& type);

// Whether it takes the words of the field's vocabulary, and no other.
bool is_word(const Mapping::Type& type);

// Whether each rule of a field adds the members that the ones before it left open: an address, then coordinates.
bool is_pieced(const Mapping::Type& type);

// Whether the type, by its name, is one of those that fill a territory.
bool is_of_territory(std::string_view type);

// The names a contract has in a mapping.
const std::vector<std::string>& known_contracts();
std::string_view name_of(Mapping::Contract contract) noexcept;
std::optional<Mapping::Contract> contract_named(std::string_view name) noexcept;

// The field that holds what a source states of an item besides its fields. Each fact has a provenance of its own, under
// "facts.<fact>", beside that of the field.
inline constexpr std::string_view facts_field = "facts";
inline constexpr std::string_view fact_unlisted = "do_not_list";

// The field that names those of which a value was not understood.
inline constexpr std::string_view unparsed_field = "unparsed";

}  // namespace moisson
