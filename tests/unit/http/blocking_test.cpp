// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/http/blocking.hpp"

#include "tests/unit/support/loopback_server.hpp"
#include "tests/unit/support/scratch_folder.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::daemon;
using namespace moisson::test;
using namespace std::chrono_literals;

namespace {

// A daemon on its socket, as the command line sees it.
struct Socket {
    ScratchFolder folder;
    HttpOptions options;
    LoopbackServer server;

    explicit Socket(LoopbackServer::Script script) : server(folder.file("socket"), std::move(script)) {
        options.unix_socket = folder.file("socket");
        options.user_agent = "moisson-test";
    }
};

const std::string stream_head =
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

}  // namespace

TEST_CASE("the command line asks the daemon through its socket") {
    Socket socket(
        [](const Heard& heard) { return heard.has("POST") ? answer("posted " + heard.body) : answer("status"); });
    CHECK(send_blocking(HttpRequest("http://localhost/status"), socket.options).value().body == "status");
    HttpRequest request("http://localhost/resync");
    request.form = {{"source", "movilab"}};
    CHECK(send_blocking(request, socket.options).value().body == "posted source=movilab");
}

TEST_CASE("without a daemon the socket cannot be reached, and it is named") {
    HttpOptions options;
    options.unix_socket = "/nonexistent/moisson.sock";
    auto answered = send_blocking(HttpRequest("http://localhost/status"), options);
    REQUIRE_FALSE(answered);
    CHECK(answered.error().kind == ErrorKind::transport);
    CHECK(answered.error().what.starts_with(cannot_reach));
    CHECK(answered.error().where == "/nonexistent/moisson.sock");
}

TEST_CASE("a daemon that dies in mid answer is an error, not half an answer") {
    Socket socket([](const Heard&) {
        return Play{Send{"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf"}, Close{}};
    });
    CHECK(send_blocking(HttpRequest("http://localhost/status"), socket.options).error().kind == ErrorKind::transport);
}

TEST_CASE("events are handed over as they come, until the end") {
    Socket socket([](const Heard&) {
        return Play{Send{stream_head + "5\r\none\n\n\r\n"}, Pause{5ms}, Send{"5\r\ntwo\n\n\r\n"}, Pause{5ms},
                    Send{"0\r\n\r\n"}};
    });
    std::string told;
    int pieces = 0;
    auto answered =
        stream_blocking(HttpRequest("http://localhost/events"), socket.options, [&](std::string_view piece) {
            told += piece;
            ++pieces;
            return true;
        });
    REQUIRE(answered);
    CHECK(answered->status == 200);
    CHECK(told == "one\n\ntwo\n\n");
    CHECK(pieces == 2);
}

TEST_CASE("a listener that has heard enough ends the stream") {
    Socket socket([](const Heard&) { return Play{Send{stream_head + "5\r\none\n\n\r\n"}, Hold{}}; });
    std::string told;
    auto answered =
        stream_blocking(HttpRequest("http://localhost/events"), socket.options, [&](std::string_view piece) {
            told += piece;
            return false;
        });
    CHECK(answered);
    CHECK(told == "one\n\n");
    CHECK(socket.server.saw_hang_up());
}

TEST_CASE("a stream may be larger than any answer, and slower") {
    Socket socket([](const Heard&) {
        return Play{Send{"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n" + std::string(200'000, 'x')}, Pause{60ms},
                    Close{}};
    });
    socket.options.limits.received_bytes = 1'000;
    socket.options.limits.body_bytes = 1'000;
    socket.options.limits.total = 20ms;
    std::size_t told = 0;
    auto answered =
        stream_blocking(HttpRequest("http://localhost/events"), socket.options, [&](std::string_view piece) {
            told += piece.size();
            return true;
        });
    CHECK(answered);
    CHECK(told == 200'000);
}

TEST_CASE("an error is no stream: its body is kept") {
    Socket socket([](const Heard&) { return answer("unknown source", {}, "404 Not Found"); });
    auto answered = stream_blocking(HttpRequest("http://localhost/events"), socket.options, [](std::string_view) {
        FAIL("handed over");
        return true;
    });
    REQUIRE(answered);
    CHECK(answered->status == 404);
    CHECK(answered->body == "unknown source");
}
