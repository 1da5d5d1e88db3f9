// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/http/address.hpp"
#include "daemon/http/percent.hpp"
#include "daemon/http/redirect.hpp"
#include "daemon/http/retry_after.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::daemon;
using namespace std::chrono_literals;

TEST_CASE("everything but the unreserved characters is encoded, byte by byte") {
    CHECK(percent_encode("AZaz09-._~") == "AZaz09-._~");
    CHECK(percent_encode("Tiers-lieux & communs/été") == "Tiers-lieux%20%26%20communs%2F%C3%A9t%C3%A9");
    CHECK(percent_encode("a+b=c|d#e?f%") == "a%2Bb%3Dc%7Cd%23e%3Ff%25");
    CHECK(percent_encode(std::string_view("\0\r\n\xff", 4)) == "%00%0D%0A%FF");
    CHECK(percent_encode("").empty());
}

TEST_CASE("fields are joined in their order, repeated names kept") {
    CHECK(encode_fields({{"a", "1"}, {"b", ""}, {"a", "é"}}) == "a=1&b=&a=%C3%A9");
    CHECK(encode_fields({}).empty());
}

TEST_CASE("a query is added to whatever the address already has") {
    CHECK(with_query("https://x.org/a", {}) == "https://x.org/a");
    CHECK(with_query("https://x.org/a", {{"q", "1"}}) == "https://x.org/a?q=1");
    CHECK(with_query("https://x.org/a?b=2", {{"q", "1"}}) == "https://x.org/a?b=2&q=1");
    CHECK(with_query("https://x.org/a?", {{"q", "1"}}) == "https://x.org/a?q=1");
    CHECK(with_query("https://x.org/a#part", {{"q", "1"}}) == "https://x.org/a?q=1");
}

TEST_CASE("two addresses of one server have one origin") {
    CHECK(origin_of("https://Example.ORG/a").value() == origin_of("https://example.org:443/b?c").value());
    CHECK(origin_of("https://example.org/").value() != origin_of("http://example.org/").value());
    CHECK(origin_of("https://example.org/").value() != origin_of("https://example.org:444/").value());
    CHECK(origin_of("http://[::1]:8080/").value().loopback());
    CHECK(origin_of("http://127.9.8.7/").value().loopback());
    CHECK_FALSE(origin_of("http://127.example.org/").value().loopback());
}

TEST_CASE("only http and https are spoken") {
    CHECK(origin_of("file:///etc/passwd").error().kind == ErrorKind::refused);
    CHECK(origin_of("ftp://example.org/").error().kind == ErrorKind::refused);
    CHECK(origin_of("gopher://example.org/").error().kind == ErrorKind::refused);
    for (const char* wrong :
         {"", "http://", "https://exa mple.org/", "https://example.org/\r\nX: y", "//example.org"}) {
        CAPTURE(wrong);
        CHECK(origin_of(wrong).error().kind == ErrorKind::config);
    }
}

namespace {

Result<std::optional<HttpRequest>> after(int status, std::string location,
                                         const HttpRequest& request = HttpRequest("https://x.org/w/api.php",
                                                                                  {{"a", "1"}})) {
    HttpResponse answer(status, "");
    if (!location.empty()) answer.headers.emplace_back("location", std::move(location));
    return redirected(request, answer);
}

}  // namespace

TEST_CASE("a redirect on the same server is followed, wherever it points") {
    CHECK(after(301, "/api.php?b=2").value()->url == "https://x.org/api.php?b=2");
    CHECK(after(302, "index.php").value()->url == "https://x.org/w/index.php");
    CHECK(after(308, "https://X.org:443/z").value().has_value());
    CHECK(after(307, "?c=3").value()->query.empty());
}

TEST_CASE("an answer that redirects nowhere is an answer") {
    CHECK_FALSE(after(200, "/elsewhere").value());
    CHECK_FALSE(after(304, "/elsewhere").value());
    CHECK_FALSE(after(302, "").value());
}

TEST_CASE("another server, another scheme or a broken address is refused, naming both") {
    auto elsewhere = after(302, "https://evil.example/api.php?token=1");
    CHECK(elsewhere.error().kind == ErrorKind::refused);
    CHECK(elsewhere.error().where == "https://x.org/w/api.php");
    CHECK(elsewhere.error().what == "redirects to https://evil.example/api.php");
    CHECK(after(302, "http://x.org/").error().kind == ErrorKind::refused);
    CHECK(after(302, "https://x.org:8443/").error().kind == ErrorKind::refused);
    CHECK(after(302, "//evil.example/").error().kind == ErrorKind::refused);
    CHECK(after(302, "file:///etc/passwd").error().kind == ErrorKind::refused);
    CHECK(after(302, "https://x.org/\x01").error().kind == ErrorKind::invalid);
}

TEST_CASE("a form follows a redirect, but not a \"see there\"; a write that is made once follows nothing") {
    HttpRequest request("https://x.org/a");
    request.form = {{"t", "1"}};
    CHECK(after(307, "/b", request).value()->form == request.form);
    CHECK(after(303, "/b", request).value()->form.empty());
    request.intent = Intent::once;
    CHECK(after(307, "/b", request).error().kind == ErrorKind::refused);
}

TEST_CASE("a password goes to the address that was written, and follows nothing; where it was sent on is half told") {
    HttpRequest login("https://x.org/login");
    login.secret_form = {{"pwd", Secret(std::string("mot"))}};
    for (const int status : {301, 302, 303, 307, 308}) {
        const auto sent_on = after(status, "/~somebody/login/ada@example.org", login);
        REQUIRE_FALSE(sent_on.has_value());
        CHECK(sent_on.error().kind == ErrorKind::refused);
        CHECK(sent_on.error().what == "redirects to https://x.org");
    }
    CHECK(after(302, "https://ada:mot@evil.example/w/api.php").error().what ==
          "redirects to https://evil.example/w/api.php");
}

TEST_CASE("Retry-After is read in both its forms, and only where it counts") {
    const Instant now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 25);
    const auto ask = [&](int status, std::string value, std::string date = {}) {
        HttpResponse answer(status, "");
        answer.headers.emplace_back("retry-after", std::move(value));
        if (!date.empty()) answer.headers.emplace_back("date", std::move(date));
        return moisson::daemon::retry_after(answer, now);
    };
    CHECK(ask(503, "5") == Wait{5s});
    CHECK(ask(429, "0") == Wait{0s});
    CHECK(ask(200, "5") == std::nullopt);
    CHECK(ask(500, "5") == std::nullopt);
    CHECK(ask(503, "Wed, 25 Nov 2026 00:01:00 GMT") == Wait{60s});
    CHECK(ask(503, "Tue, 24 Nov 2026 00:01:00 GMT") == Wait{0s});
    // The server's clock is an hour late: what counts is the difference it meant.
    CHECK(ask(503, "Tue, 24 Nov 2026 23:00:30 GMT", "Tue, 24 Nov 2026 23:00:00 GMT") == Wait{30s});
    CHECK(ask(503, "9999999999").value().at_least < 24h * 366 * 11);
    for (const char* wrong :
         {"", "-1", "5s", "99999999999", "soon", "Wed, 31 Feb 2026 00:01:00 GMT", "Wed, 25 Nov 2026 25:01:00 GMT"}) {
        CAPTURE(wrong);
        CHECK(ask(503, wrong) == std::nullopt);
    }
}
