// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/refusal.hpp"

#include "connectors/refusal_of_status.hpp"
#include "connectors/retry_after.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace moisson::mediawiki {

namespace {

using std::chrono::seconds;

constexpr std::string_view give_api_address = "give the address of the wiki's api.php as `api`";
constexpr std::string_view sign_in = "this wiki must allow reading without an account, which is all Moisson can do";

// How the causes that concern the whole source begin; is_of_whole_source() knows them by it.
constexpr std::string_view lagging = "the wiki lags";
constexpr std::string_view read_only = "the wiki is read-only";
constexpr std::string_view rate_limited = "the wiki limits our rate";

Error error(ErrorKind kind, const std::string& where, std::string what, std::string_view remedy,
            std::optional<Wait> wait = std::nullopt) {
    return Error{kind, where, std::move(what), std::string(remedy), wait};
}

// Enough of the server's own words to understand, not enough to flood a log line.
std::string clipped(std::string_view text) {
    constexpr std::size_t longest = 300;
    if (text.size() <= longest) return std::string(text);
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return std::string(text.substr(0, end)) + "…";
}

// "[69b6844dc23bfc350cdc09ec] Caught exception …": the same failure must be told in the same words each time.
std::string_view without_request_id(std::string_view info) {
    const auto end = info.find("] ");
    return info.starts_with('[') && end != std::string_view::npos ? info.substr(end + 2) : info;
}

bool is_one_of(std::string_view code, std::initializer_list<std::string_view> codes) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

}  // namespace

std::optional<Error> refusal_of_status(const HttpResponse& answer, const std::string& where) {
    const int status = answer.status;
    if (status == 401 || status == 403)
        return error(ErrorKind::refused, where, status_text(status, "the server does not let us in"),
                     "ask its administrator to allow this program's User-Agent");
    if (status == 410)
        return error(ErrorKind::refused, where, status_text(status, "the server says it is gone for good"),
                     give_api_address);
    const std::string location = clipped(answer.header("location"));
    return moisson::refusal_of_status(
        answer, where, {give_api_address, {}, location.empty() ? "elsewhere without saying where" : "to " + location});
}

Error refusal_of_code(std::string_view code, std::string_view info, const HttpResponse& answer,
                      const std::string& where) {
    const auto wait = retry_after(answer);
    const std::string said = " (" + std::string(code.substr(0, 100)) + "): " + clipped(without_request_id(info));
    if (code == "maxlag")
        return error(ErrorKind::transport, where, std::string(lagging) + said, {}, wait ? wait : Wait{seconds(5)});
    if (code == "readonly")
        return error(ErrorKind::transport, where, std::string(read_only) + said, {}, wait ? wait : Wait{seconds(60)});
    if (code == "ratelimited")
        return error(ErrorKind::transport, where, std::string(rate_limited) + said, "raise min_delay when this lasts",
                     wait ? wait : Wait{seconds(30)});
    if (code.starts_with("internal_api_error"))
        return error(ErrorKind::transport, where, "the wiki failed" + said, {}, wait);
    if (is_one_of(code, {"readapidenied", "permissiondenied", "mustbeloggedin", "login-required"}))
        return error(ErrorKind::refused, where, "the wiki shows this only to people who signed in" + said, sign_in);
    if (is_one_of(code, {"badcontinue", "params"}))
        return error(ErrorKind::invalid, where, "the wiki does not understand how to go on" + said, {});
    if (is_one_of(code, {"unknown_action", "unknown_list", "unknown_meta", "unknown_prop", "unknown_generator"}))
        return error(ErrorKind::refused, where, "this wiki's API is too old or too small" + said,
                     "MediaWiki 1.27 or later is needed");
    return error(ErrorKind::refused, where, "the wiki refuses" + said, {});
}

Error not_json(std::string_view beginning, const std::string& where) {
    if (beginning.empty()) return error(ErrorKind::invalid, where, "not JSON: an empty answer", {});
    if (looks_like_html(beginning))
        return error(ErrorKind::invalid, where,
                     "not JSON: an HTML page? It begins with \"" + clipped(beginning.substr(0, 60)) + "\"",
                     give_api_address);
    return error(ErrorKind::invalid, where, "not JSON: the answer is cut short or garbled", {});
}

bool is_of_whole_source(const Error& error) noexcept {
    if (error.kind != ErrorKind::transport) return false;
    constexpr std::array<std::string_view, 4> beginnings{too_many_requests, lagging, read_only, rate_limited};
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](std::string_view text) { return error.what.starts_with(text); });
}

}  // namespace moisson::mediawiki
