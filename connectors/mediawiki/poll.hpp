// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/conversation.hpp"
#include "connectors/mediawiki/answer.hpp"
#include "connectors/mediawiki/cursor.hpp"
#include "connectors/mediawiki/portion.hpp"
#include "connectors/mediawiki/scope.hpp"
#include "schema/batch.hpp"

#include <map>
#include <memory>
#include <optional>

namespace moisson::mediawiki {

// Rows become visible when they are committed, not in the order of their times: each poll reads this much again.
inline constexpr std::chrono::minutes feed_overlap{5};
// The machines of one wiki may differ by less; what goes back by more is a clock that was set.
inline constexpr std::chrono::minutes clock_skew{1};

// What happened since a cursor: one request when nothing did. One batch an answer; the last one's cursor is the
// wiki's time of its answer, the others' the time of their last row. When the wiki's clock has gone back since the
// cursor, the whole feed is read: what it tells now may be dated before any time that we know.
class Poll : public Conversation<Batch> {
public:
    Poll(std::shared_ptr<const Scope> scope, FeedMark since);

    std::optional<HttpRequest> next() override;
    Result<Step<Batch>> accept(HttpResponse response) override;
    bool ease(const Error& why) override;

private:
    FeedMark mark_at(Instant at) const;
    bool clock_went_back(const Answer& answer) const;

    std::shared_ptr<const Scope> scope_;
    FeedMark since_;
    Fields continuation_;
    std::map<std::string, Instant> listed_;  // rows of this conversation, by what tells them apart
    Instant last_row_;
    bool from_its_beginning_ = false;
    Portion rows_{rows_a_request, fewest_rows};
    bool done_ = false;
};

}  // namespace moisson::mediawiki
