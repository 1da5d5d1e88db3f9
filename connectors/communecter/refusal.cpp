// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/refusal.hpp"

#include "connectors/communecter/words.hpp"
#include "connectors/refusal_of_status.hpp"

#include <algorithm>
#include <array>

namespace moisson::communecter {

namespace {

constexpr std::chrono::hours one_day{24};
constexpr std::string_view give_base_url = "give the address of the site as `base_url`";
constexpr std::string_view name_an_account =
    "should the site have given you an account for Moisson, name it by sign_in; else it must allow reading without one";
constexpr std::string_view write_to_them =
    "write to the people who run the site, as the contact of this configuration, and ask whether Moisson may read; "
    "it does not ask again for a day";

Error error(ErrorKind kind, const std::string& where, std::string what, std::string_view remedy,
            std::optional<Wait> wait = std::nullopt) {
    return Error{kind, where, std::move(what), std::string(remedy), wait};
}

// What servers are known to say, as it is told on. Their other words may name somebody, and go no further.
constexpr std::array<std::string_view, 22> known_causes{"memory exhausted",
                                                        "Allowed memory size",
                                                        "Maximum execution time",
                                                        "Maximum function nesting level",
                                                        "recursion",
                                                        "Please login first",
                                                        "Login First",
                                                        "Access denied",
                                                        "Contenu Invalide",
                                                        "Unknown field",
                                                        "Invalid request",
                                                        "Bad Request",
                                                        "Form not found",
                                                        "Undefined index",
                                                        "Undefined variable",
                                                        "Undefined offset",
                                                        "Internal Server Error",
                                                        "Service Unavailable",
                                                        "Too Many Requests",
                                                        "MongoException",
                                                        "CException",
                                                        "CDbException"};

std::string cause_in(std::string_view text) {
    constexpr std::size_t longest = 2'000;
    text = text.substr(0, longest);
    for (const std::string_view cause : known_causes)
        if (text.find(cause) != std::string_view::npos) return std::string(cause);
    return {};
}

// "https://autre.example/login?user=…" without what may name somebody.
std::string site_in(std::string_view address) {
    constexpr std::string_view separator = "://";
    constexpr std::string_view of_a_name = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.";
    constexpr std::size_t longest = 100;
    const auto from = address.find(separator);
    if (from == std::string_view::npos) return "another address";
    const std::string_view rest = address.substr(from + separator.size());
    const std::string_view host = rest.substr(0, rest.find_first_of(":/?#"));
    if (host.empty() || host.size() > longest || host.find_first_not_of(of_a_name) != std::string_view::npos)
        return "another address";
    return std::string(host);
}

bool has_any(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

std::string code_of(const Value& answer) {
    const Value& code = answer.at("error");
    return code.integer() != nullptr ? std::to_string(*code.integer()) : code.text_or("");
}

bool has_failed(const Value& answer) {
    const Value& result = answer.at("result");
    return (result.flag() != nullptr && !*result.flag()) || result.text_or("") == "false" || !code_of(answer).empty();
}

}  // namespace

std::optional<Error> refusal_of_status(const HttpResponse& answer, const std::string& where) {
    const auto refused = [&](std::string_view meaning, std::string_view remedy, std::optional<Wait> wait) {
        return error(ErrorKind::refused, where, status_text(answer.status, meaning), remedy, wait);
    };
    switch (answer.status) {
        case 401:
            return refused("this is shown only to people who signed in", name_an_account, std::nullopt);
        case 403:
            return refused("the site does not let us in", write_to_them, Wait{one_day});
        case 410:
            return refused("the site says it is gone for good", write_to_them, Wait{one_day});
        default:
            break;
    }
    // What a server says of its own failure is one line of text when it was asked as pages ask.
    return moisson::refusal_of_status(
        answer, where, {give_base_url, cause_in(answer.body), "to " + site_in(answer.header("location"))});
}

std::optional<Error> refusal_of_words(const Value& answer, const std::string& where) {
    const std::string code = code_of(answer);
    if (!has_failed(answer)) return std::nullopt;
    const std::string message = answer.at("msg").text_or(code);
    const std::string cause = cause_in(message);
    const std::string said = cause.empty() ? "" : ": " + cause;
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

Error not_json(std::string_view body, const std::string& where) {
    if (body.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return error(ErrorKind::transport, where, "not JSON: an empty answer", {});
    if (looks_like_html(body)) return error(ErrorKind::transport, where, "not JSON: an HTML page?", give_base_url);
    const bool begins = body.front() == '{' || body.front() == '[';
    if (begins || body.front() == '"')
        return error(ErrorKind::transport, where, "not JSON: the answer is cut short or garbled", {});
    const std::string cause = cause_in(body);
    return error(ErrorKind::transport, where, "not JSON: a line of text" + (cause.empty() ? "" : ", \"" + cause + "\""),
                 {});
}

bool is_of_whole_source(const Error& error) noexcept {
    return error.wait.has_value() || error.what.starts_with(too_many_requests);
}

}  // namespace moisson::communecter
