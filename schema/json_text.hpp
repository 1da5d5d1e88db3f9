// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/snapshot.hpp"
#include "schema/value.hpp"

#include <map>
#include <string>
#include <string_view>

namespace moisson {

// Canonical JSON piece by piece, for whoever lays out a line in an order of its own. Each appends to `out`.
// Invalid UTF-8 becomes U+FFFD, one a byte; a number that is not finite becomes null.
void append_json(std::string& out, std::string_view text);  // quoted and escaped
void append_json(std::string& out, const Value::Object& object);
void append_json(std::string& out, const Value& value);
void append_json(std::string& out, const std::map<std::string, Provenance>& provenance);

}  // namespace moisson
