// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace moisson {

// How much is asked for at a time. Halved when it is too much; after that, what did not come is searched by halves,
// so that one bad page among fifty is found in six steps; then it doubles at each success up to the full size.
class Portion {
public:
    Portion(std::size_t full, std::size_t least) noexcept : full_(full), least_(least), size_(full) {}

    std::size_t size() const noexcept { return size_; }
    std::size_t full() const noexcept { return full_; }

    // False when it is already as small as it may be.
    bool shrink() noexcept;
    // So many at a time from now on, until it grows again; false when that is no less than now.
    bool fit(std::size_t count) noexcept;
    // So many arrived (or were left out).
    void advance(std::size_t count) noexcept;
    // The same, and more at a time would be too much.
    void stay(std::size_t count) noexcept;
    // Everything that would not come has come: what follows is something else.
    void acquit() noexcept { suspects_ = 0; }

private:
    std::size_t full_;
    std::size_t least_;
    std::size_t size_;
    std::size_t suspects_ = 0;  // the next ones, among which something would not come
};

}  // namespace moisson
