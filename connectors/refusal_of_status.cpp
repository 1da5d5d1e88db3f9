// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/refusal_of_status.hpp"

#include "connectors/retry_after.hpp"

#include <chrono>

namespace moisson {

std::string status_text(int status, std::string_view meaning) {
    return "HTTP " + std::to_string(status) + ": " + std::string(meaning);
}

std::optional<Error> refusal_of_status(const HttpResponse& answer, const std::string& where, const StatusWords& words) {
    const int status = answer.status;
    if (status >= 200 && status < 300) return std::nullopt;
    const auto error = [&](ErrorKind kind, std::string_view meaning, std::string_view remedy = {},
                           std::optional<Wait> wait = std::nullopt) {
        return Error{kind, where, status_text(status, meaning), std::string(remedy), wait};
    };
    const auto wait = retry_after(answer);
    switch (status) {
        case 404:
            return error(ErrorKind::refused, "nothing at this address", words.give_address);
        case 408:
        case 425:
            return error(ErrorKind::transport, "the server did not wait", {}, wait);
        case 413:
        case 414:
        case 431:
            return error(ErrorKind::invalid, "our request is too large for the server");
        case 429:
            return error(ErrorKind::transport, "too many requests", "raise min_delay when this lasts",
                         wait ? wait : Wait{std::chrono::seconds(30)});
        default:
            break;
    }
    if (status >= 500)
        return error(ErrorKind::transport, "the server failed" + (words.said.empty() ? "" : " (" + words.said + ")"),
                     {}, wait);
    if (status >= 300 && status < 400)
        return error(ErrorKind::refused, "the server sends us " + words.elsewhere, words.give_address);
    return error(ErrorKind::refused, "not an answer we can use");
}

bool looks_like_html(std::string_view text) noexcept {
    const auto start = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    return start != std::string_view::npos && text[start] == '<';
}

}  // namespace moisson
