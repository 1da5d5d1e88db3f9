// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dump/unpacker.hpp"

#include <bzlib.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <limits>

namespace moisson::daemon {

namespace {

tl::unexpected<Error> damaged(const char* kind) {
    return fail(ErrorKind::invalid, {}, std::string("the ") + kind + " archive is damaged");
}

class Plain final : public Unpacker {
public:
    Result<std::size_t> unpack(std::string_view& in, std::span<char> out) override {
        const std::size_t count = std::min(in.size(), out.size());
        std::copy_n(in.begin(), count, out.begin());
        in.remove_prefix(count);
        return count;
    }
    bool may_end() const noexcept override { return true; }
};

unsigned room(std::size_t size) {
    return static_cast<unsigned>(std::min<std::size_t>(size, std::numeric_limits<unsigned>::max()));
}

// Both may hold several archives, one behind the other.
class Gzip final : public Unpacker {
public:
    Gzip() {
        constexpr int window_and_gzip_only = 15 + 16;
        ready_ = inflateInit2(&stream_, window_and_gzip_only) == Z_OK;
    }
    ~Gzip() override { inflateEnd(&stream_); }
    Gzip(const Gzip&) = delete;
    Gzip& operator=(const Gzip&) = delete;

    Result<std::size_t> unpack(std::string_view& in, std::span<char> out) override {
        if (!ready_) return fail(ErrorKind::storage, {}, "no memory for unpacking");
        if (ended_ && in.empty()) return 0;
        if (ended_ && inflateReset(&stream_) != Z_OK) return damaged("gzip");
        ended_ = false;
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): an interface older than const, which only reads
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
        stream_.avail_in = room(in.size());
        stream_.next_out = reinterpret_cast<Bytef*>(out.data());
        stream_.avail_out = room(out.size());
        const int done = inflate(&stream_, Z_NO_FLUSH);
        in.remove_prefix(in.size() - stream_.avail_in);
        ended_ = done == Z_STREAM_END;
        if (done != Z_OK && done != Z_STREAM_END && done != Z_BUF_ERROR) return damaged("gzip");
        return out.size() - stream_.avail_out;
    }
    bool may_end() const noexcept override { return ended_; }

private:
    z_stream stream_{};
    bool ready_ = false;
    bool ended_ = false;
};

class Bzip2 final : public Unpacker {
public:
    Bzip2() { begin(); }
    ~Bzip2() override { BZ2_bzDecompressEnd(&stream_); }
    Bzip2(const Bzip2&) = delete;
    Bzip2& operator=(const Bzip2&) = delete;

    Result<std::size_t> unpack(std::string_view& in, std::span<char> out) override {
        if (ended_ && in.empty()) return 0;
        if (ended_) {
            BZ2_bzDecompressEnd(&stream_);
            begin();
        }
        if (!ready_) return fail(ErrorKind::storage, {}, "no memory for unpacking");
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): an interface older than const, which only reads
        stream_.next_in = const_cast<char*>(in.data());
        stream_.avail_in = room(in.size());
        stream_.next_out = out.data();
        stream_.avail_out = room(out.size());
        const int done = BZ2_bzDecompress(&stream_);
        in.remove_prefix(in.size() - stream_.avail_in);
        ended_ = done == BZ_STREAM_END;
        if (done != BZ_OK && done != BZ_STREAM_END) return damaged("bzip2");
        return out.size() - stream_.avail_out;
    }
    bool may_end() const noexcept override { return ended_; }

private:
    void begin() {
        stream_ = {};
        ready_ = BZ2_bzDecompressInit(&stream_, 0, 0) == BZ_OK;
        ended_ = false;
    }

    bz_stream stream_{};
    bool ready_ = false;
    bool ended_ = false;
};

class Zstd final : public Unpacker {
public:
    Result<std::size_t> unpack(std::string_view& in, std::span<char> out) override {
        if (!stream_) return fail(ErrorKind::storage, {}, "no memory for unpacking");
        if (ended_ && in.empty()) return 0;
        ZSTD_inBuffer from{in.data(), in.size(), 0};
        ZSTD_outBuffer to{out.data(), out.size(), 0};
        const std::size_t left = ZSTD_decompressStream(stream_.get(), &to, &from);
        in.remove_prefix(from.pos);
        if (ZSTD_isError(left) != 0) return damaged("zstd");
        ended_ = left == 0;
        return to.pos;
    }
    bool may_end() const noexcept override { return ended_; }

private:
    struct Free {
        void operator()(ZSTD_DStream* stream) const noexcept { ZSTD_freeDStream(stream); }
    };
    std::unique_ptr<ZSTD_DStream, Free> stream_{ZSTD_createDStream()};
    bool ended_ = false;
};

}  // namespace

std::unique_ptr<Unpacker> unpacker_for(std::string_view beginning) {
    if (beginning.starts_with("\x1F\x8B")) return std::make_unique<Gzip>();
    if (beginning.starts_with("BZh")) return std::make_unique<Bzip2>();
    if (beginning.starts_with("\x28\xB5\x2F\xFD")) return std::make_unique<Zstd>();
    return std::make_unique<Plain>();
}

}  // namespace moisson::daemon
