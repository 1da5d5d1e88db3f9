// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/sign_in.hpp"
#include "schema/instant.hpp"
#include "schema/traits.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace moisson::daemon {

// A credential as it was read, and what tells when it is another: nothing that says anything of its contents.
struct HeldCredential {
    Credential credential;
    std::string stamp;
};

// Our account at one source: whether we are in, when to ask to be let in, and what is said then. Pure but for the
// reading of the credential, which is passed in; the driver makes the requests.
//
// A refused credential is not shown again until it is another, or a day has passed: a source may close an account that
// is tried too often. What failed without a word on the credential is tried again in the next run.
class Membership {
public:
    using ReadCredential = std::function<Result<HeldCredential>()>;

    Membership(std::unique_ptr<SignIn> way, ReadCredential read);

    // Of one request: each way in is tried once.
    struct Attempts {
        bool renewed = false;
        bool entered = false;
    };
    // What to say before that request; nullptr: ask it now, with a session or without one.
    std::unique_ptr<Conversation<SessionState>> before_request(Attempts& attempts, Instant now);
    void let_in(SessionState state);
    void turned_away(const Error& why, Instant now);

    // Adds the session to a request. False: there is none.
    bool dress(HttpRequest& request) const;
    // Hears the answer to a request that was dressed. False: the session is over, and the request should be made again.
    bool hear(const HttpResponse& answer);

    void begin_run(const std::optional<Refusal>& on_record);
    // For who keeps it between two processes; empty when we were not refused.
    const std::optional<Refusal>& refusal() const noexcept { return refusal_; }
    // Why this run reads without the account; empty when it does not.
    const std::string& trouble() const noexcept { return trouble_; }

private:
    bool is_worth_another() noexcept;
    bool is_barred(const std::string& stamp, Instant now);

    std::unique_ptr<SignIn> way_;
    ReadCredential read_;
    std::optional<SessionState> state_;
    std::optional<SessionState> spent_;  // over, and perhaps to be renewed
    std::optional<Refusal> refusal_;
    std::string stamp_;    // of the credential that was shown last: the session is its
    std::string trouble_;  // of this run
    bool renewing_ = false;
    unsigned served_ = 0;       // requests for which the present session was good
    unsigned short_lived_ = 0;  // sessions in a row that were good for few
};

}  // namespace moisson::daemon
