// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/secret.hpp"

#include <cstring>

namespace moisson {

void wipe(std::string& text) noexcept {
    ::explicit_bzero(text.data(), text.size());
    text.clear();
}

Secret::Secret(std::string text) : bytes_(text.begin(), text.end()) {
    wipe(text);
}

Secret& Secret::operator=(const Secret& other) {
    if (this != &other) *this = Secret(other);
    return *this;
}

Secret& Secret::operator=(Secret&& other) noexcept {
    if (this == &other) return *this;
    wipe_bytes();
    bytes_ = std::move(other.bytes_);
    other.bytes_.clear();
    return *this;
}

Secret::~Secret() {
    wipe_bytes();
}

void Secret::wipe_bytes() noexcept {
    if (!bytes_.empty()) ::explicit_bzero(bytes_.data(), bytes_.size());
}

}  // namespace moisson
