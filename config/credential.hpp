// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/result.hpp"
#include "schema/secret.hpp"

#include <string>

namespace moisson {

// The most a file of a credential may hold, in bytes.
inline constexpr std::size_t largest_credential = 8192;

// What such a file says: a name on its first line and a password on the second, or one line that is a token. The text
// is wiped. Error{config} at `place` quotes nothing of it.
Result<Credential> parse_credential(std::string text, const std::string& place);

// Error{config} at `place` unless `named` can be a credential: a whole path, or the name of one that systemd gives.
Result<Done> check_credential_name(const std::string& named, const std::string& place);

}  // namespace moisson
