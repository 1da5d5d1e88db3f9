// SPDX-License-Identifier: GPL-3.0-or-later
// A recorded wiki: gives back the answers of a recording, byte for byte, to the requests that brought them, as fast as
// a socket takes them. What was not recorded is answered 404, and said on standard error.
//
//   replay RECORDING        prints its address once it listens; ends by a signal
#include "bench/recording.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <exception>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <unordered_map>

namespace {

constexpr std::string_view unknown = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
constexpr std::size_t read_bytes = 64U << 10;
constexpr std::size_t longest_request = 1U << 20;

class Answers {
public:
    explicit Answers(const std::string& folder) : bytes_(moisson::bench::read_file(folder + "/answers")) {
        for (const auto& one : moisson::bench::read_index(folder)) {
            if (one.offset > bytes_.size() || one.length > bytes_.size() - one.offset)
                throw std::runtime_error("the recording is cut short");
            places_[one.method + ' ' + one.target + ' ' + one.form] = {one.offset, one.length};
        }
    }

    std::string_view to(const std::string& request) const {
        auto found = places_.find(request);
        if (found != places_.end()) return std::string_view(bytes_).substr(found->second.first, found->second.second);
        std::cerr << "not recorded: " << request << "\n";
        return unknown;
    }

private:
    std::string bytes_;
    std::unordered_map<std::string, std::pair<std::size_t, std::size_t>> places_;
};

// What one client sent so far.
struct Client {
    int socket = -1;
    std::string received;
};

std::size_t announced_length(std::string_view head) {
    const auto at = head.find("\r\nContent-Length: ");
    std::size_t length = 0;
    if (at != std::string_view::npos) std::from_chars(head.data() + at + 18, head.data() + head.size(), length);
    return length;
}

// Takes one whole request off the front; empty while it has not come whole.
std::optional<std::string> take_request(std::string& received) {
    const auto end = received.find("\r\n\r\n");
    if (end == std::string::npos) return std::nullopt;
    const std::string_view head(received.data(), end);
    const std::size_t whole = end + 4 + announced_length(head);
    if (received.size() < whole) return std::nullopt;
    const std::string_view line = head.substr(0, head.find("\r\n"));
    const std::string_view asked = line.substr(0, line.rfind(' '));  // without "HTTP/1.1"
    std::string request = std::string(asked) + ' ' + received.substr(end + 4, whole - end - 4);
    received.erase(0, whole);
    return request;
}

bool send_whole(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

// False when the client has gone.
bool serve(Client& client, const Answers& answers, std::string& buffer) {
    const ssize_t size = recv(client.socket, buffer.data(), buffer.size(), 0);
    if (size <= 0 || client.received.size() > longest_request) return false;
    client.received.append(buffer.data(), static_cast<std::size_t>(size));
    while (auto request = take_request(client.received))
        if (!send_whole(client.socket, answers.to(*request))) return false;
    return true;
}

int listening() {
    const int door = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* plain = reinterpret_cast<sockaddr*>(&address);
    if (door < 0 || bind(door, plain, size) != 0 || listen(door, 16) != 0 || getsockname(door, plain, &size) != 0)
        throw std::runtime_error("cannot listen on the loopback address");
    std::cout << "http://127.0.0.1:" << ntohs(address.sin_port) << std::endl;
    return door;
}

void run(const std::string& folder) {
    const Answers answers(folder);
    std::string buffer(read_bytes, '\0');
    std::vector<pollfd> waiting{{listening(), POLLIN, 0}};
    std::vector<Client> clients{{}};  // the first stands for the door
    while (poll(waiting.data(), waiting.size(), -1) > 0) {
        for (std::size_t i = waiting.size() - 1; i > 0; --i) {
            if (waiting[i].revents == 0 || serve(clients[i], answers, buffer)) continue;
            close(waiting[i].fd);
            waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(i));
            clients.erase(clients.begin() + static_cast<std::ptrdiff_t>(i));
        }
        if (waiting[0].revents == 0) continue;
        const int socket = accept4(waiting[0].fd, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) continue;
        const int on = 1;
        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        waiting.push_back({socket, POLLIN, 0});
        clients.push_back({socket, {}});
    }
}

}  // namespace

int main(int count, char** words) {
    if (count != 2) {
        std::cerr << "replay RECORDING\n";
        return 2;
    }
    try {
        run(words[1]);
    } catch (const std::exception& broken) {
        std::cerr << "replay: " << broken.what() << "\n";
        return 1;
    }
    return 0;
}
