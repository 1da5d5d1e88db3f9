// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/compression.hpp"

#include <zstd.h>

#include <cassert>
#include <new>

namespace moisson::store::sqlite {

namespace {

constexpr int level = 3;

tl::unexpected<Error> damaged() {
    return fail(ErrorKind::conflict, "a kept content", "it cannot be decompressed: the store is damaged",
                "Restore a backup, or move the file away and harvest again.");
}

}  // namespace

void Compression::Free::operator()(ZSTD_CCtx_s* context) const noexcept {
    ZSTD_freeCCtx(context);
}

void Compression::Free::operator()(ZSTD_DCtx_s* context) const noexcept {
    ZSTD_freeDCtx(context);
}

Compression::Compression() : packing_(ZSTD_createCCtx()), unpacking_(ZSTD_createDCtx()) {
    if (!packing_ || !unpacking_) throw std::bad_alloc();
}

std::string_view Compression::pack(std::string_view bytes) {
    assert(bytes.size() <= largest);
    const std::size_t room = ZSTD_compressBound(bytes.size());
    if (buffer_.size() < room) buffer_.resize(room);
    // With that much room it can only fail for want of memory.
    const std::size_t size =
        ZSTD_compressCCtx(packing_.get(), buffer_.data(), buffer_.size(), bytes.data(), bytes.size(), level);
    if (ZSTD_isError(size)) throw std::bad_alloc();
    return std::string_view(buffer_).substr(0, size);
}

Result<std::string> Compression::unpack(std::string_view frame) {
    const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > largest) return damaged();
    std::string bytes(static_cast<std::size_t>(size), '\0');
    const std::size_t written =
        ZSTD_decompressDCtx(unpacking_.get(), bytes.data(), bytes.size(), frame.data(), frame.size());
    if (ZSTD_isError(written) || written != bytes.size()) return damaged();
    return bytes;
}

}  // namespace moisson::store::sqlite
