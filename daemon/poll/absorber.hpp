// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/poll/losses.hpp"
#include "daemon/poll/settle.hpp"
#include "daemon/poll/work_thread.hpp"
#include "store/store.hpp"

#include <optional>

namespace moisson::daemon {

// The roles of one store, as the parts that write need them.
struct StoreRoles {
    store::Writer& writer;
    store::Sources& sources;
    store::Runs& runs;
    store::Debts& debts;
    store::Standings& standings;
    store::Reader& reader;  // over the same store, used on the store thread only
};

// The proof of a run so far.
struct Counts {
    std::uint64_t listed = 0;          // distinct items the source named
    std::uint64_t seen = 0;            // of those, settled
    std::uint64_t changed = 0;         // with a source change
    std::uint64_t stale_derived = 0;   // of these, without a revision of their own
    std::vector<std::string> reasons;  // why items could not be read, the first few
};

// Turns batches into transactions. Lives on the store thread: only that thread calls it.
class Absorber {
public:
    Absorber(StoreRoles roles, Rules rules) : roles_(roles), rules_(std::move(rules)) {}

    // Fills the context from what the store holds, and brings every snapshot under today's rules.
    Result<Done> prepare(const Occasioned& when);
    // Settles and commits one batch; answers with the run's counts so far.
    Result<Counts> absorb(Batch batch, const Occasioned& when, std::optional<store::ImportMark> mark = std::nullopt);
    // From now on, what differs is news.
    Result<Done> end_baseline(const Occasioned& when);

    // `awaited`: what a person's word is awaited for, when the run begins.
    void begin_run(const std::optional<Awaiting>& awaited = std::nullopt);
    // Whether the last batch was refused because the source may have been restored from an older backup.
    bool looks_put_back() const noexcept { return looks_put_back_; }
    // The whole past was looked at: what contradicts us is our damage, and is repaired.
    void trust() noexcept { trusting_ = true; }
    // What many records would lose, when that is why the last batch, or the rules of today, were refused.
    const std::optional<Awaiting>& mass_loss() const noexcept { return mass_loss_; }
    // A person was shown these losses, and wants them so.
    void bear(const Awaiting& shown) { borne_ = shown; }
    Counts counts() const;  // of the run so far
    // What is named from now on; the census that begins is explained by it.
    void begin_census() { named_since_ = {}; }
    const ItemSet& named_since() const noexcept { return named_since_; }

private:
    Result<Done> believe(const Batch& batch, const store::Before& before, Sight sight);
    Result<Done> hold_against_known(Batch& batch, const store::Before& before);
    struct Tally {
        ItemSet named;
        ItemSet settled;
        ItemSet changed;
        ItemSet stale_derived;
        std::vector<std::string> reasons;
    };
    Result<Done> adopt(Context context, const Occasioned& when);
    Result<Done> bring_up_to_date(const Rules& rules, const Occasioned& when);
    struct Rederived {
        std::vector<ItemId> items;
        Belongings had;
        store::Delta delta;
    };
    Result<Rederived> rederive_behind(const ItemId& after, const Rules& rules, const Occasioned& when);
    Result<std::vector<store::Delta>> rederived(const Rules& rules, const Occasioned& when);
    Result<Done> rederive_rest(const Rules& rules, const Occasioned& when);
    Result<Done> judge(const Losses& losses, Cause cause);
    bool is_borne(const Awaiting::Loss& loss, Cause cause) const;

    StoreRoles roles_;
    Rules rules_;
    ItemSet named_since_;
    bool prepared_ = false;  // the context is the store's, and every snapshot is under these rules
    bool looks_put_back_ = false;
    bool trusting_ = false;
    std::optional<Awaiting> borne_;
    std::optional<Awaiting> mass_loss_;
    Losses losses_;  // of this run
    Tally tally_;    // of the run that is under way
};

// How a run ended, put on record behind whatever the store thread still commits: even a cancelled run gets its last
// word, and only there is it known how far that one came. A run without a number was never begun.
void leave_last_word(WorkThread& store, StoreRoles roles, std::shared_ptr<const Absorber> absorber, Run run);

}  // namespace moisson::daemon
