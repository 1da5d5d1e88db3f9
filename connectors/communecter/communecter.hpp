// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/connector.hpp"

// Communecter: organisations, projects, events … and answers to calls, in lists that are searched. See
// docs/communecter.md for what its servers do otherwise than one would think.
namespace moisson::communecter {

Result<std::unique_ptr<Conversation<Traits>>> probe(const Section& options);
Result<std::unique_ptr<Connector>> open(const Section& options, const Traits& traits);

// How one signs in; an empty pointer where the configuration names no account.
Result<std::unique_ptr<SignIn>> sign_in(const Section& options);

// Where it is asked, and for what: when that changes, everything is read again.
std::string followed(const Section& options);

}  // namespace moisson::communecter
