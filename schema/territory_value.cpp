// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/territory_value.hpp"

#include <optional>

namespace moisson {
namespace {

Value to_value(const Territory& territory) {
    Value::Object object;
    if (!territory.country.empty()) object.emplace("country", territory.country);
    if (!territory.region.empty()) object.emplace("region", territory.region);
    if (!territory.department.empty()) object.emplace("department", territory.department);
    if (!territory.commune.empty()) object.emplace("commune", territory.commune);
    return Value(std::move(object));
}

std::optional<Territory> territory_in(const std::string& text, std::string_view type, const Territory& said,
                                      const Territories& known) {
    if (type == "insee") return territory_of_insee(text, known);
    if (type == "postal_code") return territory_of_postal_code(text, said, known);
    if (type == "country") return territory_of_country(text, known);
    return territory_named(text, known);
}

}  // namespace

Understood understand_territory(const std::string& line, const Mapping::Type& type, const Around& around) {
    static const Territories none;
    const Territories& known = around.territories == nullptr ? none : *around.territories;
    Territory said;
    if (around.said != nullptr) said.country = around.said->at("country").text_or({});
    Understood out;
    if (type.name == "postal_code" && !said.country.empty() && said.country != "FR") return out;
    if (const auto found = territory_in(line, type.name, said, known))
        out.elements.push_back(to_value(*found));
    else
        out.whole = false;
    return out;
}

}  // namespace moisson
