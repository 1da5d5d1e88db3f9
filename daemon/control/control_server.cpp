// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/control/control_server.hpp"

#include "daemon/control/form.hpp"

#include <sys/stat.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

namespace moisson::daemon {

namespace {

namespace http = boost::beast::http;
using Local = asio::local::stream_protocol;

constexpr std::uint32_t header_bytes = 16 * 1024;
constexpr std::uint64_t body_bytes = std::uint64_t{64} * 1024;
constexpr std::size_t most_connections = 32;
constexpr std::chrono::seconds patience{10};  // for a request to arrive
constexpr std::chrono::minutes unread{10};    // for each chunk to be taken: somebody may be reading it page by page
constexpr std::chrono::seconds hurry_up{1};   // the same when we are about to end
constexpr std::string_view too_many =
    "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nConnection: close\r\n"
    "Content-Length: 56\r\n\r\n{\"error\":\"moissond has as many callers as it can hear\"}\n";

std::string reason(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 400:
            return "Bad Request";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 409:
            return "Conflict";
        case 503:
            return "Service Unavailable";
        default:
            return "Error";
    }
}

std::string hexadecimal(std::size_t size) {
    char text[20];
    return std::string(text, static_cast<std::size_t>(std::snprintf(text, sizeof text, "%zx", size)));
}

}  // namespace

// One caller. A deadline closes the socket under whatever it waits for.
class ControlServer::Connection final : public ControlStream {
public:
    Connection(asio::io_context& loop, Socket socket, std::shared_ptr<Open> open)
        : socket_(std::move(socket)), deadline_(loop), open_(std::move(open)) {
        open_->connections.insert(this);
    }
    ~Connection() override { open_->connections.erase(this); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // What is being sent now must be taken soon.
    void hurry() {
        if (sending_) set_deadline(hurry_up);
    }

    asio::awaitable<bool> begin(int status, std::string content_type) override {
        std::string head = "HTTP/1.1 " + std::to_string(status) + " " + reason(status) +
                           "\r\nContent-Type: " + content_type +
                           "\r\nCache-Control: no-store\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
        begun_ = true;
        const bool sent = co_await write(std::move(head));
        co_return sent;
    }
    asio::awaitable<bool> send(std::string chunk) override {
        if (chunk.empty()) co_return !gone_;
        std::string framed = hexadecimal(chunk.size()) + "\r\n" + std::move(chunk) + "\r\n";
        const bool sent = co_await write(std::move(framed));
        co_return sent;
    }
    asio::awaitable<void> end() {
        if (begun_) {
            std::string last = "0\r\n\r\n";
            co_await write(std::move(last));
        }
        boost::system::error_code ignored;
        socket_.shutdown(Local::socket::shutdown_both, ignored);
    }
    bool begun() const noexcept { return begun_; }

    // The request, or why there is none.
    asio::awaitable<Result<ControlRequest>> read() {
        http::request_parser<http::string_body> parser;
        parser.header_limit(header_bytes);
        parser.body_limit(body_bytes);
        boost::beast::flat_buffer buffer(header_bytes + 4096);
        boost::system::error_code failed;
        auto token = asio::redirect_error(asio::use_awaitable, failed);
        set_deadline(patience);
        co_await http::async_read(socket_, buffer, parser, token);
        deadline_.cancel();
        if (failed) co_return fail(ErrorKind::invalid, "control socket", failed.message());
        co_return understand(parser.get());
    }

private:
    static ControlRequest understand(const http::request<http::string_body>& message) {
        ControlRequest request;
        request.method = std::string(message.method_string());
        const std::string target(message.target());
        const std::size_t mark = target.find('?');
        request.question.path = target.substr(0, mark);
        if (mark != std::string::npos) read_form(target.substr(mark + 1), request.question.given);
        read_form(message.body(), request.question.given);
        return request;
    }
    void set_deadline(std::chrono::seconds time) {
        deadline_.expires_after(time);
        // A deadline that has struck can no longer be cancelled: by now the caller may be gone, or have a new one.
        auto close_late = [this, alive = std::weak_ptr<bool>(alive_)](boost::system::error_code cancelled) {
            if (cancelled || alive.expired()) return;
            if (deadline_.expiry() <= std::chrono::steady_clock::now()) socket_.cancel();
        };
        deadline_.async_wait(close_late);
    }
    asio::awaitable<bool> write(std::string bytes) {
        if (gone_) co_return false;
        boost::system::error_code failed;
        auto token = asio::redirect_error(asio::use_awaitable, failed);
        sending_ = true;
        set_deadline(open_->hurried ? hurry_up : unread);
        auto view = asio::buffer(bytes);
        co_await asio::async_write(socket_, view, token);
        sending_ = false;
        deadline_.cancel();
        gone_ = static_cast<bool>(failed);
        co_return !gone_;
    }

    Socket socket_;
    asio::steady_timer deadline_;
    bool begun_ = false;
    bool gone_ = false;
    bool sending_ = false;
    std::shared_ptr<Open> open_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

ControlServer::~ControlServer() {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
}

void ControlServer::hurry() {
    open_->hurried = true;
    for (Connection* connection : open_->connections) connection->hurry();
}

Result<Done> ControlServer::listen(const std::filesystem::path& path) {
    if (somebody_accepts(path))
        return fail(ErrorKind::storage, path.string(), "another moissond listens there",
                    "stop it, or give this one another RUNTIME_DIRECTORY");
    boost::system::error_code failed;
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    try {
        const Local::endpoint place(path.string());
        acceptor_.open(place.protocol(), failed);
        if (!failed) acceptor_.bind(place, failed);
        if (!failed) ::chmod(path.c_str(), 0660);
        if (!failed) acceptor_.listen(static_cast<int>(most_connections), failed);
    } catch (const boost::system::system_error& too_long) {
        failed = too_long.code();
    }
    if (failed)
        return fail(ErrorKind::config, path.string(), "cannot listen there: " + failed.message(),
                    "a socket's path has at most 107 bytes; choose a shorter --state or set RUNTIME_DIRECTORY");
    file_.keep(path);
    return Done{};
}

asio::awaitable<void> ControlServer::serve() {
    for (;;) {
        boost::system::error_code failed;
        auto token = asio::redirect_error(asio::use_awaitable, failed);
        Socket socket = co_await acceptor_.async_accept(token);
        if (failed == asio::error::operation_aborted || !acceptor_.is_open()) co_return;
        if (failed) {
            // Out of descriptors, most likely: others must close first.
            asio::steady_timer pause(loop_, std::chrono::milliseconds(100));
            co_await pause.async_wait(asio::use_awaitable);
            continue;
        }
        if (open_->connections.size() >= most_connections) {
            socket.non_blocking(true, failed);
            socket.write_some(asio::buffer(too_many), failed);
            continue;
        }
        auto talk = converse(std::move(socket));
        asio::co_spawn(loop_, std::move(talk), asio::detached);
    }
}

asio::awaitable<void> ControlServer::converse(Socket socket) {
    Connection connection(loop_, std::move(socket), open_);
    auto request = co_await connection.read();
    if (!request) {
        co_await connection.begin(400, "application/json");
        std::string why = "{\"error\":\"not a request this socket understands\"}\n";
        co_await connection.send(std::move(why));
    } else {
        auto talk = answer_(std::move(*request), connection);
        co_await std::move(talk);
    }
    co_await connection.end();
}

}  // namespace moisson::daemon
