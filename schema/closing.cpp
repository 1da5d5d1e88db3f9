// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/closing.hpp"

#include <chrono>

namespace moisson {

bool holds(const Closing& closing, Instant now) noexcept {
    constexpr std::chrono::hours put_right{1};  // a clock that is put right by minutes opens no door
    return now < closing.until && closing.since - now <= put_right;
}

Value to_value(const Closing& closing) {
    return Value::Object{{"since", to_iso(closing.since)},
                         {"until", to_iso(closing.until)},
                         {"followed", closing.followed},
                         {"why", closing.why},
                         {"remedy", closing.remedy}};
}

std::optional<Closing> closing_from(const Value& value) {
    const auto since = from_iso(value.at("since").text_or(""));
    const auto until = from_iso(value.at("until").text_or(""));
    if (!since || !until) return std::nullopt;
    return Closing{*since, *until, value.at("followed").text_or(""), value.at("why").text_or(""),
                   value.at("remedy").text_or("")};
}

}  // namespace moisson
