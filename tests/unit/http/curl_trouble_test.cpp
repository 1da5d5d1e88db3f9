// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/http/client_rig.hpp"
#include "tests/unit/support/command.hpp"
#include "tests/unit/support/scratch_folder.hpp"

#include <fstream>

using namespace moisson;
using namespace moisson::test;

namespace {

// The error of one GET against a server that does `play`.
Error error_of(Play play, HttpLimits limits = {}) {
    LoopbackServer server([play = std::move(play)](const Heard&) { return play; });
    HttpOptions options = test_options();
    options.limits = limits;
    ClientRig rig(options);
    auto exchange = rig.get(server.url());
    REQUIRE_FALSE(exchange);
    CHECK(rig.client->in_flight() == 0);
    CHECK(exchange.error().where == server.url());
    return std::move(exchange.error());
}

std::string head(std::string_view headers) {
    return "HTTP/1.1 200 OK\r\n" + std::string(headers) + "\r\n";
}

// Compressed by the program everybody has.
std::string gzip_of(std::size_t zeros) {
    return output_of({"sh", "-c", "head -c " + std::to_string(zeros) + " /dev/zero | gzip -9"});
}

Play compressed(const std::string& bytes) {
    return answer(bytes, "content-encoding: gzip\r\n");
}

}  // namespace

TEST_CASE("an answer cut in the middle is a failure of the transport") {
    const std::string start = head("content-length: 100\r\n") + "only this";
    CHECK(error_of({Send{start}, Close{}}).what == "the connection was cut in the middle");
    CHECK(error_of({Send{start}, Reset{}}).what == "the connection was cut in the middle");
    CHECK(error_of({Send{head("transfer-encoding: chunked\r\n") + "64\r\nonly this"}, Close{}}).kind ==
          ErrorKind::transport);
    CHECK(error_of({Send{"HTTP/1.1 200 OK\r\ncontent-le"}, Close{}}).kind == ErrorKind::transport);
}

TEST_CASE("no answer at all is a failure of the transport") {
    CHECK(error_of({Close{}}).what == "the server closed the connection without an answer");
    CHECK(error_of({Reset{}}).kind == ErrorKind::transport);
}

TEST_CASE("something that is not HTTP is not an answer") {
    const auto error = error_of({Send{"SSH-2.0-OpenSSH_9.2p1 Debian\r\n"}, Close{}});
    CHECK(error.kind == ErrorKind::invalid);
    CHECK(error.what == "the answer is not HTTP");
}

TEST_CASE("a server that falls silent is not waited for") {
    HttpLimits limits;
    limits.stall = 50ms;
    const std::string start = head("content-length: 100\r\n") + "only this";
    for (const Play& play : {Play{Hold{}}, Play{Send{start}, Hold{}}}) {
        const auto error = error_of(play, limits);
        CHECK(error.kind == ErrorKind::transport);
        CHECK(error.what == "the server fell silent in the middle");
    }
}

TEST_CASE("a slow trickle never falls silent, and ends with the time for one answer") {
    HttpLimits limits;
    limits.stall = 10s;
    limits.total = 300ms;
    Play play{Send{head("content-length: 100000\r\n")}};
    for (int n = 0; n < 1'000; ++n) {
        play.emplace_back(Send{"x"});
        play.emplace_back(Pause{2ms});
    }
    const auto error = error_of(play, limits);
    CHECK(error.kind == ErrorKind::transport);
    CHECK(error.what == "no complete answer in time");
}

TEST_CASE("who speaks now and then is listened to") {
    LoopbackServer server([](const Heard&) {
        Play play{Send{head("content-length: 40\r\n")}};
        for (int n = 0; n < 40; ++n) {
            play.emplace_back(Pause{20ms});
            play.emplace_back(Send{"x"});
        }
        return play;
    });
    HttpOptions options = test_options();
    options.limits.stall = 600ms;  // less than the whole answer takes
    ClientRig rig(options);
    CHECK(rig.get(server.url()).value().response.body.size() == 40);
}

