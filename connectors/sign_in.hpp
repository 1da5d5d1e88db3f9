// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/conversation.hpp"
#include "schema/secret.hpp"

#include <memory>
#include <string>

namespace moisson {

// How one kind of source lets people in. Pure, like its other conversations: daemon/http/membership decides when, and
// keeps what came of it.
class SignIn {
public:
    virtual ~SignIn() = default;

    // Error{config}: the source does not know this account, or not this password, so that asking again would only lock
    // it out. Any other error says nothing of the credential. No error quotes an answer: it may hold a whole person.
    virtual std::unique_ptr<Conversation<SessionState>> enter(const Credential& credential) const = 0;

    // A session from what is left of one; nullptr where only entering anew helps.
    virtual std::unique_ptr<Conversation<SessionState>> renew(const SessionState& state) const = 0;

    // Whether an answer to a request that had a session says that there is none.
    virtual bool is_over(const HttpResponse& answer) const = 0;

    // Which account is meant, without its secrets: when that changes, a refusal is forgotten.
    virtual std::string described() const = 0;
};

}  // namespace moisson
