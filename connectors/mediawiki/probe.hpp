// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/conversation.hpp"
#include "schema/traits.hpp"

#include <string>

namespace moisson::mediawiki {

// Asks a wiki who it is, in one request (two where the list of its bots is not for us).
class Probe : public Conversation<Traits> {
public:
    explicit Probe(std::string api) : api_(std::move(api)) {}

    std::optional<HttpRequest> next() override;
    Result<Step<Traits>> accept(HttpResponse response) override;
    bool ease(const Error&) override { return false; }

private:
    enum class Ask { with_bots, without_bots, nothing };

    std::string api_;
    Ask ask_ = Ask::with_bots;
};

}  // namespace moisson::mediawiki
