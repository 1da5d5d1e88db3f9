// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/cli/command_table.hpp"

#include <string>

namespace moisson::daemon {

// The manual page of a program, in man(7)'s roff, from the table that --help is made of.
std::string man_page(const Program& program);

}  // namespace moisson::daemon
