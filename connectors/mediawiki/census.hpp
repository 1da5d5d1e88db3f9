// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/conversation.hpp"
#include "connectors/mediawiki/block.hpp"
#include "connectors/mediawiki/scope.hpp"
#include "connectors/portion.hpp"
#include "schema/census.hpp"

#include <memory>
#include <optional>

namespace moisson::mediawiki {

// Every page of the followed namespaces with its latest revision: ⌈N/500⌉ requests a namespace.
class LatestCensus : public Conversation<Census> {
public:
    explicit LatestCensus(std::shared_ptr<const Scope> scope) : scope_(std::move(scope)) {}

    std::optional<HttpRequest> next() override;
    Result<Step<Census>> accept(HttpResponse response) override;
    bool ease(const Error& why) override;

private:
    std::shared_ptr<const Scope> scope_;
    std::size_t place_ = 0;  // in scope_->namespaces; past the last one at the end
    Fields continuation_;
    Block block_;
    Portion rows_{rows_a_request, fewest_rows};
};

// Every revision with what is hidden of it: ⌈R/500⌉ requests.
class HistoryCensus : public Conversation<Census> {
public:
    explicit HistoryCensus(std::shared_ptr<const Scope> scope) : scope_(std::move(scope)) {}

    std::optional<HttpRequest> next() override;
    Result<Step<Census>> accept(HttpResponse response) override;
    bool ease(const Error& why) override;

private:
    std::shared_ptr<const Scope> scope_;
    Fields continuation_;
    Portion rows_{rows_a_request, fewest_rows};
    bool done_ = false;
};

}  // namespace moisson::mediawiki
