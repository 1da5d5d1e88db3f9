// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/recording.hpp"

#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace moisson::bench {

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<Recorded> read_index(const std::string& folder) {
    std::istringstream lines(read_file(folder + "/index"));
    std::vector<Recorded> requests;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        Recorded one;
        if (!(words >> one.offset >> one.length >> one.method >> one.target))
            throw std::runtime_error(folder + "/index has a line that is no request");
        words >> one.form;
        requests.push_back(std::move(one));
    }
    if (requests.empty()) throw std::runtime_error(folder + "/index is empty");
    return requests;
}

}  // namespace moisson::bench
