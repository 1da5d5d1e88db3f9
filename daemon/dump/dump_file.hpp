// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dump/unpacker.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace moisson::daemon {

// A file on disk, unpacked as it is read: never more of it in memory than a piece.
class DumpFile {
public:
    // Error{config}: there is no such file, or it is none that can be read.
    static Result<std::unique_ptr<DumpFile>> open(const std::string& path);
    ~DumpFile();
    DumpFile(const DumpFile&) = delete;
    DumpFile& operator=(const DumpFile&) = delete;

    // The next bytes of the text, until the next call; empty at the end. Error{invalid} names the byte of the file.
    Result<std::string_view> read();
    // The next read() begins at that byte of the text.
    Result<Done> skip_to(std::uint64_t position);

    std::uint64_t size() const noexcept { return size_; }                    // of the file on disk
    std::uint64_t consumed() const noexcept { return taken_ - in_.size(); }  // of these
    // What tells it from other files: its size and a digest of its beginning.
    const std::string& identity() const noexcept { return identity_; }

private:
    DumpFile(std::string path, int descriptor, std::uint64_t size);
    Result<Done> begin();
    Result<Done> fill();
    tl::unexpected<Error> broken(std::string what) const;

    std::string path_;
    int descriptor_;
    std::uint64_t size_;
    std::string identity_;
    std::unique_ptr<Unpacker> unpacker_;
    std::string raw_;      // as on disk
    std::string_view in_;  // of raw_, not yet unpacked
    std::string out_;
    std::size_t filled_ = 0;     // of out_
    std::size_t left_over_ = 0;  // at its end: handed out again
    std::uint64_t taken_ = 0;    // from the disk
    std::uint64_t made_ = 0;     // of the text
    bool out_was_full_ = false;
    bool at_end_ = false;  // of the disk's bytes
};

}  // namespace moisson::daemon
