// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/batch.hpp"
#include "schema/result.hpp"
#include "schema/traits.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace moisson {

// What a file says of itself before its first page.
struct DumpHead {
    Traits traits;             // of the source that wrote it, as far as a file tells
    std::uint64_t length = 0;  // bytes: the pages begin behind them
};

// What some pages of a dump brought.
struct DumpBatch {
    Batch batch;
    std::uint64_t position = 0;  // in the file: of all that ends before it, everything was handed over
    std::uint64_t left_out = 0;  // pages outside what is followed, of this batch
};

// A file in which a source wrote itself down, read in pieces. Pure: it is handed the bytes, and holds no more of them
// than one page's latest text.
class Dump {
public:
    virtual ~Dump() = default;

    // The next bytes of the file, in order.
    virtual void take(std::string_view bytes) = 0;
    // No more will come.
    virtual void end() = 0;
    // What the bytes so far brought; empty when more of them are needed, or after end() when all was handed over.
    // Error{invalid}: from there on nothing can be read; everything before was handed over.
    virtual Result<std::optional<DumpBatch>> next() = 0;
    // From where the source is followed after this file: nothing is asked again that is known by it.
    // `whole`: how many items are known with all their revisions, once the file was read and that may be so.
    virtual Cursor cursor(std::optional<std::uint64_t> whole) const = 0;
};

}  // namespace moisson
