// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/conversation.hpp"
#include "connectors/mediawiki/scope.hpp"
#include "connectors/portion.hpp"
#include "schema/batch.hpp"

#include <memory>
#include <optional>
#include <string>

namespace moisson::mediawiki {

// The pages that embed a template, followed ones only. Its text gives them categories: when it is edited they change
// without a revision of theirs, so each is owed a reading.
class Embedding : public Conversation<Batch> {
public:
    Embedding(std::shared_ptr<const Scope> scope, std::string title);

    std::optional<HttpRequest> next() override;
    Result<Step<Batch>> accept(HttpResponse response) override;
    bool ease(const Error& why) override;

private:
    std::shared_ptr<const Scope> scope_;
    std::string title_;
    Fields continuation_;
    Portion rows_{rows_a_request, fewest_rows};
    bool done_ = false;
};

}  // namespace moisson::mediawiki
