// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/poll/afterwards.hpp"

#include "report/visible.hpp"

#include <spdlog/spdlog.h>
#include <algorithm>
#include <future>

namespace moisson::daemon {

void Afterwards::wake() {
    if (!under_way_.exchange(true)) thread_.leave([this] { portion(); });
}

// One portion; whether there is more of it. What failed is tried again after the next commit.
bool Afterwards::goes_on(const Chore& chore) const {
    const auto done = chore.work(chore.at_once);
    if (!done) spdlog::warn("{} could not be written: {}", chore.what, report::visible(done.error().sentence()));
    return done && *done >= chore.at_once;
}

// While other work waits it gives way, for a while: a harvest's pages are then taken many at a time, not as they come.
void Afterwards::portion() {
    constexpr unsigned most_patience = 50;  // pieces of work
    if (!stopped_ && thread_.waiting() > 0 && patience_++ < most_patience) return thread_.leave([this] { portion(); });
    patience_ = 0;
    const auto goes_on_here = [this](const Chore& chore) { return goes_on(chore); };
    if (!stopped_ && std::any_of(chores_.begin(), chores_.end(), goes_on_here))
        return thread_.leave([this] { portion(); });
    under_way_ = false;
}

Result<Done> Afterwards::finish() {
    std::promise<Result<Done>> ended;
    thread_.leave([&] {
        for (const Chore& chore : chores_)
            for (;;) {
                const auto done = chore.work(chore.at_once);
                if (!done) return ended.set_value(fail(done.error()));
                if (*done < chore.at_once) break;
            }
        ended.set_value(Done{});
    });
    return ended.get_future().get();
}

Result<Done> WakingWriter::commit(const store::Delta& delta) {
    auto done = writer_.commit(delta);
    if (done) afterwards_.wake();
    return done;
}

}  // namespace moisson::daemon
