// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config.hpp"
#include "connectors/connector.hpp"
#include "daemon/http/membership.hpp"
#include "daemon/system/places.hpp"

#include <memory>

namespace moisson::daemon {

// Reads what `source.credential` names: a path, or the name of a file in the folder that systemd made for us.
// Error{config} at the place where it is named: not there, no regular file, readable by others, or not a credential.
// A process that has read one leaves no core behind.
Result<HeldCredential> read_credential(const SourceConfig& source, const Places& places);

// Whether it is one that systemd gives, and we were not started by it: then nobody but the service can look at it.
bool is_of_service_alone(const SourceConfig& source, const Places& places);

// The account of a source, its credential looked at once already; an empty pointer where it has none.
Result<std::unique_ptr<Membership>> open_membership(const SourceConfig& source, const ConnectorKind& kind,
                                                    const Places& places);

}  // namespace moisson::daemon
