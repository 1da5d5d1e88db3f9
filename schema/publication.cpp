// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/publication.hpp"

#include <array>

namespace moisson {
namespace {

constexpr std::array<std::string_view, 4> names{"open", "assumed", "unknown", "withheld"};

}  // namespace

std::string_view name_of(Publication publication) noexcept {
    return names[static_cast<std::size_t>(publication)];
}

std::optional<Publication> publication_named(std::string_view name) noexcept {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name) return static_cast<Publication>(i);
    return std::nullopt;
}

}  // namespace moisson
