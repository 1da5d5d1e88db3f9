// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/result.hpp"

#include <string>
#include <string_view>

namespace moisson {

// Whether unencrypted requests may leave this machine.
enum class PlainHttp { loopback_only, allowed };

// Error{config} at `place` unless `url` is an address we agree to speak to: https, or http within `plain`;
// never with a name or a password inside.
Result<Done> check_address(std::string_view url, PlainHttp plain, const std::string& place);

// Something the admin of a source can write to: an e-mail address or an https page. One printable line.
bool is_contact(std::string_view text);

}  // namespace moisson
