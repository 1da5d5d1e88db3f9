// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/connector.hpp"

namespace moisson::mediawiki {

// The kind "mediawiki": any wiki that runs MediaWiki 1.27 or later and lets anybody read.
// Options: api (required), namespaces (default [0, 1, 4, 10, 12, 14]).
Result<std::unique_ptr<Conversation<Traits>>> probe(const Section& options);
Result<std::unique_ptr<Connector>> open(const Section& options, const Traits& traits);
std::string followed(const Section& options);
Result<std::unique_ptr<Dump>> open_dump(const Section& options, const Traits& traits, std::uint64_t from);

}  // namespace moisson::mediawiki
