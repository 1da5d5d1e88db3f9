// SPDX-License-Identifier: GPL-3.0-or-later
// The account a source may have given us: what is remembered of it between two runs, and what is told.
#include "daemon/poll/poller.hpp"

namespace moisson::daemon {

void Poller::begin_membership() {
    if (parts_.membership) parts_.membership->begin_run(traits_ ? traits_->refusal : std::nullopt);
}

// A refusal is kept with the source: whoever starts us every hour must not get an account closed.
void Poller::end_membership() {
    if (parts_.membership && !parts_.membership->trouble().empty())
        report_.notes.push_back(parts_.config.name.text + ": read without its account. " +
                                parts_.membership->trouble());
    const auto refusal = parts_.membership ? parts_.membership->refusal() : std::nullopt;
    if (!traits_ || traits_->refusal == refusal || report_.run.id == 0) return;
    traits_->refusal = refusal;
    parts_.store.leave([roles = parts_.roles, name = parts_.config.name, kind = parts_.config.kind, traits = *traits_] {
        static_cast<void>(roles.sources.remember(name, kind, traits));
    });
}

}  // namespace moisson::daemon
