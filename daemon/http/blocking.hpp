// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/http/http_client.hpp"

#include <functional>
#include <string_view>

namespace moisson::daemon {

// For a program that has nothing else to do meanwhile, like the command line that speaks with the daemon through its
// socket. The same limits, trust and errors as CurlClient, except that redirects are answers like any other. A socket
// nobody listens on is Error{transport} whose `what` begins with `cannot_reach`.
Result<HttpResponse> send_blocking(const HttpRequest& request, const HttpOptions& options);

// The same for a body that comes over time (server-sent events): each piece is handed over as it comes, false ends
// the exchange. Such a stream may be long, silent and slow: only limits.connect counts. The body of an answer that is
// no success (2xx) is not handed over but kept in the response, within the limits.
Result<HttpResponse> stream_blocking(const HttpRequest& request, const HttpOptions& options,
                                     const std::function<bool(std::string_view)>& take);

}  // namespace moisson::daemon
