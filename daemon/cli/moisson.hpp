// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/system/world.hpp"

namespace moisson::daemon {

// The whole program `moisson`; the exit code. A test build passes a world of its own.
int moisson(int argc, char** argv, World world);

}  // namespace moisson::daemon
