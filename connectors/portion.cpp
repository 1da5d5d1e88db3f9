// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/portion.hpp"

#include <algorithm>

namespace moisson {

bool Portion::shrink() noexcept {
    if (size_ <= least_) return false;
    suspects_ = size_;
    size_ = std::max(size_ / 2, least_);
    return true;
}

bool Portion::fit(std::size_t count) noexcept {
    if (count < least_ || count >= size_) return false;
    size_ = count;
    return true;
}

void Portion::stay(std::size_t count) noexcept {
    suspects_ -= std::min(count, suspects_);
}

void Portion::advance(std::size_t count) noexcept {
    stay(count);
    size_ = std::min(size_ * 2, full_);
    if (suspects_ > 0) size_ = std::max(std::min(size_, suspects_ / 2), least_);
}

}  // namespace moisson
