// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/result.hpp"

#include <string>

namespace moisson::daemon {

// Who is spoken to: two addresses with the same origin are the same server.
struct Origin {
    std::string scheme;  // "http" or "https"
    std::string host;    // in lower case
    std::string port;    // always there, even when it is the scheme's own

    std::string text() const { return scheme + "://" + host + ":" + port; }
    bool loopback() const;
    friend bool operator==(const Origin&, const Origin&) = default;
};

// Error{config}: not an address. Error{refused}: neither http nor https.
Result<Origin> origin_of(const std::string& url);

// What a Location header means when it is read at `base`. Error{invalid}: no address at all.
Result<std::string> resolve(const std::string& base, const std::string& location);

// An address as it may be shown: what is asked of a server can be long, and is nobody's business.
std::string without_query(const std::string& url);

}  // namespace moisson::daemon
