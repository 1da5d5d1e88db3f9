// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/poll/work_thread.hpp"
#include "store/store.hpp"

#include <atomic>
#include <functional>
#include <string>
#include <vector>

namespace moisson::daemon {

// What is done behind the commits, some at a time.
struct Chore {
    std::string what;         // of the log: "search terms"
    std::size_t at_once = 0;  // some ten milliseconds
    // At most so many; how many it were. Fewer: nothing is left.
    std::function<Result<std::size_t>(std::size_t limit)> work;
};

// Does what commits leave for later (judging, search terms), portion by portion on the store thread: each portion
// stands behind the work that waits there already, so a harvest is never held up by more than one. What a process did
// not get to, the next one does.
class Afterwards {
public:
    // In that order: each begins when nothing is left of those before it.
    Afterwards(std::vector<Chore> chores, WorkThread& thread) : chores_(std::move(chores)), thread_(thread) {}

    // Something may wait. Any thread.
    void wake();
    // Begins no further portion.
    void stop() noexcept { stopped_ = true; }
    // Blocks until nothing waits any more.
    Result<Done> finish();

private:
    void portion();
    bool goes_on(const Chore& chore) const;

    std::vector<Chore> chores_;
    WorkThread& thread_;
    unsigned patience_ = 0;  // how often it gave way; store thread
    std::atomic<bool> under_way_{false};
    std::atomic<bool> stopped_{false};
};

// A writer whose commits wake what comes afterwards.
class WakingWriter final : public store::Writer {
public:
    WakingWriter(store::Writer& writer, Afterwards& afterwards) : writer_(writer), afterwards_(afterwards) {}
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
    Afterwards& afterwards_;
};

}  // namespace moisson::daemon
