// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http_message.hpp"
#include "schema/instant.hpp"
#include "schema/result.hpp"

#include <optional>

namespace moisson::daemon {

// What a 429 or 503 asks for in Retry-After: seconds, or a date, which is held against the answer's own Date, because
// it was written by the server's clock; without one, against `now`. Empty for any other answer.
std::optional<Wait> retry_after(const HttpResponse& answer, Instant now);

}  // namespace moisson::daemon
