// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/activity.hpp"

#include <algorithm>
#include <cassert>

namespace moisson::health {
namespace {

Activity below(Activity state) {
    return state == Activity::vivant ? Activity::en_veille : Activity::low;
}

Activity after_contribution(const Rhythm& rhythm, Activity before) {
    const double p12 = forecast(rhythm, rhythm.last).p12;
    for (const Activity state : {Activity::vivant, Activity::en_veille})
        if (p12 >= entered_at(state)) return std::max(before, state);
    return before;
}

// Follows a set of weeks from one to the next.
class Replay {
public:
    void add(Week week) {
        if (rhythm_.weeks > 0) fall_before(monday_of(week));
        rhythm_ = rhythm_.weeks == 0 ? rhythm_of(week) : followed_by(rhythm_, week);
        const Activity risen = after_contribution(rhythm_, state_);
        if (turns_.empty() || risen != state_) turn(thursday_of(week), risen);
    }

    std::vector<Turn> finish() {
        fall_before(Instant::max());
        return std::move(turns_);
    }

private:
    void turn(Instant at, Activity to) {
        turns_.push_back({at, to});
        state_ = to;
    }

    void fall_before(Instant end) {
        while (state_ != Activity::low && !lasts_until(end)) {
            const Instant falls = end_of(state_, rhythm_);
            if (falls >= end) return;
            turn(falls, below(state_));
        }
    }

    // Whether it certainly lasts: most weeks are followed by another before anything falls.
    bool lasts_until(Instant end) const {
        if (end == Instant::max()) return false;
        const double day = days_of(end);
        const bool capped = state_ == Activity::vivant && day - rhythm_.last >= most_silence_of_vivant.count();
        return !capped && forecast(rhythm_, day).p12 >= left_below(state_);
    }

    Rhythm rhythm_;
    Activity state_ = Activity::low;
    std::vector<Turn> turns_;
};

}  // namespace

double entered_at(Activity state) noexcept {
    assert(state != Activity::low);
    return state == Activity::vivant ? 0.50 : 0.15;
}

double left_below(Activity state) noexcept {
    assert(state != Activity::low);
    return state == Activity::vivant ? 0.40 : 0.12;
}

Instant end_of(Activity state, const Rhythm& rhythm) noexcept {
    const Instant falls = falls_below(rhythm, left_below(state));
    if (state != Activity::vivant) return falls;
    const std::chrono::duration<double, std::chrono::days::period> last(rhythm.last);
    return std::min(falls, Instant(std::chrono::round<std::chrono::milliseconds>(last)) + most_silence_of_vivant);
}

std::vector<Turn> turns_of(const Weeks& weeks) {
    Replay replay;
    weeks.each([&](Week week) { replay.add(week); });
    return replay.finish();
}

}  // namespace moisson::health
