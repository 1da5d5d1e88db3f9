// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dump/dump_file.hpp"

#include "schema/fingerprint.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace moisson::daemon {

namespace {

constexpr std::size_t piece = std::size_t{256} << 10U;       // of the text
constexpr std::size_t disk_piece = std::size_t{128} << 10U;  // of the file
constexpr std::size_t looked_at = std::size_t{64} << 10U;    // to tell one file from another

std::string reason_of(int code) {
    return std::generic_category().message(code);
}

}  // namespace

Result<std::unique_ptr<DumpFile>> DumpFile::open(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return fail(ErrorKind::config, path, "it cannot be opened: " + reason_of(errno),
                    "give the path of an XML export");
    struct stat about {};
    if (::fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode)) {
        ::close(descriptor);
        return fail(ErrorKind::config, path, "it is no file", "give the path of an XML export");
    }
    std::unique_ptr<DumpFile> file(new DumpFile(path, descriptor, static_cast<std::uint64_t>(about.st_size)));
    if (auto begun = file->begin(); !begun) return fail(std::move(begun.error()));
    return file;
}

DumpFile::DumpFile(std::string path, int descriptor, std::uint64_t size)
    : path_(std::move(path)), descriptor_(descriptor), size_(size), out_(piece, '\0') {}

DumpFile::~DumpFile() {
    ::close(descriptor_);
}

Result<Done> DumpFile::begin() {
    if (auto filled = fill(); !filled) return filled;
    identity_ = std::to_string(size_) + ":" + digest(in_.substr(0, looked_at));
    unpacker_ = unpacker_for(in_);
    return Done{};
}

// A whole piece, unless the file ends: so the beginning is always the same beginning.
Result<Done> DumpFile::fill() {
    raw_.resize(disk_piece);
    std::size_t count = 0;
    while (count < raw_.size()) {
        const ssize_t some = ::read(descriptor_, raw_.data() + count, raw_.size() - count);
        if (some < 0 && errno == EINTR) continue;
        if (some < 0) return broken("it cannot be read: " + reason_of(errno));
        if (some == 0) break;
        count += static_cast<std::size_t>(some);
    }
    in_ = std::string_view(raw_).substr(0, count);
    taken_ += count;
    at_end_ = count < raw_.size();
    return Done{};
}

Result<std::string_view> DumpFile::read() {
    if (left_over_ > 0) return std::string_view(out_).substr(0, filled_).substr(filled_ - std::exchange(left_over_, 0));
    for (;;) {
        if (in_.empty() && !at_end_)
            if (auto filled = fill(); !filled) return fail(std::move(filled.error()));
        if (in_.empty() && at_end_ && !out_was_full_) {
            if (unpacker_->may_end()) return std::string_view();
            return broken("the file ends before the archive in it does");
        }
        auto count = unpacker_->unpack(in_, out_);
        if (!count) return broken(count.error().what);
        out_was_full_ = *count == out_.size();
        filled_ = *count;
        made_ += *count;
        if (*count > 0) return std::string_view(out_).substr(0, *count);
    }
}

Result<Done> DumpFile::skip_to(std::uint64_t position) {
    while (made_ < position) {
        auto bytes = read();
        if (!bytes) return fail(std::move(bytes.error()));
        if (bytes->empty()) return broken("it is shorter than it was");
        // The rest of this piece comes again.
        if (made_ > position) left_over_ = made_ - position;
    }
    return Done{};
}

tl::unexpected<Error> DumpFile::broken(std::string what) const {
    return fail(ErrorKind::invalid, path_ + ", byte " + std::to_string(consumed()) + " of the file", std::move(what));
}

}  // namespace moisson::daemon
