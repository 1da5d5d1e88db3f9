// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/result.hpp"

#include <memory>
#include <string>
#include <string_view>

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace moisson::store::sqlite {

// zstd frames, level 3, with contexts and buffer used again and again.
class Compression {
public:
    static constexpr std::size_t largest = std::size_t{64} << 20;  // four times what a source may send

    Compression();

    // At most `largest` bytes. Valid until the next call.
    std::string_view pack(std::string_view bytes);

    // Refuses a frame that is damaged or says it holds more than `largest`.
    Result<std::string> unpack(std::string_view frame);

private:
    struct Free {
        void operator()(ZSTD_CCtx_s* context) const noexcept;
        void operator()(ZSTD_DCtx_s* context) const noexcept;
    };
    std::unique_ptr<ZSTD_CCtx_s, Free> packing_;
    std::unique_ptr<ZSTD_DCtx_s, Free> unpacking_;
    std::string buffer_;
};

}  // namespace moisson::store::sqlite
