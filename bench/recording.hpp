// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace moisson::bench {

// One request of a recorded harvest and where its answer stands in the file `answers`: status line, headers, body.
struct Recorded {
    std::size_t offset = 0;
    std::size_t length = 0;
    std::string method;
    std::string target;  // path and query, as on the wire
    std::string form;    // the body of a POST, as on the wire; empty: none
};

// The requests in the order in which they were made; throws std::runtime_error when the folder holds no recording.
// Format of `index`, a line a request: OFFSET LENGTH METHOD TARGET [FORM]
std::vector<Recorded> read_index(const std::string& folder);

// A file, whole; throws std::runtime_error.
std::string read_file(const std::string& path);

}  // namespace moisson::bench
