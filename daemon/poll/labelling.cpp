// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/poll/labelling.hpp"

#include <algorithm>
#include <limits>

namespace moisson::daemon {

Chore Labelling::chore() {
    constexpr std::size_t at_once = 100;  // resources: some ten milliseconds
    return {"labels", at_once, [this](std::size_t limit) -> Result<std::size_t> {
                const auto done = health_.refresh(clock_.now(), limit);
                if (!done) return fail(done.error());
                next_expiry_ = done->next_expiry ? done->next_expiry->time_since_epoch().count()
                                                 : std::numeric_limits<std::int64_t>::max();
                return done->resources;
            }};
}

Instant Labelling::next_look(Instant now) const noexcept {
    constexpr std::chrono::minutes soonest(1);
    constexpr std::chrono::hours latest(1);
    return std::clamp(Instant(std::chrono::milliseconds(next_expiry_)), now + soonest, now + latest);
}

asio::awaitable<void> Labelling::live(Labelling& labelling, Clock& clock, Afterwards& afterwards) {
    for (;;) {
        afterwards.wake();
        const Instant next = labelling.next_look(clock.now());
        co_await clock.sleep_until(next);
    }
}

}  // namespace moisson::daemon
