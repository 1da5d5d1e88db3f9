// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/address.hpp"

#include "config/words.hpp"

#include <algorithm>
#include <charconv>

namespace moisson {
namespace {

bool starts_with(std::string_view text, std::string_view lower_case_start) {
    if (text.size() < lower_case_start.size()) return false;
    for (std::size_t i = 0; i < lower_case_start.size(); ++i) {
        const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
        if (c != lower_case_start[i]) return false;
    }
    return true;
}

bool is_printable(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7F'; });
}

// "127." and three numbers: what looks like it but is a name ("127.evil.org") may lead anywhere.
bool is_loopback_v4(std::string_view host) {
    if (!host.starts_with("127.")) return false;
    int dots = 0;
    int digits = 0;
    for (const char c : host) {
        if (c == '.') {
            if (digits == 0) return false;
            digits = 0;
            ++dots;
        } else if (c < '0' || c > '9' || ++digits > 3) {
            return false;
        }
    }
    return dots == 3 && digits > 0;
}

// The host of what follows "://", with its brackets, without its port.
std::string_view host_of(std::string_view authority) {
    if (authority.starts_with("[")) return authority.substr(0, authority.find(']') + 1);
    return authority.substr(0, authority.find(':'));
}

bool has_odd_port(std::string_view authority) {
    const std::string_view after = authority.substr(host_of(authority).size());
    if (after.empty()) return false;
    unsigned port = 0;
    const std::string_view digits = after.substr(1);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    constexpr unsigned highest = 65535;
    return after.front() != ':' || read.ec != std::errc() || read.ptr != digits.data() + digits.size() || port == 0 ||
           port > highest;
}

bool is_loopback(std::string_view authority) {
    const std::string_view host = host_of(authority);
    return (host.size() == 9 && starts_with(host, "localhost")) || host == "[::1]" || is_loopback_v4(host);
}

}  // namespace

Result<Done> check_address(std::string_view url, PlainHttp plain, const std::string& place) {
    // Before the @ there may be a password.
    const std::string shown = url.find('@') == std::string_view::npos ? in_quotes(url) : std::string("this address");
    const bool encrypted = starts_with(url, "https://");
    if (!encrypted && !starts_with(url, "http://"))
        return fail(ErrorKind::config, place, shown + " is not a web address",
                    "Write the whole address, such as \"https://wiki.example.org/api.php\"");
    if (std::any_of(url.begin(), url.end(), [](char c) { return (c >= '\0' && c <= ' ') || c == '\x7F' || c == '\\'; }))
        return fail(ErrorKind::config, place, shown + " has characters no address has", "Percent-encode them");
    const std::string_view after = url.substr(url.find("://") + 3);
    const std::string_view authority = after.substr(0, after.find_first_of("/?#"));
    if (host_of(authority).empty())
        return fail(ErrorKind::config, place, shown + " names no host", "Write it after the //");
    if (has_odd_port(authority.substr(authority.rfind('@') + 1)))
        return fail(ErrorKind::config, place, shown + " names no port that exists",
                    "Write a number from 1 to 65535 after the :, or nothing");
    if (authority.find('@') != std::string_view::npos)
        return fail(ErrorKind::config, place, "an address must not carry a name or a password",
                    "Remove what stands before the @");
    if (!encrypted && plain == PlainHttp::loopback_only && !is_loopback(authority))
        return fail(ErrorKind::config, place, shown + " is plain http: anybody on the way could read and change it",
                    "Use https://, or write allow_plain_http = true if you accept that");
    return Done{};
}

bool is_contact(std::string_view text) {
    constexpr std::size_t longest = 200;  // bytes: it travels in every request
    if (text.size() > longest || !is_printable(text)) return false;
    if (starts_with(text, "https://")) return text.size() > 8 && text[8] != '/';
    const auto at = text.find('@');
    return at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
           text.find('@', at + 1) == std::string_view::npos && text.find_first_of("<>(),;\"") == std::string_view::npos;
}

}  // namespace moisson
