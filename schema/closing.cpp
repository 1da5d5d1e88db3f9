// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/closing.hpp"

#include <chrono>

namespace moisson {

bool holds(const Closing& closing, Instant now) noexcept {
    constexpr std::chrono::hours longest{24};
    return now < closing.until && closing.until - now <= longest;
}

Value to_value(const Closing& closing) {
    return Value::Object{{"until", to_iso(closing.until)},
                         {"followed", closing.followed},
                         {"why", closing.why},
                         {"remedy", closing.remedy}};
}

std::optional<Closing> closing_from(const Value& value) {
    const auto until = from_iso(value.at("until").text_or(""));
    if (!until) return std::nullopt;
    return Closing{*until, value.at("followed").text_or(""), value.at("why").text_or(""),
                   value.at("remedy").text_or("")};
}

}  // namespace moisson
