// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/daemon/daemon_rig.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <stdexcept>

namespace moisson::test {

namespace {
// Nobody waits for ever: a test that would hang fails instead.
constexpr std::chrono::seconds patience{30};
}  // namespace

Caller::Caller(const std::string& path) : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un place{};
    place.sun_family = AF_UNIX;
    if (path.size() >= sizeof place.sun_path) throw std::runtime_error("too long a path: " + path);
    std::memcpy(place.sun_path, path.c_str(), path.size() + 1);
    const timeval silence{patience.count(), 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &silence, sizeof silence);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&place), sizeof place) != 0)
        throw std::runtime_error("nobody listens at " + path);
}

void Caller::hang_up() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
}

Caller& Caller::say(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) break;  // it would hear no more: its answer tells
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return *this;
}

Caller& Caller::say_no_more() {
    ::shutdown(socket_, SHUT_WR);
    return *this;
}

std::string Caller::hear() const {
    return hear_until({});
}

std::string Caller::hear_until(std::string_view s) const {
    std::string heard;
    std::array<char, 4096> piece{};
    const auto end = std::chrono::steady_clock::now() + patience;
    while (s.empty() || heard.find(s) == std::string::npos) {
        const ssize_t size = ::recv(socket_, piece.data(), piece.size(), 0);
        if ((size < 0 && errno == EAGAIN) || std::chrono::steady_clock::now() > end)
            throw std::runtime_error("no end of the answer in half a minute");
        if (size <= 0) break;
        heard.append(piece.data(), static_cast<std::size_t>(size));
    }
    return heard;
}

Answer read_answer(const std::string& bytes) {
    Answer answer;
    const std::size_t head = bytes.find("\r\n\r\n");
    if (!bytes.starts_with("HTTP/1.1 ") || head == std::string::npos) return answer;
    answer.status = std::stoi(bytes.substr(9, 3));
    for (std::size_t at = head + 4; at < bytes.size();) {
        const std::size_t line = bytes.find("\r\n", at);
        const std::size_t size = std::stoul(bytes.substr(at, line - at), nullptr, 16);
        if (size == 0) return answer;
        answer.body += bytes.substr(line + 2, size);
        at = line + 2 + size + 2;
    }
    throw std::runtime_error("an answer without its end");
}

Answer ask(const std::string& socket, const std::string& line, const std::string& form) {
    Caller caller(socket);
    caller.say(line + " HTTP/1.1\r\nHost: moisson\r\nContent-Length: " + std::to_string(form.size()) + "\r\n\r\n" +
               form);
    return read_answer(caller.hear());
}

}  // namespace moisson::test
