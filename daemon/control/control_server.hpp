// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/control/control_stream.hpp"
#include "daemon/control/socket_file.hpp"
#include "schema/result.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <filesystem>
#include <memory>
#include <set>

namespace moisson::daemon {

// HTTP on a Unix socket, for the command line. Bounded in header, body, time and connections: garbage and half
// requests are refused, and nothing else notices. Who may speak is decided by the socket's mode (0660).
class ControlServer {
public:
    ControlServer(asio::io_context& loop, ControlAnswer answer)
        : loop_(loop), acceptor_(loop), answer_(std::move(answer)) {}
    ~ControlServer();
    ControlServer(const ControlServer&) = delete;
    ControlServer& operator=(const ControlServer&) = delete;

    // Takes the place of a socket nobody listens on any more; the caller holds the state folder's lock.
    Result<Done> listen(const std::filesystem::path& path);
    // Accepts until cancelled.
    asio::awaitable<void> serve();
    // The end is near: whoever does not read what is sent within a second is hung up on.
    void hurry();

private:
    using Socket = asio::local::stream_protocol::socket;
    class Connection;

    asio::awaitable<void> converse(Socket socket);

    asio::io_context& loop_;
    asio::local::stream_protocol::acceptor acceptor_;
    ControlAnswer answer_;
    SocketFile file_;
    // Shared with the connections, which may outlive the server by a moment.
    struct Open {
        std::set<Connection*> connections;
        bool hurried = false;
    };
    std::shared_ptr<Open> open_ = std::make_shared<Open>();
};

}  // namespace moisson::daemon
