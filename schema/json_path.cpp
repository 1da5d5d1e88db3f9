// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/json_path.hpp"

#include <algorithm>

namespace moisson {
namespace {

std::size_t end_of_step(std::string_view path) {
    return std::min(path.find('/', 1), path.size());
}

}  // namespace

std::string_view array_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos || slash == 0) return {};
    const std::string_view last = path.substr(slash + 1);
    const bool number = !last.empty() && last.find_first_not_of("0123456789") == std::string_view::npos;
    return number ? path.substr(0, slash) : std::string_view();
}

bool is_like(std::string_view path, std::string_view pattern) {
    while (!path.empty() && !pattern.empty()) {
        const std::string_view step = path.substr(0, end_of_step(path));
        const std::string_view wanted = pattern.substr(0, end_of_step(pattern));
        if (wanted != "/*" && wanted != step) return false;
        path.remove_prefix(step.size());
        pattern.remove_prefix(wanted.size());
    }
    return path.empty() && pattern.empty();
}

std::string_view array_of_last(std::string_view path) {
    return path.ends_with("/-") ? path.substr(0, path.size() - 2) : std::string_view();
}

bool is_pattern(std::string_view path) {
    return path.ends_with("/*") || path.find("/*/") != std::string_view::npos;
}

}  // namespace moisson
