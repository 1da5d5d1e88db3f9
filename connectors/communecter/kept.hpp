// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/value.hpp"

#include <string>
#include <vector>

// What is kept of what was sent: each member by its own shape, and nothing that has another. What a server adds one
// day, a person's name among it, is not kept until somebody lists it here. All are total and linear; null keeps
// nothing.
namespace moisson::communecter {

// A text that reaches nobody, a number, or yes and no.
Value kept_words(const Value& written);

// Such words, one or a list of them; [], {"0":…} and what is empty written the same way.
Value kept_list(const Value& written);

// The texts of such a list, without those that are blank.
std::vector<std::string> kept_texts(const Value& written);

// What an element says of itself, in words that are the same in every collection: "urls", "openingHours", "geo" …
Value::Object kept_members(const Value& element);

// A place by which an element is reached: "email", "telephone", "contact".
Value kept_way_to_reach(const Value& written);

// {"<id>":{type, name}} of what is no person; the rest, and whatever has a type nobody foresaw, is not there.
Value kept_relation(const Value& written);

// One of them; null for a person.
Value kept_related(const Value& document, const std::string& type);

// The elements of a list, or those of an object whose keys count ("2" before "10"), in their order.
std::vector<Value> elements_of(const Value& written);

// Puts a member in unless it is empty.
void keep(Value::Object& into, const char* name, Value value);

}  // namespace moisson::communecter
