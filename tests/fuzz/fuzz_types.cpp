// SPDX-License-Identifier: GPL-3.0-or-later
// The input is a value, as somebody wrote it into a page. Any bytes do. Each type makes something of it or nothing, the
// same twice; and what was understood is understood again from its own text.
#include "schema/plain_values.hpp"
#include "schema/plain_words.hpp"
#include "schema/typed_value.hpp"

#include <cmath>
#include <cstdint>
#include <cstdlib>

using namespace moisson;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void stays(std::optional<std::string> (*read)(std::string_view), std::string_view text) {
    if (const auto once = read(text)) require(read(*once) == once);
}

void amounts(std::string_view text) {
    for (const auto read : {duration_in, money_in})
        if (const auto amount = read(text); amount && amount->value)
            require(std::isfinite(*amount->value) && *amount->value >= 0 && !amount->unit.empty());
    if (const auto step = step_in(text, "difficulty")) require(*step >= 1 && *step <= 5);
    if (const auto area = area_in(text)) require(std::isfinite(*area) && *area >= 0);
}

void territories(std::string_view text) {
    static const Territories known{
        {{"32", "Hauts-de-France"}, {"94", "Corse"}},
        {{"59", "Nord", "32", {}}, {"2A", "Corse-du-Sud", "94", {}, {"200", "201"}}, {"974", "La Réunion", "04", "RE"}},
        {{"BE", "Belgique"}}};
    for (const auto& found : {territory_of_insee(text, known), territory_of_postal_code(text, {}, known),
                              territory_of_country(text, known), territory_named(text, known)})
        require(!found || found->country.size() == 2);
    if (const auto found = territory_of_insee(text, known))
        require(found->commune.starts_with(found->department) || found->commune.empty());
}

void places(std::string_view text) {
    if (const auto at = coordinates_in(text))
        require(std::abs(at->latitude) <= 90 && std::abs(at->longitude) <= 180 && *at != Coordinates{});
    if (const auto code = insee_in(text)) {
        const std::string& whole = code->commune.empty() ? code->department : code->commune;
        require(whole.starts_with(code->department) && insee_in(whole) == code);
    }
}

// An estimate says what it was made of: made of that again, it is the same one.
void estimates(const Understood& once, const Mapping::Type& type) {
    if (!once.whole || once.elements.empty()) return;
    const std::string text = once.elements.front().at("text").text_or("");
    require(text.empty() || understand(text, type).elements == once.elements);
}

void types(std::string_view text) {
    for (const std::string& name : known_types()) {
        Mapping::Type type{name, name == "list" ? "line" : "", ",", {}, {}, "difficulty"};
        const Understood once = understand(text, type);
        require(understand(text, type).elements == once.elements);
        for (const Markup markup : {Markup::markdown, Markup::html}) {
            const Understood plain = understand(text, type, {markup});
            require(name == "list" || plain.elements.size() <= 1);
            require(plain.whole || !plain.words || plain.elements.empty());
        }
        require(name == "list" || once.elements.size() <= 1);
        require(once.whole || !once.words || once.elements.empty());
        if (name == "duration" || name == "money" || name == "scale") estimates(once, type);
        for (const char* element : {"url", "person", "organisation", "link"}) {
            type.element = element;
            type.keep = {"a, b", ",", " , ,"};
            if (name == "list") static_cast<void>(understand(text, type));
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    for (const Numbers how : {Numbers::digits, Numbers::decimals, Numbers::amounts})
        for (const Word& word : words_of(text, how)) require(!word.text.empty());
    stays(date_in, text);
    stays(licence_in, text);
    amounts(text);
    places(text);
    territories(text);
    types(text);
    return 0;
}
