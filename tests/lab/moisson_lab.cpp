// SPDX-License-Identifier: GPL-3.0-or-later
// moisson-lab: the command line in a world that dies on demand. Never installed.
#include "daemon/cli/moisson.hpp"
#include "tests/lab/lab_world.hpp"

int main(int argc, char** argv) {
    return moisson::daemon::moisson(argc, argv, moisson::lab::world_that_dies());
}
