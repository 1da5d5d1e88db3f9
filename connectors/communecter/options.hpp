// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/section.hpp"
#include "connectors/communecter/account.hpp"
#include "connectors/communecter/scope.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace moisson::communecter {

// What a [[source]] of kind "communecter" says about itself.
struct Options {
    std::string base_url;            // without a slash at its end
    std::optional<Paging> paging;    // empty: what the probe finds
    std::optional<Dialect> dialect;  // empty: what the probe finds
    std::size_t page_size = 200;     // rows a request
    std::chrono::seconds overlap{};  // read again behind the watermark
    std::string contact_because;     // why e-mail addresses and telephone numbers are kept; empty: they are not
    std::string data_licence;        // of the records, in SPDX's words where it can be
    std::string attribution;         // whom to name
    std::vector<Scope> scopes;       // at least one
    AccountOptions account;          // none: everything is read as anybody may
};

// Error{config} with its place: no base_url, no scope, a type nobody knows, `assume` without a reason …
Result<Options> read_options(const Section& section);

}  // namespace moisson::communecter
