// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http_message.hpp"
#include "schema/result.hpp"

#include <optional>
#include <variant>

namespace moisson {

struct Continue {};  // heard; ask me again
template <class Reply>
using Step = std::variant<Continue, Reply>;

// A dialogue with a source, without the I/O: it says what to ask next and is handed the answer.
// Whoever drives it owns the socket and the clock, and repeats, waits and gives up (daemon/http/driver).
template <class Reply>
class Conversation {
public:
    virtual ~Conversation() = default;

    // What to ask now; empty when nothing is left to ask.
    // Until accept() succeeds or ease() changes its mind, it repeats the same request.
    virtual std::optional<HttpRequest> next() = 0;

    // Takes the answer by value, so that it may parse in place. After an error the conversation
    // stands where it was. Error.wait carries what the source asked for (maxlag, readonly, Retry-After).
    virtual Result<Step<Reply>> accept(HttpResponse response) = 0;

    // The same request failed too often, or its answer was too large: ask for less next time.
    // At one item, that item is given up: a later reply carries it in `ignored` (and in `owed`, so that it is
    // tried again another day) with `why`. False when there is nothing to make smaller or to leave out.
    virtual bool ease(const Error& why) = 0;
};

}  // namespace moisson
