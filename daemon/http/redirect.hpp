// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http_message.hpp"
#include "schema/result.hpp"

#include <optional>

namespace moisson::daemon {

// Where an answer sends us, as the request to make next; empty when it is a final answer. Only to the same scheme,
// host and port, and never with a request that may be made only once: else Error{refused}, naming both addresses.
Result<std::optional<HttpRequest>> redirected(const HttpRequest& request, const HttpResponse& answer);

}  // namespace moisson::daemon
