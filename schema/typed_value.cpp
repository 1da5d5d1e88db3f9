// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/typed_value.hpp"

#include "schema/link_value.hpp"
#include "schema/list_elements.hpp"
#include "schema/markup.hpp"
#include "schema/person_value.hpp"
#include "schema/plain_text.hpp"
#include "schema/plain_values.hpp"
#include "schema/territory_value.hpp"
#include "schema/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace moisson {
namespace {

using Found = std::optional<Value>;

Value guide(Link link) {
    Value::Object object{{"url", Value(std::move(link.address))}};
    if (!link.label.empty()) object.emplace("title", Value(std::move(link.label)));
    return Value(std::move(object));
}

// A value as written at its source, or a piece of it.
struct Written {
    std::string_view text;
    Markup markup;
};

std::string line_of(Written written) {
    return std::string(trim(plain_text(written.text, Form::line, written.markup)));
}

Found shown(Written written, Form form) {
    const std::string text = plain_text(written.text, form, written.markup);
    const std::string_view shown = trim(text);
    return shown.empty() ? Found() : Found(Value(shown));
}

Found named(std::string name, const std::string& role) {
    if (name.empty()) return std::nullopt;
    Value::Object object{{"name", Value(std::move(name))}};
    if (!role.empty()) object.emplace("role", Value(role));
    return Value(std::move(object));
}

template <class T>
Found found(const std::optional<T>& value) {
    return value ? Found(Value(*value)) : Found();
}

// {value, unit, scale, text}: what is not known is left out.
Value estimate(std::string text, std::optional<double> value, std::string_view unit, std::string_view scale) {
    Value::Object object{{"text", Value(std::move(text))}};
    if (value) object.emplace("value", Value(*value));
    if (value && !unit.empty()) object.emplace("unit", Value(unit));
    if (value && !scale.empty()) object.emplace("scale", Value(scale));
    return Value(std::move(object));
}

Found amount(const std::string& text, const std::optional<Amount>& said) {
    if (!said) return std::nullopt;
    return estimate(text, said->value, said->unit, {});
}

Found step(const std::string& text, const std::string& scale) {
    const auto said = step_in(text, scale);
    if (!said) return std::nullopt;
    return estimate(text, *said, {}, scale);
}

// Coordinates, else an address: which has letters, where coordinates that went wrong have none.
Found place(const std::string& text) {
    if (const auto at = coordinates_in(text))
        return Value(Value::Object{{"lat", Value(at->latitude)}, {"lon", Value(at->longitude)}});
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; };
    if (std::count_if(text.begin(), text.end(), is_letter) < 3) return std::nullopt;
    return Value(Value::Object{{"address", Value(text)}});
}

// An address in which coordinates went wrong: they are not lost, and somebody may put them right.
bool is_address_in_doubt(const Value& place) {
    const std::string* address = place.at("address").text();
    return address != nullptr && speaks_of_coordinates(*address);
}

// « 5000 » is in the currency that the mapping names, « 5 000 € » in its own.
Found funding(const std::string& text, const Mapping::Type& type) {
    std::optional<double> amount = amount_in(text);
    std::string currency = type.currency;
    if (const auto money = money_in(text); !amount && money && money->unit.size() == 3) {
        amount = money->value;
        currency = money->unit;
    }
    if (!amount) return std::nullopt;
    Value::Object object{{type.role, Value(*amount)}};
    if (!currency.empty()) object.emplace("currency", currency);
    return Value(std::move(object));
}

// Types that read one line of plain text.
Found of_line(const std::string& text, const Mapping::Type& type) {
    if (type.name == "date") return found(date_in(text));
    if (type.name == "licence") return found(licence_in(text));
    if (type.name == "area") return found(area_in(text));
    if (type.name == "duration") return amount(text, duration_in(text));
    if (type.name == "money") return amount(text, money_in(text));
    if (type.name == "scale") return step(text, type.scale);
    if (type.name == "geo") return place(text);
    if (type.name == "funding") return funding(text, type);
    const auto said = yes_or_no_in(text);
    return said ? Found(Value(*said ? "oui" : "non")) : Found();
}

bool reads_a_line(std::string_view type) {
    static constexpr std::array<std::string_view, 9> types{"date",  "licence", "area",    "duration", "money",
                                                           "scale", "geo",     "funding", "bool"};
    return is_of_territory(type) || std::find(types.begin(), types.end(), type) != types.end();
}

// What the field says in the place of a value that nobody understood.
Found in_words(std::string text, std::string_view type) {
    if (type == "date" || type == "licence" || type == "area") return Value(std::move(text));
    if (type == "duration" || type == "money" || type == "scale") return estimate(std::move(text), {}, {}, {});
    return std::nullopt;
}

