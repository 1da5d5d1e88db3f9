// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/http/blocking.hpp"

#include "daemon/http/transfer.hpp"

namespace moisson::daemon {

namespace {

Result<HttpResponse> perform(Transfer& transfer) {
    const CURLcode code = curl_easy_perform(transfer.easy());
    auto exchange = transfer.outcome(code);
    if (!exchange) return fail(std::move(exchange.error()));
    return std::move(exchange->response);
}

}  // namespace

Result<HttpResponse> send_blocking(const HttpRequest& request, const HttpOptions& options) {
    auto transfer = Transfer::prepare(request, options, options.limits.total);
    if (!transfer) return fail(std::move(transfer.error()));
    // libcurl counts silence in whole seconds; CurlClient does it by the loop's timers.
    const auto stall = std::chrono::ceil<std::chrono::seconds>(options.limits.stall);
    curl_easy_setopt((*transfer)->easy(), CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt((*transfer)->easy(), CURLOPT_LOW_SPEED_TIME, static_cast<long>(stall.count()));
    return perform(**transfer);
}

Result<HttpResponse> stream_blocking(const HttpRequest& request, const HttpOptions& options,
                                     const std::function<bool(std::string_view)>& take) {
    auto transfer = Transfer::prepare(request, options, std::chrono::milliseconds(0));
    if (!transfer) return fail(std::move(transfer.error()));
    (*transfer)->stream_to(take);
    return perform(**transfer);
}

}  // namespace moisson::daemon
