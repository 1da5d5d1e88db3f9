// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/http/percent.hpp"

namespace moisson::daemon {

namespace {

// Written out, because isalnum() follows the locale.
bool unreserved(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

void append_encoded(std::string& out, std::string_view text) {
    static constexpr char digits[] = "0123456789ABCDEF";
    for (const char c : text) {
        if (unreserved(c)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
}

}  // namespace

std::string percent_encode(std::string_view text) {
    std::string out;
    append_encoded(out, text);
    return out;
}

std::string encode_fields(const Fields& fields) {
    std::string out;
    for (const auto& [name, value] : fields) {
        if (!out.empty()) out += '&';
        append_encoded(out, name);
        out += '=';
        append_encoded(out, value);
    }
    return out;
}

std::string with_query(std::string_view url, const Fields& query) {
    url = url.substr(0, url.find('#'));
    std::string out(url);
    if (query.empty()) return out;
    if (url.find('?') == std::string_view::npos) {
        out += '?';
    } else if (out.back() != '?' && out.back() != '&') {
        out += '&';
    }
    return out += encode_fields(query);
}

}  // namespace moisson::daemon
