// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/credential.hpp"

#include "config/words.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace moisson {
namespace {

constexpr const char* how_to_write =
    "Write the name of the account on the first line and its password on the second, or a token alone on one line";

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == '\x7F';
}

// The lines as they stand, but for blank ones at the end and the \r of other systems.
std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.push_back(line);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    while (!lines.empty() && lines.back().empty()) lines.pop_back();
    return lines;
}

std::string_view fault_of(std::string_view text, const std::vector<std::string_view>& lines) {
    if (text.size() > largest_credential) return "the credential is too long to be one";
    if (lines.empty()) return "the credential is empty";
    if (lines.size() > 2) return "the credential has more than two lines";
    for (const std::string_view line : lines) {
        if (line.empty()) return "the credential has an empty line";
        if (std::any_of(line.begin(), line.end(), is_control)) return "the credential holds control characters";
    }
    return {};
}

}  // namespace

Result<Credential> parse_credential(std::string text, const std::string& place) {
    const std::vector<std::string_view> lines = lines_of(text);
    const std::string_view fault = fault_of(text, lines);
    Credential credential;
    if (fault.empty()) {
        if (lines.size() == 2) credential.user = Secret(std::string(lines.front()));
        credential.secret = Secret(std::string(lines.back()));
    }
    wipe(text);
    if (!fault.empty()) return fail(ErrorKind::config, place, std::string(fault), how_to_write);
    return credential;
}

Result<Done> check_credential_name(const std::string& named, const std::string& place) {
    if (named.starts_with('/')) return Done{};
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
               c == '.';
    };
    constexpr std::size_t longest = 255;
    const bool is_name = !named.empty() && named.size() <= longest && named.front() != '.' &&
                         std::all_of(named.begin(), named.end(), fits);
    if (is_name) return Done{};
    // What was written here is not repeated: it may be the password.
    return fail(ErrorKind::config, place, "this cannot be a credential",
                "Write the name of one that systemd gives (LoadCredential=NAME:…), or the whole path of a file that "
                "only Moisson may read; never the password itself");
}

}  // namespace moisson
