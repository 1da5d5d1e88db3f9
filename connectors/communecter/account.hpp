// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/section.hpp"
#include "connectors/sign_in.hpp"

#include <memory>
#include <string>

namespace moisson::communecter {

// How an account of a site is used.
struct AccountOptions {
    enum class Mode {
        none,     // everything is read as anybody may
        session,  // a form and a cookie, as the site's own pages do
        basic,    // name and password with each request
        bearer,   // a token with each request, given for name and password, or in advance
    };
    Mode mode = Mode::none;
    std::string login_path;    // without a slash at its beginning
    std::string refresh_path;  // of bearer; empty: a token cannot be renewed

    bool is_used() const noexcept { return mode != Mode::none; }
};

// `sign_in`, `login_path`, `refresh_path`, and whether a `credential` is named. Error{config}: an account without a
// credential, a credential without an account, a path to another site, a password over plain http.
Result<AccountOptions> read_account(const Section& section, const std::string& base_url);

// nullptr where no account is used.
std::unique_ptr<SignIn> sign_in_with(const AccountOptions& options, const std::string& base_url);

// Whether an answer says that it is for people who signed in: by its status, or by a word of its own (200 in 2018).
bool asks_for_account(const HttpResponse& answer);

}  // namespace moisson::communecter
