// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/http/membership.hpp"

#include <utility>

namespace moisson::daemon {

namespace {

constexpr std::chrono::hours before_another_try{24};
// A session is good for many requests; a source of which several in a row were not would be shown the password at each.
constexpr unsigned few_requests = 3;
constexpr unsigned most_short_lived = 3;

}  // namespace

Membership::Membership(std::unique_ptr<SignIn> way, ReadCredential read)
    : way_(std::move(way)), read_(std::move(read)) {}

void Membership::begin_run(const std::optional<Refusal>& on_record) {
    trouble_.clear();
    short_lived_ = 0;
    if (!refusal_) refusal_ = on_record;
    if (!refusal_ && !state_ && !spent_) return;
    // Of a credential that is another by now nothing is known, whether or not this run needs it; and whoever took one
    // away wants its session to end.
    const auto held = read_();
    const std::string stamp = held ? way_->described() + " " + held->stamp : std::string{};
    if (held && refusal_ && stamp != refusal_->stamp) refusal_.reset();
    if (stamp == stamp_) return;
    state_.reset();
    spent_.reset();
}

// Whether that credential was refused not long ago. A clock that was set back is no reason to wait for longer.
bool Membership::is_barred(const std::string& stamp, Instant now) {
    if (!refusal_) return false;
    const bool is_over = refusal_->stamp != stamp || now < refusal_->at || now - refusal_->at >= before_another_try;
    if (is_over) refusal_.reset();
    return !is_over;
}

std::unique_ptr<Conversation<SessionState>> Membership::before_request(Attempts& attempts, Instant now) {
    renewing_ = false;
    if (state_ || !trouble_.empty()) return nullptr;
    if (spent_ && !std::exchange(attempts.renewed, true)) {
        if (auto talk = way_->renew(*spent_)) {
            renewing_ = true;
            return talk;
        }
    }
    if (std::exchange(attempts.entered, true)) return nullptr;
    spent_.reset();
    const auto held = read_();
    if (!held) {
        trouble_ = held.error().sentence();
        return nullptr;
    }
    stamp_ = way_->described() + " " + held->stamp;
    if (is_barred(stamp_, now)) {
        trouble_ = refusal_->why;
        return nullptr;
    }
    return way_->enter(held->credential);
}

void Membership::let_in(SessionState state) {
    state_ = std::move(state);
    spent_.reset();
    refusal_.reset();
    served_ = 0;
}

void Membership::turned_away(const Error& why, Instant now) {
    spent_.reset();
    if (std::exchange(renewing_, false)) return;  // then we enter anew
    trouble_ = why.sentence();
    if (why.kind == ErrorKind::config) refusal_ = Refusal{now, stamp_, trouble_};
}

bool Membership::dress(HttpRequest& request) const {
    if (!state_) return false;
    for (const auto& header : state_->headers) request.secret_headers.push_back(header);
    return true;
}

bool Membership::hear(const HttpResponse& answer) {
    if (!way_->is_over(answer)) {
        ++served_;
        return true;
    }
    spent_ = std::exchange(state_, std::nullopt);
    // Asking for another one at each request would do no good.
    if (!is_worth_another()) {
        spent_.reset();
        trouble_ = served_ == 0 ? "signing in failed: the site does not honour the session it gave"
                                : "signing in failed: the site ends each session at once";
    }
    return false;
}

// Whether the session that is over was good for something.
bool Membership::is_worth_another() noexcept {
    short_lived_ = served_ < few_requests ? short_lived_ + 1 : 0;
    return served_ > 0 && short_lived_ < most_short_lived;
}

}  // namespace moisson::daemon
