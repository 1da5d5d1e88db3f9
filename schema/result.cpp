// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/result.hpp"

#include <algorithm>

namespace moisson {

std::string_view name_of(ErrorKind kind) noexcept {
    switch (kind) {
        case ErrorKind::transport:
            return "transport";
        case ErrorKind::refused:
            return "refused";
        case ErrorKind::invalid:
            return "invalid";
        case ErrorKind::conflict:
            return "conflict";
        case ErrorKind::storage:
            return "storage";
        case ErrorKind::config:
            return "config";
        case ErrorKind::cancelled:
            return "cancelled";
    }
    return "";
}

std::string Error::sentence() const {
    std::string line = where;
    if (!where.empty() && !what.empty()) line += ": ";
    line += what;
    if (!remedy.empty()) {
        const bool ended = !line.empty() && std::string_view(".!?").find(line.back()) != std::string_view::npos;
        if (!line.empty()) line += ended ? " " : ". ";
        line += remedy;
    }
    // Parts may quote a server: it stays one line whatever they hold.
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return line;
}

}  // namespace moisson
