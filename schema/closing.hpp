// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/instant.hpp"
#include "schema/value.hpp"

#include <optional>
#include <string>

namespace moisson {

// That a source asked to be left alone for longer than a conversation waits. Kept with it, so that the next process
// leaves it alone too.
struct Closing {
    Instant since{};  // our clock, as is `until`
    Instant until{};
    std::string followed;  // where it was asked, and for what: elsewhere it may be asked at once
    std::string why;       // "HTTP 403: the site does not let us in"
    std::string remedy;    // whom to write to; may be empty

    friend bool operator==(const Closing&, const Closing&) = default;
};

// Whether it still holds at that instant of our clock. What began after it was written before the clock was set back.
bool holds(const Closing& closing, Instant now) noexcept;

Value to_value(const Closing& closing);
// Total: one that cannot be read is forgotten, and the worst it costs is one more question.
std::optional<Closing> closing_from(const Value& value);

}  // namespace moisson
