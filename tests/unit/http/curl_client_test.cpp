// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/http/client_rig.hpp"
#include "tests/unit/support/command.hpp"
#include "tests/unit/support/scratch_folder.hpp"

using namespace moisson;
using namespace moisson::test;

TEST_CASE("an answer comes whole: status, headers in lower case, body, and what it cost") {
    LoopbackServer server(
        [](const Heard&) { return answer("no such page", "X-Thing:  some Value \r\n", "404 Not Found"); });
    ClientRig rig;
    auto exchange = rig.get(server.url("/w/api.php"));
    REQUIRE(exchange);
    CHECK(exchange->response.status == 404);
    CHECK(exchange->response.header("x-thing") == "some Value");
    CHECK(exchange->response.body == "no such page");
    CHECK(exchange->received_bytes > 12 + 40);
    CHECK(exchange->received_bytes < 12 + 120);
}

TEST_CASE("a question says who asks, in one encoding, and accepts compressed answers") {
    LoopbackServer server([](const Heard&) { return answer("ok"); });
    ClientRig rig;
    HttpRequest request(server.url("/api.php"), {{"titles", "Été|Tiers-lieux & co"}});
    request.headers = {{"X-Empty", ""}, {"X-One", "1"}};
    REQUIRE(rig.send(request));
    const Heard heard = server.heard().at(0);
    CHECK(heard.line() == "GET /api.php?titles=%C3%89t%C3%A9%7CTiers-lieux%20%26%20co");
    CHECK(heard.has("User-Agent: moisson-test/1 (you@example.org)\r\n"));
    CHECK(heard.has("gzip"));
    CHECK(heard.has("X-Empty:\r\n"));
    CHECK(heard.has("X-One: 1\r\n"));
}

TEST_CASE("a form is posted, large ones at once") {
    LoopbackServer server([](const Heard&) { return answer("ok"); });
    ClientRig rig;
    HttpRequest request(server.url("/api.php"), {{"action", "query"}});
    request.form = {{"titles", std::string(1'200'000, 'p')}, {"é", "&"}};
    REQUIRE(rig.send(request));
    const Heard heard = server.heard().at(0);
    CHECK(heard.line() == "POST /api.php?action=query");
    CHECK(heard.has("Content-Type: application/x-www-form-urlencoded\r\n"));
    CHECK_FALSE(heard.has("Expect"));
    CHECK(heard.body == "titles=" + std::string(1'200'000, 'p') + "&%C3%A9=%26");
}

