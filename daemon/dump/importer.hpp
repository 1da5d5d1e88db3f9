// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dump/dump_reading.hpp"
#include "daemon/poll/poller.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace moisson::daemon {

// Brings the pages of a file into the store, as a run on record. Lives on the loop thread; the file is read on a thread
// of its own, the store written on the store thread.
class Importer {
public:
    struct Parts {
        const SourceConfig& config;
        const ConnectorKind& kind;
        Clock& clock;
        WorkThread& store;
        StoreRoles roles;
        store::Imports& imports;
    };
    explicit Importer(Parts parts) : parts_(parts) {}

    // Never fails: the report says how it ended. Cancelled: interrupted; the same file is gone on with.
    asio::awaitable<RunReport> run(std::string path);
    void on_progress(std::function<void(const Progress&)> listener) { listener_ = std::move(listener); }

private:
    asio::awaitable<Result<Done>> work(std::string path);
    asio::awaitable<Result<Done>> begin();
    asio::awaitable<Result<Done>> open();
    asio::awaitable<Result<Done>> read_all();
    asio::awaitable<Result<Done>> take(DumpPart part);
    asio::awaitable<Result<Done>> finish();
    Result<Done> check_origin() const;
    Result<Done> end_there(const Occasioned& now);
    void judge_outcome(const Result<Done>& done);
    void close();
    void tell_progress(std::uint64_t file_bytes);
    Occasioned when() const;

    Parts parts_;
    std::function<void(const Progress&)> listener_;
    std::string path_;
    RunReport report_;
    Progress progress_;
    store::SourceRow row_;
    std::optional<store::ImportMark> mark_;
    std::shared_ptr<OpenDump> dump_;
    std::shared_ptr<Absorber> absorber_;  // used on the store thread only
    Cursor meanwhile_;                    // where a harvest goes on when this import is cut
    bool leads_on_ = false;               // the next harvest begins where this file ends
    std::uint64_t left_out_ = 0;          // pages outside what is followed
    std::uint64_t ignored_ = 0;
    WorkThread reading_;  // last: it ends its work before anything it uses goes
};

}  // namespace moisson::daemon
