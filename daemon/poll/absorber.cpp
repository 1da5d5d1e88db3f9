// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/poll/absorber.hpp"

namespace moisson::daemon {

namespace {
constexpr std::size_t rederived_at_once = 200;  // contents in memory at a time
constexpr std::size_t reasons_told = 20;        // the store lists them all
}  // namespace

Result<Done> Absorber::prepare(const Occasioned& when) {
    auto redirects = roles_.sources.redirects(rules_.source);
    if (!redirects) return fail(redirects.error());
    for (const Item& item : *redirects) rules_.connector->learn(item, rules_.context);
    return bring_up_to_date(when);
}

Result<Counts> Absorber::absorb(Batch batch, const Occasioned& when) {
    if (learn(batch, rules_)) {
        auto renewed = bring_up_to_date(when);
        if (!renewed) return fail(renewed.error());
    }
    auto before = roles_.writer.load(rules_.source, keys_of(batch, *rules_.connector));
    if (!before) return fail(before.error());
    Settled settled = settle(*before, std::move(batch), rules_, when);
    auto committed = roles_.writer.commit(settled.delta);
    if (!committed) return fail(committed.error());
    for (const ItemId& item : settled.unsettled) tally_.settled.erase(item);
    for (std::string& reason : settled.reasons)
        if (tally_.reasons.size() < reasons_told) tally_.reasons.push_back(std::move(reason));
    tally_.named.merge(settled.named);
    tally_.settled.merge(settled.settled);
    tally_.changed.merge(settled.changed);
    return Counts{tally_.named.size(), tally_.settled.size(), tally_.changed.size(), tally_.reasons};
}

Result<Done> Absorber::bring_up_to_date(const Occasioned& when) {
    const std::string fingerprint = rules_.fingerprint();
    for (;;) {
        auto stale = roles_.writer.stale(rules_.source, fingerprint, rederived_at_once);
        if (!stale) return fail(stale.error());
        if (stale->empty()) return Done{};
        store::Keys keys;
        keys.items = *stale;
        keys.contents = *stale;
        auto before = roles_.writer.load(rules_.source, keys);
        if (!before) return fail(before.error());
        if (before->contents.empty())
            return fail(ErrorKind::storage, rules_.source.text, "snapshots without a stored content cannot be renewed",
                        "run: moisson resync " + rules_.source.text + " --full");
        auto committed = roles_.writer.commit(rederive(*before, rules_, when, Cause::mapping));
        if (!committed) return committed;
    }
}

Result<Done> Absorber::end_baseline(const Occasioned& when) {
    store::Delta delta;
    delta.source = rules_.source;
    delta.run = when.run;
    delta.now = when.now;
    delta.baseline_done = true;
    return roles_.writer.commit(delta);
}

}  // namespace moisson::daemon
