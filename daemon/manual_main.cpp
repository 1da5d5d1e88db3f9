// SPDX-License-Identifier: GPL-3.0-or-later
// moisson-manual FOLDER: writes the manual pages there. Not installed; docs/man is what it wrote last, and a test says
// when that is out of date.
#include "daemon/cli/man_page.hpp"

#include <fstream>
#include <iostream>

int main(int argc, char** argv) {
    namespace ours = moisson::daemon;
    if (argc != 2) {
        std::cerr << "usage: moisson-manual FOLDER\n";
        return ours::exit_code::usage;
    }
    for (const ours::Program& program : {ours::moisson_program(), ours::moissond_program()}) {
        std::ofstream page(std::string(argv[1]) + "/" + program.name + "." + program.section, std::ios::binary);
        page << ours::man_page(program);
        if (!page.flush()) {
            std::cerr << "moisson-manual: cannot write into " << argv[1] << "\n";
            return ours::exit_code::failed;
        }
    }
    return ours::exit_code::complete;
}
