// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http_message.hpp"
#include "schema/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace moisson {

// How the cause begins when a server says that it is asked too often: it concerns the whole source.
inline constexpr std::string_view too_many_requests = "HTTP 429";

// What only a kind of source can say of a failure that all of them know.
struct StatusWords {
    std::string_view give_address;  // the remedy where the address is wrong
    std::string said;               // the server's own words on its failure, as they may be told on; may be empty
    std::string elsewhere;          // where it sends us, as it may be told on: "to autre.example"
};

// What an answer's status line alone says is wrong, in any kind of source; nothing for a success. `where` is the
// address asked. Who is not let in (401, 403), and whether it is for good (410), each kind says for itself.
std::optional<Error> refusal_of_status(const HttpResponse& answer, const std::string& where, const StatusWords& words);

// "HTTP 403: the site does not let us in"
std::string status_text(int status, std::string_view meaning);

// Whether a text begins as HTML does.
bool looks_like_html(std::string_view text) noexcept;

}  // namespace moisson
