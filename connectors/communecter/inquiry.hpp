// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/communecter/scope.hpp"
#include "connectors/conversation.hpp"
#include "schema/batch.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace moisson::communecter {

// Asks whether elements may be published: each whole, one at a time, for their lists do not say it; what was learnt of
// some fifty is told at once. Where a site shows
// no whole elements but can be asked for open data alone, those of one kind are asked for at once: what is not among
// them is withheld, the rest stays unknown. Where it shows them to people who signed in, and we have an account, it is
// asked so.
class Inquiry : public Conversation<Batch> {
public:
    Inquiry(std::shared_ptr<const Site> site, const std::vector<Wanted>& wanted);

    std::optional<HttpRequest> next() override;
    Result<Step<Batch>> accept(HttpResponse response) override;
    bool ease(const Error& why) override;

private:
    bool asks_for_all() const noexcept { return !site_->tells_standing && site_->filters_by_open_data; }
    bool asks_as_member() const noexcept {
        return !site_->tells_standing && !site_->filters_by_open_data && site_->shows_to_members;
    }
    std::vector<ItemId> asked() const;
    Result<Step<Batch>> accept_open_data(HttpResponse response);
    Result<Step<Batch>> accept_element(HttpResponse response);
    Result<Step<Batch>> accept_glance(HttpResponse response);
    Step<Batch> reply();

    std::shared_ptr<const Site> site_;
    std::vector<ItemId> open_;             // sorted, so that those of one collection stand together; the last one first
    Batch learnt_;                         // not told yet
    std::size_t heard_ = 0;                // elements, since the last reply
    std::vector<Ignored> hopeless_;        // told with the next reply
    std::optional<ItemId> last_given_up_;  // nothing is left to ask for, but that to tell
    bool insisted_ = false;
    std::string where_;
};

}  // namespace moisson::communecter
