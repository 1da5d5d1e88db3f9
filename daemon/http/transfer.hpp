// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/http/address.hpp"
#include "daemon/http/http_client.hpp"

#include <curl/curl.h>
#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace moisson::daemon {

// Keeps libcurl initialised while it lives; libcurl counts them, from any thread.
class CurlLibrary {
public:
    CurlLibrary() { curl_global_init(CURL_GLOBAL_DEFAULT); }
    ~CurlLibrary() { curl_global_cleanup(); }
    CurlLibrary(const CurlLibrary&) = delete;
    CurlLibrary& operator=(const CurlLibrary&) = delete;
};

// One exchange as libcurl sees it: what is sent, what is heard, and its limits. It has no event loop:
// CurlClient drives it by sockets, send_blocking() by curl_easy_perform.
class Transfer {
public:
    using Steady = std::chrono::steady_clock;

    // `total` replaces limits.total; 0 is without limit.
    // Error{config}: not an address. Error{refused}: not http. Error{invalid}: a header with a line break.
    static Result<std::unique_ptr<Transfer>> prepare(const HttpRequest& request, const HttpOptions& options,
                                                     std::chrono::milliseconds total);
    ~Transfer();
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    CURL* easy() const noexcept { return easy_; }

    // Hands the body of a 2xx answer over as it comes instead of keeping it, without any limit of size; false ends the
    // exchange, which is then a success.
    void stream_to(std::function<bool(std::string_view)> take) { take_ = std::move(take); }

    // When the server was last heard; empty while there is no connection yet.
    std::optional<Steady::time_point> last_heard() const noexcept { return last_heard_; }

    // What became of it. To be asked once, when libcurl is done with it.
    Result<HttpExchange> outcome(CURLcode code);

    // The error of a server that fell silent in the middle.
    Error stalled() const;

private:
    // Why we ended it ourselves.
    enum class Ended { no, large_body, large_headers, enough };

    Transfer(const HttpRequest& request, const HttpOptions& options);
    void set_request(const HttpRequest& request, const HttpOptions& options);
    void set_limits(std::chrono::milliseconds total);
    void set_trust(const Origin& origin, const HttpOptions& options);
    void set_callbacks();
    bool add_headers(const HttpRequest& request);
    bool add_header(const std::string& name, std::string_view value);
    bool streaming() const;
    std::size_t hear_body(std::string_view chunk);
    std::size_t hear_header(std::string_view line);
    int hear_progress(std::uint64_t received, std::uint64_t sent);
    Error error_of(CURLcode code) const;

    CurlLibrary library_;
    CURL* easy_ = nullptr;
    curl_slist* headers_ = nullptr;
    std::string where_;  // the socket, or the address without its query, which may hold secrets
    std::string form_;
    HttpLimits limits_;
    std::function<void(std::uint64_t)> on_received_;
    std::function<bool(std::string_view)> take_;
    std::array<char, CURL_ERROR_SIZE> error_text_{};
    std::optional<Steady::time_point> last_heard_;
    Steady::time_point started_;
    std::uint64_t moved_ = 0;  // bytes, both ways
    std::uint64_t streamed_ = 0;
    std::size_t header_bytes_ = 0;
    bool headers_ended_ = false;
    Ended ended_ = Ended::no;
    HttpResponse response_;
};

}  // namespace moisson::daemon
