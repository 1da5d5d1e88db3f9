// SPDX-License-Identifier: GPL-3.0-or-later
// moisson: the command line.
#include "daemon/cli/moisson.hpp"

int main(int argc, char** argv) {
    return moisson::daemon::moisson(argc, argv, {});
}
