// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/poll/work_thread.hpp"
#include "store/store.hpp"

#include <atomic>

namespace moisson::daemon {

// Keeps the search terms up to date, portion by portion on the store thread: each portion stands behind the work that
// waits there already, so a harvest is never held up by more than one. What a process did not get to, the next one
// does.
class Indexing {
public:
    Indexing(store::Index& index, WorkThread& thread) : index_(index), thread_(thread) {}

    // Something may wait to be indexed. Any thread.
    void wake();
    // Begins no further portion.
    void stop() noexcept { stopped_ = true; }
    // Blocks until nothing waits any more.
    Result<Done> finish();

private:
    void portion();

    store::Index& index_;
    WorkThread& thread_;
    unsigned patience_ = 0;  // how often it gave way; store thread
    std::atomic<bool> under_way_{false};
    std::atomic<bool> stopped_{false};
};

// A writer whose commits wake the indexing.
class IndexedWriter final : public store::Writer {
public:
    IndexedWriter(store::Writer& writer, Indexing& indexing) : writer_(writer), indexing_(indexing) {}
    Result<store::Before> load(const SourceName& source, const store::Keys& keys) override {
        return writer_.load(source, keys);
    }
    Result<Done> commit(const store::Delta& delta) override;
    Result<std::vector<ItemId>> stale(const SourceName& source, const std::string& fingerprint, const ItemId& after,
                                      std::size_t limit) override {
        return writer_.stale(source, fingerprint, after, limit);
    }

private:
    store::Writer& writer_;
    Indexing& indexing_;
};

}  // namespace moisson::daemon
