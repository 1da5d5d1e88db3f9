// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/connectors/conformance.hpp"

#include <utility>

namespace moisson::conformance {

namespace {

constexpr const char* html = "<!DOCTYPE html><html><body>Maintenance</body></html>";

Fault with_status(int status, ErrorKind kind) {
    return Fault{"HTTP " + std::to_string(status), [status](HttpResponse) { return HttpResponse(status, html); }, kind,
                 std::nullopt};
}

Fault with_retry_after(int status, const std::string& when, std::chrono::milliseconds wait) {
    auto spoil = [status, when](HttpResponse) {
        HttpResponse answer(status, html);
        answer.headers = {{"date", "Wed, 25 Nov 2026 10:00:00 GMT"}, {"retry-after", when}};
        return answer;
    };
    return Fault{"HTTP " + std::to_string(status) + ", Retry-After: " + when, std::move(spoil), ErrorKind::transport,
                 Wait{wait}};
}

Fault with_body(std::string name, std::function<std::string(std::string)> spoil) {
    auto spoiled = [spoil = std::move(spoil)](HttpResponse answer) {
        answer.body = spoil(std::move(answer.body));
        return answer;
    };
    return Fault{std::move(name), std::move(spoiled), ErrorKind::invalid, std::nullopt};
}

}  // namespace

std::vector<Fault> usual_faults() {
    using namespace std::chrono_literals;
    return {
        with_status(500, ErrorKind::transport),
        with_status(502, ErrorKind::transport),
        with_status(504, ErrorKind::transport),
        with_retry_after(429, "7", 7s),
        with_retry_after(503, "120", 120s),
        with_retry_after(503, "Wed, 25 Nov 2026 10:01:30 GMT", 90s),
        with_status(401, ErrorKind::refused),
        with_status(403, ErrorKind::refused),
        with_status(410, ErrorKind::refused),
        with_status(413, ErrorKind::invalid),
        with_body("an HTML page", [](std::string) { return std::string(html); }),
        with_body("an empty body", [](std::string) { return std::string(); }),
        with_body("cut in the middle", [](std::string body) { return body.substr(0, body.size() / 2); }),
        with_body("cut before the last byte", [](std::string body) { return body.substr(0, body.size() - 1); }),
        with_body("two answers in one", [](std::string body) { return body + body; }),
        with_body("bytes that are no text", [](std::string body) { return "\"\xC3\x28\xFF" + body; }),
        with_body("a list", [](std::string) { return std::string("[]"); }),
        with_body("a number", [](std::string) { return std::string("17"); }),
        with_body("null", [](std::string) { return std::string("null"); }),
        with_body("an object that says nothing", [](std::string) { return std::string("{}"); }),
        with_body("a deep nest", [](std::string) { return std::string(100'000, '['); }),
    };
}

}  // namespace moisson::conformance
