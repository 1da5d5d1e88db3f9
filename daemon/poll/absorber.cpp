// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/poll/absorber.hpp"

#include "daemon/poll/hearsay.hpp"
#include "daemon/poll/judge_past.hpp"

#include <algorithm>

namespace moisson::daemon {

namespace {
constexpr std::size_t rederived_at_once = 50;  // contents in memory at a time
constexpr std::size_t reasons_told = 20;       // the store lists them all
// Snapshots of a few kB, kept until all of them are judged; the rest is derived a second time.
constexpr std::size_t snapshots_kept = 20'000;
std::vector<ItemId> with_content(const Batch& batch) {
    std::vector<ItemId> items;
    for (const Content& content : batch.contents) items.push_back(content.item);
    return items;
}

}  // namespace

void Absorber::begin_run(const std::optional<Awaiting>& awaited) {
    tally_ = {};
    looks_put_back_ = false;
    trusting_ = false;
    borne_.reset();
    mass_loss_.reset();
    losses_ = {};
    // Half of it may have been let in before it was noticed: the other half alone may be few.
    if (awaited && awaited->cause == Cause::source)
        for (const Awaiting::Loss& loss : awaited->losses) losses_.suspect(loss.kind, loss.field);
}

// The context is what the store says, not what was learnt on the way: a run that failed has taught nothing.
Result<Done> Absorber::prepare(const Occasioned& when) {
    auto redirects = roles_.sources.redirects(rules_.source);
    if (!redirects) return fail(redirects.error());
    Context context;
    for (const Item& item : *redirects) rules_.connector->learn(item, context);
    return adopt(std::move(context), when);
}

// Snapshots and context change together: were only one of them new, the difference would pass for somebody's edit.
Result<Done> Absorber::adopt(Context context, const Occasioned& when) {
    Rules renewed = rules_;
    renewed.context = std::move(context);
    prepared_ = false;
    if (auto done = bring_up_to_date(renewed, when); !done) return done;
    rules_ = std::move(renewed);
    prepared_ = true;
    return Done{};
}

Result<Counts> Absorber::absorb(Batch batch, const Occasioned& when, std::optional<store::ImportMark> mark) {
    if (!prepared_)
        if (auto done = prepare(when); !done) return fail(done.error());
    // A file brings templates anywhere among the pages that use them: what they teach is looked at once, at its end.
    const bool hearsay = batch.hearsay;
    if (Context context = rules_.context; !hearsay && learn(batch, rules_, context))
        if (auto done = adopt(std::move(context), when); !done) return fail(done.error());
    auto before = roles_.writer.load(rules_.source, keys_of(batch, rules_, when.sight));
    if (!before) return fail(before.error());
    if (auto believed = believe(batch, *before, when.sight); !believed) return fail(believed.error());
    if (auto held = hold_against_known(batch, *before); !held) return fail(held.error());
    const bool unlearns = !hearsay && may_unlearn(batch, *before, rules_);
    Belongings had;
    if (when.sight == Sight::news) had = belongings_of(*before, with_content(batch));
    Settled settled = settle(std::move(*before), std::move(batch), rules_, when);
    losses_.note(had, settled.delta);
    if (auto borne = judge(losses_, Cause::source); !borne) return fail(borne.error());
    settled.delta.hearsay = hearsay;
    settled.delta.import_mark = std::move(mark);
    auto committed = roles_.writer.commit(settled.delta);
    if (!committed) return fail(committed.error());
    if (unlearns)
        if (auto done = prepare(when); !done) return fail(done.error());
    for (const ItemId& item : settled.unsettled) tally_.settled.erase(item);
    // A page tried twice in a run is told of once.
    for (std::string& reason : settled.reasons)
        if (tally_.reasons.size() < reasons_told && std::ranges::find(tally_.reasons, reason) == tally_.reasons.end())
            tally_.reasons.push_back(std::move(reason));
    named_since_.insert(settled.named.begin(), settled.named.end());
    tally_.named.merge(settled.named);
    tally_.settled.merge(settled.settled);
    tally_.changed.merge(settled.changed);
    tally_.stale_derived.merge(settled.stale_derived);
    return counts();
}

// A past that contradicts ours is not written over it. A file may be old: that it ends earlier says nothing.
Result<Done> Absorber::believe(const Batch& batch, const store::Before& before, Sight sight) {
    if (trusting_ || sight == Sight::baseline || rules_.memory == Memory::of_today) return Done{};
    const bool contradicts = reused(before, batch).has_value();
    if (batch.hearsay && contradicts)
        return fail(ErrorKind::conflict, rules_.source.text,
                    "the file tells of a revision otherwise than it is known here",
                    "it is of another source, or was written before this one was put back to an older state");
    looks_put_back_ = !batch.hearsay && (batch.went_back || contradicts || ends_earlier(before, batch));
    if (!looks_put_back_) return Done{};
    return fail(ErrorKind::conflict, rules_.source.text, "it looks as if it had been put back to an older state");
}

Result<Done> Absorber::hold_against_known(Batch& batch, const store::Before& before) {
    if (batch.hearsay) defer_to_known(batch, before);
    judge_listed(batch, before);
    if (!batch.listed_all_now) return Done{};
    auto held = roles_.reader.census(rules_.source, Depth::latest);
    if (!held) return fail(held.error());
    owe_unlisted(batch, *held, tally_.named);
    return Done{};
}

Counts Absorber::counts() const {
    return Counts{tally_.named.size(), tally_.settled.size(), tally_.changed.size(), tally_.stale_derived.size(),
                  tally_.reasons};
}

// All is judged before any of it is written: rules that take too much change nothing.
Result<Done> Absorber::bring_up_to_date(const Rules& rules, const Occasioned& when) {
    if (when.sight == Sight::news) {
        auto judged = rederived(rules, when);
        if (!judged) return fail(judged.error());
        for (const store::Delta& delta : *judged)
            if (auto committed = roles_.writer.commit(delta); !committed) return committed;
    }
    return rederive_rest(rules, when);
}

// The records behind that item that were made under other rules, and what they become; no items at the end.
Result<Absorber::Rederived> Absorber::rederive_behind(const ItemId& after, const Rules& rules, const Occasioned& when) {
    auto stale = roles_.writer.stale(rules.source, rules.fingerprint(), after, rederived_at_once);
    if (!stale) return fail(stale.error());
    if (stale->empty()) return Rederived{};
    store::Keys keys;
    keys.items = *stale;
    keys.contents = *stale;
    auto before = roles_.writer.load(rules.source, keys);
    if (!before) return fail(before.error());
    Rederived portion;
    portion.had = belongings_of(*before, *stale);
    portion.delta = rederive(*before, rules, when, Cause::mapping);
    portion.items = std::move(*stale);
    return portion;
}

// What every stale record becomes, when that can be borne; the first of them, when they are too many to be kept.
Result<std::vector<store::Delta>> Absorber::rederived(const Rules& rules, const Occasioned& when) {
    std::vector<store::Delta> kept;
    std::size_t size = 0;
    Losses losses;
    for (ItemId after;;) {
        auto portion = rederive_behind(after, rules, when);
        if (!portion) return fail(portion.error());
        if (portion->items.empty()) break;
        losses.note(portion->had, portion->delta);
        size += portion->delta.snapshots.size();
        if (size <= snapshots_kept) kept.push_back(std::move(portion->delta));
        after = std::move(portion->items.back());
    }
    if (auto borne = judge(losses, Cause::mapping); !borne) return fail(borne.error());
    return kept;
}

Result<Done> Absorber::rederive_rest(const Rules& rules, const Occasioned& when) {
    for (ItemId after;;) {
        auto portion = rederive_behind(after, rules, when);
        if (!portion) return fail(portion.error());
        if (portion->items.empty()) return Done{};
        auto committed = roles_.writer.commit(portion->delta);
        if (!committed) return committed;
        after = std::move(portion->items.back());
    }
}

// What a person was shown is borne, and no more than that. Of the source only a part could be shown: there it is what
// is lost that counts, not how often.
bool Absorber::is_borne(const Awaiting::Loss& loss, Cause cause) const {
    if (!borne_ || borne_->cause != cause) return false;
    return std::ranges::any_of(borne_->losses, [&](const Awaiting::Loss& shown) {
        return shown.kind == loss.kind && shown.field == loss.field &&
               (cause == Cause::source || loss.items <= shown.items);
    });
}

Result<Done> Absorber::judge(const Losses& losses, Cause cause) {
    if (!losses.may_be_grave()) return Done{};
    auto kinds = roles_.reader.kinds(rules_.source);
    if (!kinds) return fail(kinds.error());
    auto grave = losses.grave(*kinds);
    if (std::ranges::all_of(grave, [&](const Awaiting::Loss& loss) { return is_borne(loss, cause); })) return Done{};
    mass_loss_ = Awaiting{};
    mass_loss_->matter = Awaiting::Matter::mass_loss;
    mass_loss_->cause = cause;
    mass_loss_->losses = std::move(grave);
    return fail(ErrorKind::conflict, rules_.source.text, "too many records would lose something at once",
                "moisson harvest " + rules_.source.text + " says which, and asks for a person's word");
}

Result<Done> Absorber::end_baseline(const Occasioned& when) {
    store::Delta delta;
    delta.source = rules_.source;
    delta.run = when.run;
    delta.now = when.now;
    delta.baseline_done = true;
    return roles_.writer.commit(delta);
}

void leave_last_word(WorkThread& store, StoreRoles roles, std::shared_ptr<const Absorber> absorber, Run run) {
    if (run.id == 0) return;
    auto last_word = [run = std::move(run), roles, absorber = std::move(absorber)]() mutable {
        if (run.outcome == Outcome::interrupted && absorber) {
            const Counts counts = absorber->counts();
            run.listed = counts.listed;
            run.seen = counts.seen;
            run.changed = counts.changed;
        }
        // Nobody is left to tell: the next start closes what this could not.
        static_cast<void>(roles.runs.end(run));
    };
    store.leave(std::move(last_word));
}

}  // namespace moisson::daemon
