// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/connector.hpp"
#include "daemon/dump/dump_file.hpp"
#include "daemon/poll/work_thread.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <optional>
#include <string>

namespace moisson::daemon {

// What was read next of a dump, and how far into the file on disk that was.
struct DumpPart {
    DumpBatch read;
    std::uint64_t file_bytes = 0;
};

// A file and the reading of what is in it. Used on one thread at a time.
class OpenDump {
public:
    // Opens the file and reads its head. Error{config}: it is no export.
    static Result<std::shared_ptr<OpenDump>> open(const ConnectorKind& kind, const std::string& path);

    const Traits& told() const noexcept { return head_.traits; }
    const DumpFile& file() const noexcept { return *file_; }
    // Begins with the pages, or where a mark says.
    Result<Done> begin(const ConnectorKind& kind, const Section& options, const Traits& traits,
                       std::optional<std::uint64_t> position);
    // Empty at the end. Error{invalid}: the rest cannot be read; what came before was handed over.
    Result<std::optional<DumpPart>> next();
    Cursor cursor(std::optional<std::uint64_t> whole) const { return dump_->cursor(whole); }

private:
    explicit OpenDump(std::unique_ptr<DumpFile> file) : file_(std::move(file)) {}
    Result<Done> read_head(const ConnectorKind& kind);

    std::unique_ptr<DumpFile> file_;
    DumpHead head_;
    std::string beginning_;  // of the text, read for the head
    std::unique_ptr<Dump> dump_;
    bool ended_ = false;
    std::optional<Error> unreadable_;  // the file, not the export in it
};

// The part after the one at hand, read on its own thread meanwhile.
class PartAhead : public std::enable_shared_from_this<PartAhead> {
public:
    PartAhead(asio::any_io_executor loop, std::shared_ptr<OpenDump> dump)
        : loop_(std::move(loop)), read_(loop_, asio::steady_timer::time_point::max()), dump_(std::move(dump)) {}

    void start(WorkThread& thread);
    asio::awaitable<Result<std::optional<DumpPart>>> part();  // waits for it; loop thread

private:
    asio::any_io_executor loop_;
    asio::steady_timer read_;  // a bell: cancelled when it is there
    std::shared_ptr<OpenDump> dump_;
    std::optional<Result<std::optional<DumpPart>>> result_;
};

}  // namespace moisson::daemon