TEST_CASE("nobody listens there") {
    std::string url;
    {
        LoopbackServer server([](const Heard&) { return answer("ok"); });
        url = server.url();
    }
    ClientRig rig;
    auto exchange = rig.get(url);
    REQUIRE_FALSE(exchange);
    CHECK(exchange.error().kind == ErrorKind::transport);
    CHECK(exchange.error().what == "cannot reach the server: Connection refused");
    CHECK_FALSE(exchange.error().remedy.empty());
}

TEST_CASE("a host that does not exist cannot be reached, and that is said in time") {
    HttpOptions options = test_options();
    options.limits.connect = 2s;
    ClientRig rig(options);
    auto exchange = rig.get("http://no-such-host.invalid/");
    REQUIRE_FALSE(exchange);
    CHECK(exchange.error().kind == ErrorKind::transport);
    CHECK(exchange.error().what.starts_with(cannot_reach));
}

TEST_CASE("a host that does not take the connection is not waited for") {
    // A listener that accepts nobody: once its queue is full, the next connection hangs.
    asio::io_context loop;
    asio::ip::tcp::acceptor full(loop, asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    full.listen(0);
    std::vector<asio::ip::tcp::socket> queue;
    for (int n = 0; n < 8; ++n) {
        queue.emplace_back(loop, asio::ip::tcp::v4());
        queue.back().async_connect(full.local_endpoint(), [](boost::system::error_code) {});
    }
    HttpOptions options = test_options();
    options.limits.connect = 60ms;
    ClientRig rig(options);
    auto exchange = rig.get("http://127.0.0.1:" + std::to_string(full.local_endpoint().port()) + "/");
    REQUIRE_FALSE(exchange);
    CHECK(exchange.error().what == "cannot reach the server: no connection in time");
}

TEST_CASE("a compressed answer is decompressed, and counted as it was received") {
    const std::string bytes = gzip_of(50'000);
    LoopbackServer server([&](const Heard&) { return compressed(bytes); });
    ClientRig rig;
    auto exchange = rig.get(server.url());
    REQUIRE(exchange);
    CHECK(exchange->response.body == std::string(50'000, '\0'));
    CHECK(exchange->received_bytes < 1'000);
    CHECK(exchange->received_bytes > bytes.size());
}

TEST_CASE("a small answer that unpacks into a huge one is refused") {
    const std::string bomb = gzip_of(32u << 20);
    REQUIRE(bomb.size() < 100'000);
    const auto error = error_of(compressed(bomb));
    CHECK(error.kind == ErrorKind::invalid);
    CHECK(error.what == body_too_large);
}

TEST_CASE("an answer larger than the limit is refused, announced or not, packed or not") {
    HttpLimits limits;
    limits.received_bytes = 100'000;
    const std::string body(1'000'000, 'x');
    for (const Play& play :
         {answer(body), Play{Send{head("connection: close\r\n") + body}, Close{}},
          Play{Send{head("transfer-encoding: chunked\r\n") + "f4240\r\n" + body + "\r\n0\r\n\r\n"}}}) {
        const auto error = error_of(play, limits);
        CHECK(error.kind == ErrorKind::invalid);
        CHECK(error.what == body_too_large);
    }
    limits = {};
    limits.body_bytes = 100'000;
    CHECK(error_of(answer(body), limits).what == body_too_large);
}

TEST_CASE("an answer of exactly the limit is taken") {
    LoopbackServer server([](const Heard&) { return answer(std::string(100'000, 'x')); });
    HttpOptions options = test_options();
    options.limits.received_bytes = 100'000;
    options.limits.body_bytes = 100'000;
    ClientRig rig(options);
    CHECK(rig.get(server.url()));
}

TEST_CASE("broken compression is an invalid answer") {
    const auto error = error_of(compressed("this is not gzip, whatever the header says"));
    CHECK(error.kind == ErrorKind::invalid);
    CHECK(error.what == "the answer cannot be decompressed");
}

TEST_CASE("a flood of headers is not taken") {
    std::string flood = "HTTP/1.1 200 OK\r\n";
    SUBCASE("in many lines") {
        for (int n = 0; n < 20'000; ++n) flood += "x-n: 0123456789\r\n";
    }
    SUBCASE("in one line") {
        flood += "x: " + std::string(1'000'000, 'y');
    }
    SUBCASE("in a hundred answers that are not final") {
        flood.clear();
        for (int n = 0; n < 100; ++n) flood += "HTTP/1.1 100 Continue\r\nx: " + std::string(10'000, 'y') + "\r\n\r\n";
    }
    const auto error = error_of({Send{flood}, Hold{}});
    CHECK(error.kind == ErrorKind::invalid);
    CHECK(error.what == "headers too large");
}

TEST_CASE("a cancelled question ends at once, and the server is hung up on") {
    LoopbackServer server([](const Heard&) { return Play{Send{head("content-length: 100\r\n") + "only"}, Hold{}}; });
    ClientRig rig;
    Pending pending(rig, server.url());
    while (server.heard().empty()) rig.loop.poll();
    pending.stop.emit(asio::cancellation_type::terminal);
    rig.loop.poll();
    REQUIRE(pending.result);
    REQUIRE_FALSE(*pending.result);
    CHECK(pending.result->error().kind == ErrorKind::cancelled);
    CHECK(rig.client->in_flight() == 0);
    CHECK(server.saw_hang_up());
}

TEST_CASE("who waits for its turn can be cancelled, and the others keep theirs") {
    LoopbackServer server([](const Heard& heard) { return heard.has("/held") ? Play{Hold{}} : answer("ok"); });
    ClientRig rig;
    Pending held(rig, server.url("/held"));
    Pending waiting(rig, server.url("/waiting"));
    Pending last(rig, server.url("/last"));
    while (server.heard().empty()) rig.loop.poll();
    waiting.stop.emit(asio::cancellation_type::terminal);
    rig.loop.poll();
    REQUIRE(waiting.result);
    CHECK(waiting.result->error().kind == ErrorKind::cancelled);
    held.stop.emit(asio::cancellation_type::terminal);
    while (!last.result) rig.loop.run_one();
    CHECK(last.result->has_value());
    CHECK(server.heard().size() == 2);
}

TEST_CASE("the client may go with questions in flight: they end as cancelled") {
    LoopbackServer server([](const Heard&) { return Play{Hold{}}; });
    ClientRig rig;
    Pending flying(rig, server.url());
    Pending waiting(rig, server.url());
    while (server.heard().empty()) rig.loop.poll();
    rig.client.reset();
    rig.loop.poll();
    REQUIRE(flying.result);
    CHECK(flying.result->error().kind == ErrorKind::cancelled);
    REQUIRE(waiting.result);
    CHECK(waiting.result->error().kind == ErrorKind::cancelled);
    CHECK(server.saw_hang_up());
}

TEST_CASE("everything may go at once, at whatever moment") {
    LoopbackServer server([](const Heard&) {
        return Play{Pause{1ms}, Send{head("content-length: 100000\r\n") + std::string(50'000, 'x')}, Hold{}};
    });
    for (int turns = 0; turns < 40; ++turns) {
        std::vector<std::unique_ptr<Pending>> pending;
        ClientRig rig;
        for (const char* path : {"/a", "/b"}) pending.push_back(std::make_unique<Pending>(rig, server.url(path)));
        pending.push_back(std::make_unique<Pending>(rig, "http://localhost:1/"));
        pending.push_back(std::make_unique<Pending>(rig, "http://no-such-host.invalid/"));
        for (int n = 0; n < turns; ++n) rig.loop.poll_one();
    }
    CHECK(server.connections() <= 40);
}
