// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/http/address.hpp"

#include <curl/curl.h>
#include <algorithm>
#include <memory>

namespace moisson::daemon {

namespace {

struct UrlCleanup {
    void operator()(CURLU* url) const noexcept { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, UrlCleanup>;

// A NUL or a line break inside an address would change who is asked, or add a header.
bool printable(const std::string& text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f; });
}

std::string part(CURLU* url, CURLUPart which, unsigned flags) {
    char* text = nullptr;
    if (curl_url_get(url, which, &text, flags) != CURLUE_OK) return {};
    std::string out(text);
    curl_free(text);
    return out;
}

}  // namespace

bool Origin::loopback() const {
    return host == "localhost" || host == "[::1]" ||
           (host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string::npos);
}

Result<Origin> origin_of(const std::string& url) {
    Url parsed(curl_url());
    const bool readable =
        printable(url) && curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK;
    if (!readable)
        return fail(ErrorKind::config, url, "this is not a web address",
                    "write it in full, like https://example.org/api.php");
    Origin origin;
    origin.scheme = part(parsed.get(), CURLUPART_SCHEME, 0);
    if (origin.scheme != "http" && origin.scheme != "https")
        return fail(ErrorKind::refused, url, "only http and https are spoken", "use an https:// address");
    origin.host = part(parsed.get(), CURLUPART_HOST, 0);
    std::transform(origin.host.begin(), origin.host.end(), origin.host.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    origin.port = part(parsed.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
    return origin;
}

Result<std::string> resolve(const std::string& base, const std::string& location) {
    Url parsed(curl_url());
    const bool readable =
        printable(location) && curl_url_set(parsed.get(), CURLUPART_URL, base.c_str(), 0) == CURLUE_OK &&
        curl_url_set(parsed.get(), CURLUPART_URL, location.c_str(), CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK;
    if (!readable) return fail(ErrorKind::invalid, base, "redirects to something that is no address");
    return part(parsed.get(), CURLUPART_URL, 0);
}

std::string without_query(const std::string& url) {
    return url.substr(0, url.find_first_of("?#"));
}

}  // namespace moisson::daemon
