// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/secret.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace moisson {

// Whether a request may be repeated without asking anybody.
enum class Intent { read, idempotent, once };

// Who asks. `wanted`: the account of the source, as long as it lets us in; anybody else's read otherwise.
enum class Session { none, wanted };

using Fields = std::vector<std::pair<std::string, std::string>>;

// What a connector wants asked. No socket, no clock: whoever drives the conversation has them.
// Has constructors: such values travel through co_await (g++ 12 destroys aggregates twice there).
struct HttpRequest {
    std::string url;  // without the query
    Fields query;     // percent-encoded by the client
    Fields form;      // when it or secret_form is not empty: POST application/x-www-form-urlencoded
    Fields headers;
    // Sent with the others, told to nobody: what signing in says, and what whoever drives the conversation adds where
    // the session is wanted.
    SecretFields secret_form;
    SecretFields secret_headers;
    Session session = Session::none;
    Intent intent = Intent::read;
    // For servers that look for headers by the case they were written in, which HTTP/2 does not keep.
    bool http1_only = false;

    HttpRequest() = default;
    explicit HttpRequest(std::string address) : url(std::move(address)) {}
    HttpRequest(std::string address, Fields parameters) : url(std::move(address)), query(std::move(parameters)) {}
};

struct HttpResponse {
    int status = 0;
    Fields headers;    // names in lower case
    std::string body;  // decompressed

    HttpResponse() = default;
    HttpResponse(int code, std::string text) : status(code), body(std::move(text)) {}

    // The first header of that (lower case) name, or an empty text.
    std::string_view header(std::string_view name) const noexcept {
        for (const auto& [key, value] : headers)
            if (key == name) return value;
        return {};
    }
};

}  // namespace moisson
