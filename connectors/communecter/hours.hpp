// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/reading.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace moisson::communecter {

// Whether an object at that pointer says when a place is open on a day: one of `openingHours`, or all of it.
bool are_hours(std::string_view pointer) noexcept;

// Makes one line of what such an object says, as schema.org writes it: {"dayOfWeek":"Mo","hours":[{"opens":"09:00",
// "closes":"12:00"}]} is "Mo 09:00-12:00". Its values are those from `from` on; the line stands before those that have
// no part in it. `span` is the object's.
void join_hours(std::vector<NamedValue>& values, std::size_t from, const std::string& pointer, Span span);

}  // namespace moisson::communecter
