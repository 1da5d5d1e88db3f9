// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/why.hpp"
#include "report/health_words.hpp"
#include "report/template.hpp"

#include <string>
#include <string_view>
#include <variant>

// The words of those reasons that need nothing but themselves, and what the others are read by. A number that a reason
// does not have is 0, an id or a text empty.
namespace moisson::report {

template <class Quantity>
const Quantity* number_of(const health::Reason& reason, std::string_view name) {
    for (const auto& [key, value] : reason.numbers)
        if (key == name) return std::get_if<Quantity>(&value);
    return nullptr;
}

long count_of(const health::Reason& reason, std::string_view name);
std::string_view id_in(const health::Reason& reason, std::string_view name);
std::string percent_of(const health::Reason& reason, Precision precision);
std::string month_seen(const health::Reason& reason);  // "mars 2025"

// The keys `multiple` and `with_multiple`: what is not told for want of a number is told in other words.
Told multiple_of(const health::Reason& reason);

std::string activity(const health::Reason& reason);  // of vivant, en_veille, a_reveiller, orphelin
std::string active_weeks(const health::Reason& reason);
std::string missing(const health::Reason& reason);
std::string not_counted(const health::Reason& reason);

}  // namespace moisson::report
