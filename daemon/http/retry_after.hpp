// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http_message.hpp"
#include "schema/instant.hpp"
#include "schema/result.hpp"

#include <optional>
#include <string_view>

namespace moisson::daemon {

// "Sun, 06 Nov 1994 08:49:37 GMT", the one form of date that HTTP servers may send today.
std::optional<Instant> from_http_date(std::string_view text);

// What a 429 or 503 asks for in Retry-After: seconds, or a date, which is held against the answer's own Date, because
// it was written by the server's clock; without one, against `now`. Empty for any other answer.
std::optional<Wait> retry_after(const HttpResponse& answer, Instant now);

}  // namespace moisson::daemon
