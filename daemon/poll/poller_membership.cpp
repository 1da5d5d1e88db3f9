// SPDX-License-Identifier: GPL-3.0-or-later
// What a source granted us or did not, its account and its door: remembered between two runs, and told.
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

// What another configuration was told concerns nobody now.
void Poller::heed_closing(Knocking knocking) {
    const auto& kept = row_->closing;
    const bool is_this_door = kept && kept->followed == parts_.kind.followed(parts_.config.options);
    driver_.heed(is_this_door ? kept : std::nullopt, knocking);
}

void Poller::note_closing() {
    report_.run.closing = driver_.closing();
    if (report_.run.closing) report_.run.closing->followed = parts_.kind.followed(parts_.config.options);
}

}  // namespace moisson::daemon
