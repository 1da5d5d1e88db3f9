// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

namespace moisson::test {

namespace asio = boost::asio;

// What a server may do with a request, one after the other. Without Close, Reset or Hold at the end the connection is
// kept for the next request.
struct Send {
    std::string bytes;
};
struct Pause {
    std::chrono::milliseconds time;
};
struct Close {};  // politely
struct Reset {};  // by a TCP reset
struct Hold {};   // silence, until the client hangs up
using Play = std::vector<std::variant<Send, Pause, Close, Reset, Hold>>;

// A whole answer.
inline Play answer(std::string_view body, std::string_view headers = {}, std::string_view status = "200 OK") {
    std::string bytes =
        "HTTP/1.1 " + std::string(status) + "\r\ncontent-length: " + std::to_string(body.size()) + "\r\n";
    return {Send{bytes.append(headers).append("\r\n").append(body)}};
}

struct Heard {
    std::string head;  // request line and headers
    std::string body;
    // "GET /path?query"
    std::string line() const { return head.substr(0, head.find(" HTTP/")); }
    bool has(std::string_view text) const { return head.find(text) != head.npos; }
};

// A server on this machine that plays what a test wrote, on a thread of its own.
class LoopbackServer {
public:
    using Script = std::function<Play(const Heard&)>;

    explicit LoopbackServer(Script script)
        : LoopbackServer(asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), 0), std::move(script)) {}
    LoopbackServer(const std::string& unix_socket, Script script)
        : LoopbackServer(asio::local::stream_protocol::endpoint(unix_socket), std::move(script)) {}
    ~LoopbackServer() {
        loop_.stop();
        thread_.join();
    }
    LoopbackServer(const LoopbackServer&) = delete;
    LoopbackServer& operator=(const LoopbackServer&) = delete;

    std::string url(std::string_view path = "/") const {
        return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
    }
    unsigned connections() const { return connections_; }
    unsigned most_at_once() const { return most_at_once_; }  // requests being answered at the same time
    std::vector<Heard> heard() const {
        const std::lock_guard lock(mutex_);
        return heard_;
    }
    // Waits until so many clients hung up in the middle of a Hold; false after five seconds.
    bool saw_hang_up(unsigned times = 1) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, std::chrono::seconds(5), [&] { return hang_ups_ >= times; });
    }
    // Waits until so many requests were heard; false after five seconds.
    bool saw_requests(std::size_t count) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, std::chrono::seconds(5), [&] { return heard_.size() >= count; });
    }

private:
    using Stream = asio::generic::stream_protocol::socket;

    struct Busy {
        std::atomic<unsigned>& count;
        explicit Busy(std::atomic<unsigned>& requests) : count(requests) { ++count; }
        ~Busy() { --count; }
        Busy(const Busy&) = delete;
        Busy& operator=(const Busy&) = delete;
    };

    template <class Endpoint>
    LoopbackServer(const Endpoint& where, Script script)
        : script_(std::move(script)), acceptor_(loop_, asio::generic::stream_protocol::endpoint(where)) {
        port_ = port_of(acceptor_.local_endpoint());
        asio::co_spawn(loop_, accept(), asio::detached);
        thread_ = std::thread([this] { loop_.run(); });
    }

    static unsigned port_of(const asio::generic::stream_protocol::endpoint& where) {
        if (where.protocol().family() != AF_INET) return 0;
        return ntohs(reinterpret_cast<const sockaddr_in*>(where.data())->sin_port);
    }

    asio::awaitable<void> accept() {
        for (;;) {
            Stream stream = co_await acceptor_.async_accept(asio::use_awaitable);
            ++connections_;
            auto served = serve(std::move(stream));
            asio::co_spawn(loop_, std::move(served), asio::detached);
        }
    }

    asio::awaitable<void> serve(Stream stream) {
        std::string input;
        try {
            for (bool kept = true; kept;) {
                Heard heard = co_await hear(stream, input);
                const Busy busy(at_once_);
                most_at_once_ = std::max(most_at_once_.load(), at_once_.load());
                note([&] { heard_.push_back(heard); });
                Play play = script_(heard);
                kept = co_await perform(stream, std::move(play));
            }
        } catch (const boost::system::system_error&) {
            // The client went; what it did is looked at by the test from its own side.
        }
    }

    static asio::awaitable<Heard> hear(Stream& stream, std::string& input) {
        Heard heard;
        auto buffer = asio::dynamic_buffer(input);
        const std::size_t size = co_await asio::async_read_until(stream, buffer, "\r\n\r\n", asio::use_awaitable);
        heard.head = input.substr(0, size);
        input.erase(0, size);
        const auto length = heard.head.find("Content-Length: ");
        const std::size_t body = length == heard.head.npos ? 0 : std::stoul(heard.head.substr(length + 16));
        if (body > input.size()) {
            auto rest = asio::transfer_exactly(body - input.size());
            auto more = asio::dynamic_buffer(input);
            co_await asio::async_read(stream, more, rest, asio::use_awaitable);
        }
        heard.body = input.substr(0, body);
        input.erase(0, body);
        co_return heard;
    }

    // False when the connection is over.
    asio::awaitable<bool> perform(Stream& stream, Play play) {
        for (const auto& act : play) {
            if (const auto* send = std::get_if<Send>(&act)) {
                auto bytes = asio::buffer(send->bytes);
                co_await asio::async_write(stream, bytes, asio::use_awaitable);
            } else if (const auto* pause = std::get_if<Pause>(&act)) {
                asio::steady_timer timer(loop_, pause->time);
                co_await timer.async_wait(asio::use_awaitable);
            } else if (std::holds_alternative<Hold>(act)) {
                co_await wait_for_hang_up(stream);
                co_return false;
            } else {
                if (std::holds_alternative<Reset>(act)) stream.set_option(asio::socket_base::linger(true, 0));
                stream.close();
                co_return false;
            }
        }
        co_return true;
    }

    asio::awaitable<void> wait_for_hang_up(Stream& stream) {
        boost::system::error_code ended;
        char byte = 0;
        auto token = asio::redirect_error(asio::use_awaitable, ended);
        auto buffer = asio::buffer(&byte, 1);
        co_await stream.async_receive(buffer, token);
        note([&] { ++hang_ups_; });
    }

    template <class Change>
    void note(Change change) {
        const std::lock_guard lock(mutex_);
        change();
        changed_.notify_all();
    }

    Script script_;
    std::atomic<unsigned> connections_{0};
    std::atomic<unsigned> at_once_{0};
    std::atomic<unsigned> most_at_once_{0};
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Heard> heard_;
    unsigned hang_ups_ = 0;
    unsigned port_ = 0;
    asio::io_context loop_{1};
    asio::basic_socket_acceptor<asio::generic::stream_protocol> acceptor_;
    std::thread thread_;
};

}  // namespace moisson::test
