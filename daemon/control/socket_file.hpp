// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace moisson::daemon {

// Whether a process stands behind that Unix socket; one that was killed leaves its file behind.
bool somebody_accepts(const std::filesystem::path& socket) noexcept;

// The file of a socket that we listen on. Gone at the end, unless another process has put its own there meanwhile.
class SocketFile {
public:
    SocketFile() = default;
    ~SocketFile();
    SocketFile(const SocketFile&) = delete;
    SocketFile& operator=(const SocketFile&) = delete;

    // From when the socket is bound.
    void keep(std::filesystem::path path);

private:
    std::filesystem::path path_;
    unsigned long long inode_ = 0;
};

}  // namespace moisson::daemon
