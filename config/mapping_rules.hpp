// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/document.hpp"
#include "schema/mapping.hpp"

#include <vector>

namespace moisson {

// The [[kind]] tables, in their order. Error{config} with its place.
Result<std::vector<Mapping::KindRule>> read_kinds(const Node& kinds);

// The table [facts], sorted by fact. Error{config} with its place.
Result<std::vector<Mapping::FactRule>> read_facts(const Node& facts);

// The [field.X] tables, sorted by field. Error{config} with its place.
Result<std::vector<Mapping::FieldRule>> read_fields(const Node& fields);

// How values are understood: "line", { list = "url" }, { scale = "difficulty" }. Error{config} with its place.
Result<Mapping::Type> read_type(const Node& type);

// The values that no field takes and that are no surprise. Error{config} with its place.
Result<std::vector<Mapping::From>> read_known(const Node& known);

}  // namespace moisson
