// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http_message.hpp"
#include "schema/instant.hpp"
#include "schema/result.hpp"

#include <optional>
#include <string_view>

namespace moisson {

// "Sun, 06 Nov 1994 08:49:37 GMT"; the two obsolete forms of HTTP dates, and anything else, are nullopt.
std::optional<Instant> http_date(std::string_view text);

// What Retry-After asks, in seconds or as a date held against the server's own Date header. At most a day, so that
// a mad server does not silence a source for ever. Nothing when it is absent or says nothing that can be understood.
std::optional<Wait> retry_after(const HttpResponse& answer);

}  // namespace moisson
