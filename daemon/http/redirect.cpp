// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/http/redirect.hpp"

#include "daemon/http/address.hpp"
#include "daemon/http/percent.hpp"

#include <algorithm>

namespace moisson::daemon {

namespace {

bool redirects(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// An address that a server gave, without what it may say of us: a name, a query, and once a password was shown, its
// path.
std::string told(const std::string& address, bool secret_was_shown) {
    const std::string plain = without_query(address);
    const std::size_t host = plain.find("://") == std::string::npos ? 0 : plain.find("://") + 3;
    const std::size_t path = std::min(plain.find('/', host), plain.size());
    const std::size_t login = plain.substr(host, path - host).rfind('@');
    const std::size_t from = login == std::string::npos ? host : host + login + 1;
    return plain.substr(0, host) + plain.substr(from, path - from) + (secret_was_shown ? "" : plain.substr(path));
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
    const bool shows_secret = !request.secret_form.empty();
    if (!to || *from != *to || request.intent == Intent::once || shows_secret)
        return fail(ErrorKind::refused, without_query(request.url), "redirects to " + told(*target, shows_secret),
                    "if that is where it lives now, write that address in the configuration");
    HttpRequest next = request;
    next.url = std::move(*target);
    next.query.clear();                           // the new address has its own
    if (answer.status == 303) next.form.clear();  // "see there": what was posted has been heard
    return std::optional<HttpRequest>(std::move(next));
}

}  // namespace moisson::daemon
