// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/http/verdict.hpp"

#include "daemon/http/http_client.hpp"

#include <doctest/doctest.h>
#include <string>
#include <vector>

using namespace moisson;
using namespace moisson::daemon;
using namespace std::chrono_literals;

namespace {

Error error(ErrorKind kind, std::string what, std::optional<Wait> wait = std::nullopt) {
    return Error{kind, "https://example.org", std::move(what), {}, wait};
}

struct Row {
    const char* story;
    Error what;
    Intent intent;
    Failures failures;
    Verdict expected;
};

const std::vector<Row>& rows() {
    const auto cut = error(ErrorKind::transport, "the connection was cut in the middle");
    const auto html = error(ErrorKind::invalid, "not JSON");
    const auto large = error(ErrorKind::invalid, std::string(body_too_large));
    const auto down = error(ErrorKind::transport, std::string(cannot_reach) + ": Connection refused");
    const auto busy = error(ErrorKind::transport, "maxlag", Wait{5s});
    const auto closed = error(ErrorKind::transport, "readonly", Wait{2h});
    const auto slow_down = error(ErrorKind::refused, "429", Wait{5s});
    const auto forbidden = error(ErrorKind::refused, "403");
    using enum Verdict;
    using enum Intent;
    static const std::vector<Row> table{
        {"a cut answer is asked for again", cut, read, {1, 1, 0}, retry},
        {"also when it is a write that may be repeated", cut, idempotent, {1, 1, 0}, retry},
        {"a write that may be made only once is never repeated", cut, once, {1, 1, 0}, give_up},
        {"not even when the source asks to come back", busy, once, {1, 1, 0}, give_up},
        {"a page that is no JSON is asked for again", html, read, {2, 2, 0}, retry},
        {"the same failure three times: ask for less", cut, read, {3, 3, 0}, ease},
        {"three different failures: the same again", cut, read, {3, 1, 0}, retry},
        {"five different failures end it", cut, read, {5, 1, 0}, give_up},
        {"five failures, of which the last three are the same, may still be eased", html, read, {5, 3, 0}, ease},
        {"an answer that is too large: ask for less at once", large, read, {1, 1, 0}, ease},
        {"eased twelve times without any success: the trouble is elsewhere", large, read, {1, 1, 12}, retry},
        {"and then it ends", cut, read, {5, 5, 12}, give_up},
        {"who cannot be reached would not answer a smaller question", down, read, {3, 3, 0}, retry},
        {"and is given up after five attempts", down, read, {5, 5, 0}, give_up},
        {"a busy source is not asked for less, but later", busy, read, {3, 3, 0}, retry},
        {"and not for ever", busy, read, {5, 5, 0}, give_up},
        {"a source that asks for two hours ends the conversation", closed, read, {1, 1, 0}, give_up},
        {"429 is not now, it is not never", slow_down, read, {1, 1, 0}, retry},
        {"403 is never", forbidden, read, {1, 1, 0}, give_up},
        {"unless it has just answered us: asked once more", forbidden, read, {1, 1, 0, true}, retry},
        {"and only once", forbidden, read, {2, 2, 0, true}, give_up},
        {"never for a write that may be made only once", forbidden, once, {1, 1, 0, true}, give_up},
        {"a human must decide", error(ErrorKind::conflict, "x"), read, {1, 1, 0, true}, give_up},
        {"our store failed", error(ErrorKind::storage, "x"), read, {1, 1, 0}, give_up},
        {"our configuration is wrong", error(ErrorKind::config, "x"), read, {1, 1, 0}, give_up},
        {"we were asked to stop", error(ErrorKind::cancelled, "x"), read, {1, 1, 0}, give_up},
    };
    return table;
}

}  // namespace

TEST_CASE("what each failure leads to") {
    const Patience patience{5, 3, 12, 600s};
    for (const auto& row : rows()) {
        CAPTURE(row.story);
        CHECK(static_cast<int>(verdict(row.what, row.intent, row.failures, patience)) ==
              static_cast<int>(row.expected));
    }
}

TEST_CASE("the back-off doubles, stays between its half and its whole, and has a ceiling") {
    CHECK(backoff(1, 1s, 60s, 0.0) == 500ms);
    CHECK(backoff(1, 1s, 60s, 0.5) == 750ms);
    CHECK(backoff(2, 1s, 60s, 0.0) == 1s);
    CHECK(backoff(5, 1s, 60s, 0.0) == 8s);
    CHECK(backoff(7, 1s, 60s, 0.0) == 30s);
    CHECK(backoff(1'000'000, 1s, 60s, 0.0) == 30s);
    CHECK(backoff(3, 0s, 60s, 0.9) == 0s);
    for (int failures = 1; failures <= 100; ++failures) {
        const auto most = backoff(failures, 1s, 60s, 0.999999);
        CHECK(most <= 60s);
        CHECK(most >= backoff(failures, 1s, 60s, 0.0));
        CHECK(most + 1ms >= 2 * backoff(failures, 1s, 60s, 0.0) - 1ms);
    }
}