TEST_CASE("a long question stays a GET unless the connector made it a form") {
    LoopbackServer server([](const Heard&) { return answer("ok"); });
    ClientRig rig;
    REQUIRE(rig.send(HttpRequest(server.url(), {{"q", std::string(9'000, 'x')}})));
    CHECK(server.heard().at(0).line().starts_with("GET /?q=xxx"));
}

TEST_CASE("a header that would become two is not sent") {
    LoopbackServer server([](const Heard&) { return answer("ok"); });
    ClientRig rig;
    HttpRequest request(server.url());
    request.headers = {{"X", "1\r\nEvil: 2"}};
    CHECK(rig.send(request).error().kind == ErrorKind::invalid);
    CHECK(server.heard().empty());
}

TEST_CASE("the connection is kept for the next question") {
    LoopbackServer server([](const Heard&) { return answer("ok"); });
    ClientRig rig;
    for (int n = 0; n < 20; ++n) REQUIRE(rig.get(server.url()));
    CHECK(server.connections() == 1);
}

TEST_CASE("a server that closes after each answer is asked over new connections") {
    LoopbackServer server([](const Heard&) {
        Play play = answer("ok", "connection: close\r\n");
        play.emplace_back(Close{});
        return play;
    });
    ClientRig rig;
    for (int n = 0; n < 5; ++n) CHECK(rig.get(server.url()).value().response.body == "ok");
    CHECK(server.connections() == 5);
}

TEST_CASE("a kept connection that died meanwhile costs a read nothing, and a write is not sent twice") {
    int asked = 0;
    LoopbackServer server([&](const Heard&) { return ++asked == 2 ? Play{Close{}} : answer("ok"); });
    ClientRig rig;
    REQUIRE(rig.get(server.url("/first")));
    HttpRequest request(server.url("/second"));
    SUBCASE("read") {
        CHECK(rig.send(request).value().response.body == "ok");
        CHECK(server.heard().size() == 3);
    }
    SUBCASE("write") {
        request.form = {{"text", "x"}};
        request.intent = Intent::once;
        CHECK(rig.send(request).error().kind == ErrorKind::transport);
        CHECK(server.heard().size() == 2);
        CHECK(server.connections() == 2);
    }
}

TEST_CASE("two questions to one host are asked one after the other, to two hosts at once") {
    const auto slowly = [](const Heard&) {
        Play play = answer("ok");
        play.insert(play.begin(), Pause{20ms});
        return play;
    };
    LoopbackServer server(slowly);
    ClientRig rig;
    Pending first(rig, server.url());
    Pending second(rig, server.url());
    Pending third(rig, server.url());
    while (!first.result || !second.result || !third.result) rig.loop.run_one();
    CHECK(first.result->has_value());
    CHECK(second.result->has_value());
    CHECK(third.result->has_value());
    CHECK(server.most_at_once() == 1);
    CHECK(server.connections() == 1);

    LoopbackServer silent([](const Heard&) { return Play{Hold{}}; });
    Pending held(rig, silent.url());
    CHECK(rig.get(server.url()));
    CHECK_FALSE(held.result);
}

TEST_CASE("bytes are reported as they come") {
    LoopbackServer server([](const Heard&) {
        Play play = answer(std::string(300'000, 'x'));
        return play;
    });
    std::uint64_t total = 0;
    unsigned pieces = 0;
    HttpOptions options = test_options();
    options.on_received = [&](std::uint64_t bytes) {
        total += bytes;
        ++pieces;
    };
    ClientRig rig(options);
    REQUIRE(rig.get(server.url()));
    CHECK(total == 300'000);
    CHECK(pieces > 1);
}

TEST_CASE("redirects on the same server are followed, within their limit") {
    LoopbackServer server([](const Heard& heard) {
        if (heard.has("GET /a ")) return answer("", "location: /b?x=1\r\n", "301 Moved");
        if (heard.has("GET /b?x=1 ")) return answer("", "location: c\r\n", "302 Found");
        if (heard.has("GET /loop ")) return answer("", "location: /loop\r\n", "302 Found");
        return answer("here");
    });
    ClientRig rig;
    CHECK(rig.get(server.url("/a")).value().response.body == "here");
    CHECK(server.heard().size() == 3);
    CHECK(server.connections() == 1);

    auto loop = rig.get(server.url("/loop"));
    CHECK(loop.error().kind == ErrorKind::refused);
    CHECK(loop.error().what.find("redirected too often") == 0);
    CHECK(server.heard().size() == 3 + 4);
}

TEST_CASE("another server is not followed, and both are named") {
    LoopbackServer other([](const Heard&) { return answer("secret"); });
    LoopbackServer server(
        [&](const Heard&) { return answer("", "location: " + other.url("/x") + "\r\n", "302 Found"); });
    ClientRig rig;
    auto refused = rig.get(server.url("/a"));
    CHECK(refused.error().kind == ErrorKind::refused);
    CHECK(refused.error().where == server.url("/a"));
    CHECK(refused.error().what == "redirects to " + other.url("/x"));
    CHECK(other.heard().empty());
}

TEST_CASE("a server on a unix socket answers like any other") {
    const ScratchFolder folder;
    const std::string path = folder.file("socket");
    LoopbackServer server(path, [](const Heard&) { return answer("from the socket"); });
    HttpOptions options = test_options();
    options.unix_socket = path;
    ClientRig rig(options);
    CHECK(rig.get("http://localhost/status").value().response.body == "from the socket");
    CHECK(server.heard().at(0).line() == "GET /status");
}

TEST_CASE("a certificate that does not verify is refused, with a remedy; the right one is accepted") {
    const ScratchFolder folder;
    const std::string key = folder.file("key.pem");
    const std::string certificate = folder.file("certificate.pem");
    output_of({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
               "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=localhost", "-addext",
               "subjectAltName=DNS:localhost"});
    Command server({"openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-www"});
    const std::string port = server.line_after("ACCEPT 127.0.0.1:");

    ClientRig strangers;
    auto unknown = strangers.get("https://localhost:" + port + "/");
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().kind == ErrorKind::refused);
    CHECK(unknown.error().what.find("certificate does not verify: ") != std::string::npos);
    CHECK(unknown.error().remedy.find("ca-certificates") != std::string::npos);

    HttpOptions options = test_options();
    options.ca_file = certificate;
    ClientRig friends(options);
    auto wrong_name = friends.get("https://127.0.0.1:" + port + "/");
    REQUIRE_FALSE(wrong_name);
    CHECK(wrong_name.error().kind == ErrorKind::refused);
    auto right = friends.get("https://localhost:" + port + "/");
    REQUIRE(right);
    CHECK(right->response.status == 200);

    options.ca_file = folder.file("missing.pem");
    ClientRig lost(options);
    CHECK(lost.get("https://localhost:" + port + "/").error().kind == ErrorKind::config);
}
