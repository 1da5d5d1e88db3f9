// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/ids.hpp"
#include "schema/instant.hpp"
#include "schema/value.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The forms in which PHP and MongoDB write what is one thing. Every function is total: what has no sensible form is
// empty.
namespace moisson::communecter {

// Twenty-four lower-case hexadecimal digits.
bool is_id(std::string_view text) noexcept;

// An id as it may be written: a text in either case, {"$id":…}, {"$oid":…}; else an empty text.
std::string id_of(const Value& written);

// What names an element here and in the store: "organizations-5a1b…".
ItemId item_of(std::string_view collection, std::string_view id);

// The two halves of such a name; empty for any other.
struct ElementName {
    std::string collection;
    std::string id;
};
std::optional<ElementName> name_of_element(const ItemId& item);

// Seconds since 1970: a number or its digits, {"sec"}, {"$date"} in milliseconds, {"$numberLong"}, ISO 8601 (an offset
// without a colon too), "YYYY-MM-DD HH:MM:SS" in UTC, RFC 2822. Years 1970 to 9999; 0 says nothing.
std::optional<std::int64_t> seconds_of(const Value& written);

Instant instant_of(std::int64_t seconds) noexcept;

// The same as ISO 8601; empty when it is no time.
std::string iso_of(const Value& written);

// Whether a flag is set, as people mean it: "false", "0", 0, "" and null are not. For what forbids: anything odd does.
bool is_set(const Value& flag);

// Whether it says yes and nothing else: true, 1, "true", "1". For what allows: anything odd does not.
bool is_a_yes(const Value& flag);

// A list of texts, however written: a list, an object whose names say nothing, one text with commas.
std::vector<std::string> texts_of(const Value& written);

// PHP's empty values, which say nothing: null, "", [], {}.
bool is_empty(const Value& value);

// A name as people read it: references of HTML decoded, a second time only where they were escaped twice.
std::string decoded(std::string_view text);

// The same on one line, without white space around it.
std::string line_of(std::string_view text);

}  // namespace moisson::communecter
