// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dump/dump_reading.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace moisson::daemon {

Result<std::shared_ptr<OpenDump>> OpenDump::open(const ConnectorKind& kind, const std::string& path) {
    if (kind.dump_head == nullptr || kind.dump == nullptr)
        return fail(ErrorKind::config, path, "sources of kind " + std::string(kind.name) + " have no files to import");
    auto file = DumpFile::open(path);
    if (!file) return fail(std::move(file.error()));
    std::shared_ptr<OpenDump> dump(new OpenDump(std::move(*file)));
    auto head = dump->read_head(kind);
    if (head) return dump;
    // A file of which not even the head can be read is not the one that was meant.
    head.error().kind = ErrorKind::config;
    if (!head.error().where.starts_with(path)) head.error().where = path + ", " + head.error().where;
    return fail(std::move(head.error()));
}

Result<Done> OpenDump::read_head(const ConnectorKind& kind) {
    for (;;) {
        auto bytes = file_->read();
        if (!bytes) return fail(std::move(bytes.error()));
        beginning_.append(*bytes);
        auto head = kind.dump_head(beginning_);
        if (!head) return fail(std::move(head.error()));
        if (*head) {
            head_ = std::move(**head);
            return Done{};
        }
        if (bytes->empty())
            return fail(ErrorKind::invalid, "byte " + std::to_string(beginning_.size()), "the file ends in its head",
                        "give a whole XML export");
    }
}

Result<Done> OpenDump::begin(const ConnectorKind& kind, const Section& options, const Traits& traits,
                             std::optional<std::uint64_t> position) {
    const std::uint64_t from = std::max(position.value_or(0), head_.length);
    auto dump = kind.dump(options, traits, from);
    if (!dump) return fail(std::move(dump.error()));
    dump_ = std::move(*dump);
    if (from < beginning_.size())
        dump_->take(std::string_view(beginning_).substr(from));
    else if (auto skipped = file_->skip_to(from); !skipped)
        return skipped;
    beginning_ = {};
    return Done{};
}

Result<std::optional<DumpPart>> OpenDump::next() {
    for (;;) {
        auto read = dump_->next();
        if (!read && unreadable_) return fail(*unreadable_);
        if (!read) return fail(std::move(read.error()));
        if (*read) return DumpPart{std::move(**read), file_->consumed()};
        if (ended_) return std::nullopt;
        auto bytes = file_->read();
        if (bytes && !bytes->empty()) {
            dump_->take(*bytes);
            continue;
        }
        if (!bytes) unreadable_ = std::move(bytes.error());
        ended_ = true;
        dump_->end();
    }
}

void PartAhead::start(WorkThread& thread) {
    auto work = [self = shared_from_this()] {
        Result<std::optional<DumpPart>> part = fail(ErrorKind::storage, "import", "the reading did not end");
        try {
            part = self->dump_->next();
        } catch (const std::exception& broken) {
            part = fail(ErrorKind::storage, "import", broken.what());
        }
        auto tell = [self, part = std::move(part)]() mutable {
            self->result_ = std::move(part);
            self->read_.cancel();
        };
        asio::post(self->loop_, std::move(tell));
    };
    thread.leave(std::move(work));
}

asio::awaitable<Result<std::optional<DumpPart>>> PartAhead::part() {
    if (!result_) {
        boost::system::error_code rung;
        auto token = asio::redirect_error(asio::use_awaitable, rung);
        co_await read_.async_wait(token);
    }
    if (!result_) co_return fail(ErrorKind::cancelled, "import", "stopped on request");
    co_return std::move(*result_);
}

}  // namespace moisson::daemon
