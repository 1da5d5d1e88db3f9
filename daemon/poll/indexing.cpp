// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/poll/indexing.hpp"

#include "report/visible.hpp"

#include <spdlog/spdlog.h>
#include <future>

namespace moisson::daemon {

namespace {
constexpr std::size_t at_once = 200;  // resources: some ten milliseconds
}

void Indexing::wake() {
    if (!under_way_.exchange(true)) thread_.leave([this] { portion(); });
}

// While other work waits it gives way, for a while: a harvest's pages are then indexed many at a time, not as they
// come.
void Indexing::portion() {
    constexpr unsigned most_patience = 50;  // pieces of work
    if (!stopped_ && thread_.waiting() > 0 && patience_++ < most_patience) return thread_.leave([this] { portion(); });
    patience_ = 0;
    const auto done = stopped_ ? Result<std::size_t>(std::size_t{0}) : index_.index(at_once);
    // Whatever failed is tried again after the next commit.
    if (!done) spdlog::warn("search terms could not be written: {}", report::visible(done.error().sentence()));
    if (done && *done == at_once) return thread_.leave([this] { portion(); });
    under_way_ = false;
}

Result<Done> Indexing::finish() {
    std::promise<Result<Done>> ended;
    thread_.leave([&] {
        for (;;) {
            const auto done = index_.index(at_once);
            if (done && *done == at_once) continue;
            return ended.set_value(done ? Result<Done>(Done{}) : Result<Done>(fail(done.error())));
        }
    });
    return ended.get_future().get();
}

Result<Done> IndexedWriter::commit(const store::Delta& delta) {
    auto done = writer_.commit(delta);
    if (done) indexing_.wake();
    return done;
}

}  // namespace moisson::daemon
