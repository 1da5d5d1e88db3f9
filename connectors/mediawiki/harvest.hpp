// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/conversation.hpp"
#include "connectors/mediawiki/block.hpp"
#include "connectors/mediawiki/cursor.hpp"
#include "connectors/mediawiki/scope.hpp"
#include "connectors/portion.hpp"
#include "schema/batch.hpp"

#include <memory>
#include <optional>

namespace moisson::mediawiki {

// The whole wiki: every page of the followed namespaces, then the metadata of every revision.
// One batch a block, each with the cursor from which a harvest that was killed goes on. What a file has told already is
// listed instead of read: what of it still holds is not asked for again.
class Harvest : public Conversation<Batch> {
public:
    // From the beginning, or from where the mark says.
    Harvest(std::shared_ptr<const Scope> scope, std::optional<HarvestMark> from);

    std::optional<HttpRequest> next() override;
    Result<Step<Batch>> accept(HttpResponse response) override;
    bool ease(const Error& why) override;

private:
    enum class Asking {
        pages,
        listing,
        lost_page,  // who is it that never comes?
        history,
        nothing,
    };

    HttpRequest pages_request() const;
    HttpRequest listing_request() const;
    HttpRequest lost_page_request() const;
    HttpRequest history_request() const;
    Result<Step<Batch>> accept_pages(Answer answer);
    Result<Step<Batch>> accept_listing(Answer answer);
    Result<Step<Batch>> accept_lost_page(Answer answer);
    Result<Step<Batch>> accept_history(Answer answer);
    Result<Done> note_beginning(const Answer& answer);
    Result<Done> goes_on(const Fields& continuation) const;
    void go_on_from(Fields continuation);
    Batch batch_so_far(const Answer& answer) const;

    std::shared_ptr<const Scope> scope_;
    Asking asking_ = Asking::pages;
    HarvestMark mark_;
    bool begun_ = false;  // mark_.since is known
    Block block_;
    Portion pages_{pages_a_request, 1};
    Portion rows_{rows_a_request, fewest_rows};
    std::uint64_t listed_ = 0;  // pages of a listing so far
    std::string lost_because_;  // of the page that is given up
};

}  // namespace moisson::mediawiki
