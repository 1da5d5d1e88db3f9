// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/conversation.hpp"
#include "connectors/mediawiki/block.hpp"
#include "connectors/mediawiki/ledger.hpp"
#include "connectors/mediawiki/scope.hpp"
#include "connectors/portion.hpp"
#include "schema/batch.hpp"

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace moisson::mediawiki {

// Pays owed readings: the pages known by their id first, fifty a request, then titles; after each block, the histories
// of those of its pages whose history is due, a page at a time. A page and what it pays are always in one batch. So
// whoever is gone is known to be before the page that now bears the title, and perhaps the revisions, is read.
class Fetch : public Conversation<Batch> {
public:
    Fetch(std::shared_ptr<const Scope> scope, std::vector<Wanted> wanted);

    std::optional<HttpRequest> next() override;
    Result<Step<Batch>> accept(HttpResponse response) override;
    bool ease(const Error& why) override;

private:
    enum class Asking { titles, ids, history, nothing };
    enum class Depth {
        whole,
        name_only,  // it was given up: who is it, and is it still there?
    };

    // A page that was read, kept until its history has come too.
    struct Held {
        PageRow page;
        Ledger::Rows rows;  // paid by it
        std::vector<Revision> history;
    };

    void choose_next();
    HttpRequest block_request() const;
    HttpRequest history_request() const;
    Result<Step<Batch>> accept_block(Answer answer);
    Result<Step<Batch>> accept_history(Answer answer);
    Result<Step<Batch>> accept_name_of_held(Answer answer);
    Result<Step<Batch>> reply(Batch batch);
    void settle_titles(Batch& batch, Answer& block);
    void settle_ids(Batch& batch, Answer& block);
    void settle_unreadable(Batch& batch, const std::vector<UnreadablePage>& pages);
    void settle_nobody(Batch& batch, const std::string& title, const PageRow* page, const Answer& block);
    void settle_page(Batch& batch, PageRow page, Ledger::Closed closed);
    void lose(Batch& batch, const ItemId& item, const Ledger::Rows& rows) const;
    void lose_to_elsewhere(Batch& batch, const PageRow& page, const Ledger::Rows& rows) const;
    void pay(Batch& batch, const Ledger::Rows& rows, const ItemId& item) const;
    void release(Batch& batch, Held held) const;

    std::shared_ptr<const Scope> scope_;
    Ledger ledger_;
    Asking asking_ = Asking::nothing;
    Depth depth_ = Depth::whole;
    Block block_;
    std::vector<std::string> titles_;  // of the block being asked
    std::vector<ItemId> ids_;
    std::deque<Held> held_;
    Fields history_continuation_;
    std::optional<Instant> server_time_;
    Portion pages_{pages_a_request, 1};
    Portion rows_{rows_a_request, fewest_rows};
    std::string given_up_because_;
    std::vector<Ignored> to_tell_;  // with the next batch
};

}  // namespace moisson::mediawiki
