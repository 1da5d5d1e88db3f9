// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/http/redirect.hpp"

#include "daemon/http/address.hpp"
#include "daemon/http/percent.hpp"

namespace moisson::daemon {

namespace {

bool redirects(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

}  // namespace

Result<std::optional<HttpRequest>> redirected(const HttpRequest& request, const HttpResponse& answer) {
    const std::string location(answer.header("location"));
    if (!redirects(answer.status) || location.empty()) return std::optional<HttpRequest>{};
    auto target = resolve(with_query(request.url, request.query), location);
    if (!target) return fail(std::move(target.error()));
    auto from = origin_of(request.url);
    if (!from) return fail(std::move(from.error()));
    auto to = origin_of(*target);
    if (!to || *from != *to || request.intent == Intent::once)
        return fail(ErrorKind::refused, without_query(request.url), "redirects to " + without_query(*target),
                    "if that is where it lives now, write that address in the configuration");
    HttpRequest next = request;
    next.url = std::move(*target);
    next.query.clear();          // the new address has its own
    if (answer.status == 303) {  // "see there": what was posted has been heard
        next.form.clear();
        next.secret_form.clear();
    }
    return std::optional<HttpRequest>(std::move(next));
}

}  // namespace moisson::daemon
