// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/communecter/listing.hpp"
#include "connectors/communecter/scope.hpp"
#include "connectors/conversation.hpp"
#include "schema/census.hpp"

#include <memory>
#include <optional>

namespace moisson::communecter {

// Everything in every scope: the same rows as a harvest, of which only what they are now is kept.
class Sweep : public Conversation<Census> {
public:
    Sweep(std::shared_ptr<const Site> site, std::shared_ptr<KnownForms> forms);

    std::optional<HttpRequest> next() override;
    Result<Step<Census>> accept(HttpResponse response) override;
    bool ease(const Error& why) override;

private:
    const Scope& scope() const { return site_->scopes[at_]; }
    Census take_page(const Listing::Page& page);

    std::shared_ptr<const Site> site_;
    std::size_t at_ = 0;
    Listing listing_;
    ItemSet told_;  // an element may be in several scopes
};

}  // namespace moisson::communecter
