// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/communecter/forms.hpp"
#include "connectors/communecter/scope.hpp"
#include "connectors/communecter/walk.hpp"
#include "connectors/http_message.hpp"

#include <memory>
#include <optional>
#include <string>

namespace moisson::communecter {

// The walk through one scope after another, and the forms without which the answers met there could not be read.
class Listing {
public:
    Listing(std::shared_ptr<const Site> site, std::shared_ptr<KnownForms> known);

    // Which scope is walked now, as Walk has it.
    void begin(std::size_t scope, std::optional<std::int64_t> floor, WalkMark from);
    void end() { walk_.reset(); }
    // Null behind the last scope.
    const Walk* walk() const noexcept { return walk_ ? &*walk_ : nullptr; }
    const Forms& forms() const noexcept { return forms_; }

    std::optional<HttpRequest> next();
    struct Page {
        Walk::Found found;
        std::optional<Instant> server_time;
    };
    // Empty: a form is to be asked for first.
    Result<std::optional<Page>> accept(HttpResponse response);
    bool ease(const Error& why);

private:
    Result<std::optional<Page>> take(ListAnswer answer);

    std::shared_ptr<const Site> site_;
    std::optional<Walk> walk_;
    Forms forms_;
    std::optional<ListAnswer> held_;  // a page of answers, while the forms of some are asked for
    std::string where_;
};

}  // namespace moisson::communecter
