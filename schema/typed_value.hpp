// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/mapping.hpp"
#include "schema/value.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace moisson {

// Of what the types make of a value. Raise it whenever they understand one otherwise than before: the kept pages are
// then read again under the same mapping.
inline constexpr int types_version = 4;

// What a written value means under a type.
struct Understood {
    Value::List elements;        // at most one unless the type is a list
    bool whole = true;           // false: something in it could not be understood, so its text must be kept
    std::optional<Value> words;  // then: what the field says where no rule of it is understood; empty: nothing
};

// What a value needs from its surroundings to be understood.
struct Around {
    Markup markup = Markup::wikitext;          // what is a sign in it
    const Territories* territories = nullptr;  // none: codes say what they say by themselves
    const Value* said = nullptr;               // what earlier origins of the same field said; none: nothing
};

// Total: what is no value of that type gives no element.
Understood understand(std::string_view written, const Mapping::Type& type, const Around& around = {});

// One element of a list that needs no splitting (a category, a tag, an element of an array).
Understood understand_element(std::string_view text, const Mapping::Type& type, const Around& around = {});

// By what two elements of a list are the same one: names fold case and spaces, addresses do not.
std::string identity_of(const Value& element, const Mapping::Type& type);

}  // namespace moisson
