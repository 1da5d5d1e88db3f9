// SPDX-License-Identifier: GPL-3.0-or-later
// moissond-lab: the daemon in a world that dies on demand. Never installed.
#include "daemon/cli/moissond.hpp"
#include "tests/lab/lab_world.hpp"

int main(int argc, char** argv) {
    return moisson::daemon::moissond(argc, argv, moisson::lab::world_that_dies());
}
