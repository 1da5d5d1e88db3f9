// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http_message.hpp"

#include <string>
#include <string_view>

namespace moisson::daemon {

// Everything but A-Z a-z 0-9 - . _ ~ as %XX, byte by byte; good for queries and for forms alike.
std::string percent_encode(std::string_view text);

// "name=value&name=value", names and values encoded.
std::string encode_fields(const Fields& fields);

// The address with these parameters added to the query it may already have, and without its fragment.
std::string with_query(std::string_view url, const Fields& query);

}  // namespace moisson::daemon
