// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/link_value.hpp"
#include "schema/plain_values.hpp"

#include <algorithm>

namespace moisson {

std::optional<std::string> email_in(std::string_view line) {
    constexpr std::size_t longest = 254;  // bytes, as mail has it
    const std::size_t at = line.find('@');
    if (line.size() > longest || at == std::string_view::npos || line.find('@', at + 1) != std::string_view::npos ||
        line.find_first_of(" ,;:()[]/\u00A0") != std::string_view::npos)
        return std::nullopt;
    const std::string_view host = line.substr(at + 1);
    const std::size_t dot = host.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || dot + 2 >= host.size()) return std::nullopt;
    if (!is_address("mailto:" + std::string(line))) return std::nullopt;
    return std::string(line);
}

std::optional<std::string> phone_in(std::string_view line) {
    constexpr std::size_t longest = 40;  // bytes
    constexpr std::ptrdiff_t fewest_digits = 6;
    if (line.size() > longest || line.find_first_not_of("0123456789 +-./()") != std::string_view::npos)
        return std::nullopt;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (std::count_if(line.begin(), line.end(), is_digit) < fewest_digits) return std::nullopt;
    return std::string(line);
}

}  // namespace moisson