Found image(Written written) {
    if (written.markup == Markup::wikitext) return found(file_name_in(written.text));
    return found(image_in_plain(line_of(written)));
}

Found convert(Written written, const Mapping::Type& type, std::string_view name) {
    if (name == "image") return image(written);
    if (name == "organisation") return named(line_of(written), type.role);
    return shown(written, name == "text" ? Form::prose : Form::line);
}

void add(Understood& out, Found value) {
    if (value)
        out.elements.push_back(std::move(*value));
    else
        out.whole = false;
}

void add_persons(Understood& out, Written written, const std::string& role) {
    if (written.markup != Markup::wikitext) return add(out, named(line_of(written), role));
    Persons persons = persons_in(written.text);
    if (!persons.whole) out.whole = false;
    for (NamedPerson& person : persons.persons) {
        Found known = named(std::move(person.name), role);
        if (known && !person.account.empty()) known->object()->emplace("account", Value(std::move(person.account)));
        add(out, std::move(known));
    }
}

void add_links(Understood& out, Written written, std::string_view name) {
    std::vector<Link> all =
        written.markup == Markup::wikitext ? links_in(written.text) : links_in_plain(line_of(written));
    if (all.empty()) out.whole = false;
    for (Link& link : all)
        out.elements.push_back(name == "url" ? Value(std::move(link.address)) : guide(std::move(link)));
}

// A way to reach somebody whose name is not said: it is called by that.
void add_contact(Understood& out, Written written, const Mapping::Type& type, const std::string& way) {
    std::string text = line_of(written);
    const auto reached = way == "email" ? email_in(text) : phone_in(text);
    Found contact = reached ? named(*reached, type.role) : Found();
    if (contact) contact->object()->emplace(way, *reached);
    add(out, std::move(contact));
}

// One value, or one element of a list, by the name of what it is: somebody may have written several into it.
void add_one(Understood& out, Written written, const Mapping::Type& type, std::string_view name) {
    if (name == "url" || name == "link") return add_links(out, written, name);
    if (name == "person") return add_persons(out, written, type.role);
    if (name == "email" || name == "phone") return add_contact(out, written, type, std::string(name));
    add(out, convert(written, type, name));
}

// Nothing but comments and marks: nobody said anything that could have been understood. What a template or an argument
// would have shown was said.
bool says_nothing(Written written) {
    if (!line_of(written).empty()) return false;
    return written.markup != Markup::wikitext || without_comments(written.text).find("{{") == std::string::npos;
}

Understood understand_line(std::string_view value, const Mapping::Type& type, const Around& around) {
    const Written written{value, around.markup};
    Understood out;
    const bool linked = type.name == "licence" && written.markup == Markup::wikitext;
    std::string text = linked ? std::string(trim(licence_line(written.text))) : line_of(written);
    if (text.empty()) {
        out.whole = says_nothing(written);
        return out;
    }
    if (is_of_territory(type.name)) return understand_territory(text, type, around);
    add(out, of_line(text, type));
    if (type.name == "geo" && !out.elements.empty() && is_address_in_doubt(out.elements.front())) out.whole = false;
    if (!out.whole) out.words = in_words(std::move(text), type.name);
    return out;
}

}  // namespace

Understood understand(std::string_view written, const Mapping::Type& type, const Around& around) {
    const std::string_view text = trim(written);
    if (reads_a_line(type.name)) return understand_line(text, type, around);
    Understood out;
    if (type.name == "list") {
        for (const std::string& element : elements_of(text, type, around.markup))
            add_one(out, {element, around.markup}, type, type.element);
    } else if (!text.empty()) {
        add_one(out, {text, around.markup}, type, type.name);
        // A field for one address takes the first; that there are more must not be lost.
        if (out.elements.size() > 1) out.whole = false;
        out.elements.resize(std::min<std::size_t>(out.elements.size(), 1));
    }
    if (!out.whole && out.elements.empty() && says_nothing({text, around.markup})) out.whole = true;
    return out;
}

Understood understand_element(std::string_view text, const Mapping::Type& type, const Around& around) {
    if (reads_a_line(type.name)) return understand_line(text, type, around);
    Understood out;
    add_one(out, {trim(text), around.markup}, type, type.name == "list" ? type.element : type.name);
    return out;
}

std::string identity_of(const Value& element, const Mapping::Type& type) {
    if (const std::string* text = element.text()) return type.element == "url" ? *text : fold_key(*text);
    if (const std::string* address = element.at("url").text()) return *address;
    return fold_key(element.at("name").text_or({}));
}

}  // namespace moisson
