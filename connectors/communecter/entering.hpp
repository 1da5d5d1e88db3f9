// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/communecter/account.hpp"
#include "connectors/conversation.hpp"
#include "schema/secret.hpp"

#include <optional>
#include <string>

namespace moisson::communecter {

// Where and how one signs in.
struct Doorway {
    AccountOptions options;
    std::string base_url;
};

// Shows a credential, takes what is given for it, and asks the site whom it takes us for: wrong ones are often let in
// as nobody, without a word.
class Entering : public Conversation<SessionState> {
public:
    Entering(Doorway site, Credential credential);

    std::optional<HttpRequest> next() override;
    Result<Step<SessionState>> accept(HttpResponse response) override;
    bool ease(const Error&) override { return false; }

private:
    enum class Asking { to_be_let_in, who_we_are, nothing };

    HttpRequest login_request() const;
    HttpRequest whoami_request() const;
    Result<Done> take_cookie(const HttpResponse& response);
    Result<Step<SessionState>> take_answer(HttpResponse& response);
    Result<Step<SessionState>> take_proof(HttpResponse& response);

    Doorway site_;
    Credential credential_;
    SessionState state_;
    Asking asking_ = Asking::who_we_are;
};

// A new pair of tokens for the second one of the last pair, which is good once.
class Renewing : public Conversation<SessionState> {
public:
    Renewing(Doorway site, Secret renewal) : site_(std::move(site)), renewal_(std::move(renewal)) {}

    std::optional<HttpRequest> next() override;
    Result<Step<SessionState>> accept(HttpResponse response) override;
    bool ease(const Error&) override { return false; }

private:
    Doorway site_;
    Secret renewal_;
    bool done_ = false;
};

}  // namespace moisson::communecter
