// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/result.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace moisson::daemon {

// Turns the bytes of a file into those of the text inside. Holds no more than its window, whatever the file says.
class Unpacker {
public:
    virtual ~Unpacker() = default;

    // Takes from `in` what it needs, fills `out` as far as it can; how much. The error says what is wrong, not where.
    virtual Result<std::size_t> unpack(std::string_view& in, std::span<char> out) = 0;
    // Whether the file may end here.
    virtual bool may_end() const noexcept = 0;
};

// By the first bytes of the file, not by its name: gzip, bzip2, zstd, else the text itself.
std::unique_ptr<Unpacker> unpacker_for(std::string_view beginning);

}  // namespace moisson::daemon
