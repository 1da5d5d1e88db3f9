// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/communecter/cursor.hpp"
#include "connectors/communecter/listing.hpp"
#include "connectors/communecter/scope.hpp"
#include "connectors/conversation.hpp"
#include "schema/batch.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace moisson::communecter {

// What changed since a cursor, scope after scope, the newest first, down to what was seen before; the whole of a scope
// that has not been read to its end yet. One batch a page, each with the cursor from which a walk that was cut goes on.
class Changes : public Conversation<Batch> {
public:
    Changes(std::shared_ptr<const Site> site, Mark since, std::shared_ptr<KnownForms> forms);

    std::optional<HttpRequest> next() override;
    Result<Step<Batch>> accept(HttpResponse response) override;
    bool ease(const Error& why) override;

private:
    const Scope& scope() const { return site_->scopes[at_]; }
    void begin_scope();
    Step<Batch> take_page(Listing::Page page);
    void note_progress();
    void count(Batch& batch);

    std::shared_ptr<const Site> site_;
    Mark mark_;
    bool harvesting_;
    std::vector<std::string> without_;  // scopes that cannot be read here: told with the first reply
    std::size_t at_ = 0;                // the scope that is read; behind the last one there is nothing left to ask
    Listing listing_;
    std::optional<Instant> server_time_;  // when it last told
    std::vector<std::uint64_t> counts_;   // of the scopes so far
};

}  // namespace moisson::communecter
