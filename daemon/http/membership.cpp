// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/http/membership.hpp"

#include <utility>

namespace moisson::daemon {

namespace {

constexpr std::chrono::hours before_another_try{24};

}  // namespace

Membership::Membership(std::unique_ptr<SignIn> way, ReadCredential read)
    : way_(std::move(way)), read_(std::move(read)) {}

void Membership::begin_run(const std::optional<Refusal>& on_record) {
    trouble_.clear();
    if (!refusal_) refusal_ = on_record;
    if (!refusal_) return;
    // Of a credential that is another by now nothing is known, whether or not this run needs it.
    const auto held = read_();
    if (held && way_->described() + " " + held->stamp != refusal_->stamp) refusal_.reset();
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
    has_served_ = false;
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
        has_served_ = true;
        return true;
    }
    const bool honoured = std::exchange(has_served_, false);
    spent_ = std::exchange(state_, std::nullopt);
    // Given and not honoured: asking for another one at each request would do no good.
    if (!honoured) {
        spent_.reset();
        trouble_ = "signing in failed: the site does not honour the session it gave";
    }
    return false;
}

}  // namespace moisson::daemon
