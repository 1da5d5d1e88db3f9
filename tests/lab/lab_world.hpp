// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/system/world.hpp"

namespace moisson::lab {

// A world that dies on demand, for the stories of a killed process. MOISSON_LAB_DIE names the place and its turn:
//   request:N   as the Nth request is about to leave
//   body:N      when the Nth piece of an answer's body has arrived
//   before:N    with the Nth transaction settled, before it is committed
//   after:N     just after the Nth transaction was committed
// Dying is _exit(137), like SIGKILL: nothing is flushed, nobody is told. MOISSON_LAB_COUNT names a file that gets one
// letter a place passed (r b B A), so that a story knows how many there are.
// MOISSON_LAB_STALL_MS and MOISSON_LAB_TOTAL_MS are the patience with a server that falls silent, or never ends: what
// is told of the half minute and the two minutes of the shipped programs need not take as long. MOISSON_LAB_AHEAD_S
// is by how many seconds our clock is ahead: what is told of the day after tomorrow need not wait for it.
daemon::World world_that_dies();

}  // namespace moisson::lab
