// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/refusal.hpp"

#include "connectors/communecter/words.hpp"
#include "connectors/retry_after.hpp"
#include "schema/utf8.hpp"

#include <algorithm>
#include <array>

namespace moisson::communecter {

namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr std::string_view too_many = "HTTP 429";
constexpr std::string_view give_base_url = "give the address of the site as `base_url`";
constexpr std::string_view name_an_account =
    "should the site have given you an account for Moisson, name it by sign_in; else it must allow reading without one";
constexpr std::string_view write_to_them =
    "write to the people who run the site, as the contact of this configuration, and ask whether Moisson may read; "
    "it does not ask again for a day";

std::string status_text(int status, std::string_view meaning) {
    return "HTTP " + std::to_string(status) + ": " + std::string(meaning);
}

Error error(ErrorKind kind, const std::string& where, std::string what, std::string_view remedy,
            std::optional<Wait> wait = std::nullopt) {
    return Error{kind, where, std::move(what), std::string(remedy), wait};
}

// Enough of the server's own words to understand, on one line, not enough to flood a log.
std::string clipped(std::string_view text, std::size_t longest) {
    std::string words;
    while (!text.empty() && words.size() < longest) {
        const CodePoint point = first_code_point(text);
        const bool shown = point.valid && static_cast<unsigned char>(text.front()) >= 0x20;
        words += shown ? text.substr(0, point.length) : " ";
        text.remove_prefix(std::max<std::size_t>(point.length, 1));
    }
    return text.empty() ? words : words + "…";
}

bool has_any(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

std::string code_of(const Value& answer) {
    const Value& code = answer.at("error");
    return code.integer() != nullptr ? std::to_string(*code.integer()) : clipped(code.text_or(""), 200);
}

bool has_failed(const Value& answer) {
    const Value& result = answer.at("result");
    return (result.flag() != nullptr && !*result.flag()) || result.text_or("") == "false" || !code_of(answer).empty();
}

}  // namespace

std::optional<Error> refusal_of_status(const HttpResponse& answer, const std::string& where) {
    const int status = answer.status;
    if (status >= 200 && status < 300) return std::nullopt;
    const auto wait = retry_after(answer);
    switch (status) {
        case 401:
            return error(ErrorKind::refused, where, status_text(status, "this is shown only to people who signed in"),
                         name_an_account);
        case 403:
            return error(ErrorKind::refused, where, status_text(status, "the site does not let us in"), write_to_them,
                         Wait{hours(24)});
        case 404:
            return error(ErrorKind::refused, where, status_text(status, "nothing at this address"), give_base_url);
        case 410:
            return error(ErrorKind::refused, where, status_text(status, "the site says it is gone for good"),
                         write_to_them, Wait{hours(24)});
        case 408:
        case 425:
            return error(ErrorKind::transport, where, status_text(status, "the server did not wait"), {}, wait);
        case 413:
        case 414:
        case 431:
            return error(ErrorKind::invalid, where, status_text(status, "our request is too large for the server"), {});
        case 429:
            return error(ErrorKind::transport, where, std::string(too_many) + ": too many requests",
                         "raise min_delay when this lasts", wait ? wait : Wait{seconds(30)});
        default:
            break;
    }
    // What a server says of its own failure is one line of text when it was asked as pages ask.
    const std::string said = looks_like_html(answer.body) ? "" : clipped(answer.body, 200);
    if (status >= 500)
        return error(ErrorKind::transport, where,
                     status_text(status, "the server failed") + (said.empty() ? "" : " (" + said + ")"), {}, wait);
    if (status >= 300 && status < 400)
        return error(ErrorKind::refused, where,
                     status_text(status, "the server sends us to " + clipped(answer.header("location"), 200)),
                     give_base_url);
    return error(ErrorKind::refused, where, status_text(status, "not an answer we can use"), {});
}

std::optional<Error> refusal_of_words(const Value& answer, const std::string& where) {
    const std::string code = code_of(answer);
    if (!has_failed(answer)) return std::nullopt;
    const std::string message = clipped(answer.at("msg").text_or(code), 200);
    const std::string said = message.empty() ? "" : ": " + message;
    if (code == "400" || has_any(message, {"Contenu Invalide", "Unknown field", "Invalid request", "Bad Request"}))
        return error(ErrorKind::invalid, where, "the site does not understand the request" + said, {});
    if (said_to_strangers(answer) || has_any(message, {"Access denied"}))
        return error(ErrorKind::refused, where, "the site shows this only to people who signed in" + said,
                     name_an_account);
    return error(ErrorKind::refused, where, "the site refuses" + said, {});
}

bool said_to_strangers(const Value& answer) {
    return has_failed(answer) &&
           (code_of(answer) == "401" || answer.at("msg").text_or("").find("ogin") != std::string::npos);
}

bool looks_like_html(std::string_view text) noexcept {
    const auto start = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    return start != std::string_view::npos && text[start] == '<';
}

Error not_json(std::string_view body, const std::string& where) {
    if (body.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return error(ErrorKind::transport, where, "not JSON: an empty answer", {});
    if (looks_like_html(body))
        return error(ErrorKind::transport, where,
                     "not JSON: an HTML page? It begins with \"" + clipped(body, 60) + "\"", give_base_url);
    const bool begins = body.front() == '{' || body.front() == '[';
    if (begins || body.front() == '"')
        return error(ErrorKind::transport, where, "not JSON: the answer is cut short or garbled", {});
    return error(ErrorKind::transport, where, "not JSON: the site says \"" + clipped(body, 200) + "\"", {});
}

bool is_of_whole_source(const Error& error) noexcept {
    return error.wait.has_value() || error.what.starts_with(too_many);
}

}  // namespace moisson::communecter
