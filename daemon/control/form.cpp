// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/control/form.hpp"

#include <algorithm>

namespace moisson::daemon {

namespace {

constexpr int most_pairs = 256;

int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string decode(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '+') {
            plain += ' ';
        } else if (text[at] == '%' && at + 2 < text.size() && digit(text[at + 1]) >= 0 && digit(text[at + 2]) >= 0) {
            plain += static_cast<char>(digit(text[at + 1]) * 16 + digit(text[at + 2]));
            at += 2;
        } else {
            plain += text[at];
        }
    }
    return plain;
}

}  // namespace

void read_form(std::string_view text, std::map<std::string, std::string>& fields) {
    for (int pairs = 0; !text.empty() && pairs < most_pairs; ++pairs) {
        const std::size_t end = std::min(text.find('&'), text.size());
        const std::string_view pair = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::size_t equals = pair.find('=');
        std::string name = decode(pair.substr(0, equals));
        if (name.empty()) continue;
        std::string value = equals == std::string_view::npos ? std::string{} : decode(pair.substr(equals + 1));
        auto [place, fresh] = fields.emplace(std::move(name), value);
        if (!fresh) place->second += "\n" + value;
    }
}

}  // namespace moisson::daemon
