// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/communecter/commun.hpp"
#include "connectors/communecter/scope.hpp"
#include "connectors/communecter/walk.hpp"
#include "connectors/conversation.hpp"
#include "schema/census.hpp"

#include <memory>
#include <optional>

namespace moisson::communecter {

// Everything in every scope: the same rows as a harvest, of which only what they are now is kept.
class Sweep : public Conversation<Census> {
public:
    explicit Sweep(std::shared_ptr<const Site> site);

    std::optional<HttpRequest> next() override;
    Result<Step<Census>> accept(HttpResponse response) override;
    bool ease(const Error& why) override;

private:
    const Scope& scope() const { return site_->scopes[at_]; }
    bool asks_for_form() const noexcept { return scope().is_of_answers() && forms_.unasked() != nullptr; }

    Result<Step<Census>> take_page(ListAnswer answer);

    std::shared_ptr<const Site> site_;
    std::size_t at_ = 0;
    std::optional<Walk> walk_;  // empty at the end
    Forms forms_;
    std::optional<ListAnswer> held_;  // a page of answers, while the forms of some are asked for
    ItemSet told_;                    // an element may be in several scopes
    std::string where_;
};

}  // namespace moisson::communecter
