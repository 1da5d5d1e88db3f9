// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/control/socket_file.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <iterator>
#include <string>

namespace moisson::daemon {

namespace {

unsigned long long inode_of(const std::filesystem::path& path) noexcept {
    struct stat found {};
    return ::lstat(path.c_str(), &found) == 0 ? found.st_ino : 0;
}

}  // namespace

bool somebody_accepts(const std::filesystem::path& socket) noexcept {
    const std::string& path = socket.native();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) return false;
    std::copy(path.begin(), path.end(), std::begin(address.sun_path));
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) return false;
    const int code = ::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    const bool accepts = code == 0 || errno == EAGAIN;  // EAGAIN: as many wait as may
    ::close(descriptor);
    return accepts;
}

SocketFile::~SocketFile() {
    std::error_code ignored;
    if (inode_ != 0 && inode_of(path_) == inode_) std::filesystem::remove(path_, ignored);
}

void SocketFile::keep(std::filesystem::path path) {
    path_ = std::move(path);
    inode_ = inode_of(path_);
}

}  // namespace moisson::daemon
