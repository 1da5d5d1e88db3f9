// SPDX-License-Identifier: GPL-3.0-or-later
// moissond: the daemon.
#include "daemon/cli/moissond.hpp"

int main(int argc, char** argv) {
    return moisson::daemon::moissond(argc, argv, {});
}
