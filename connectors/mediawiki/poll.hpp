// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/conversation.hpp"
#include "connectors/mediawiki/answer.hpp"
#include "connectors/mediawiki/cursor.hpp"
#include "connectors/mediawiki/scope.hpp"
#include "connectors/portion.hpp"
#include "schema/batch.hpp"

#include <map>
#include <memory>
#include <optional>

namespace moisson::mediawiki {

// The machines of one wiki may differ by less; what goes back by more is a clock that was set.
inline constexpr std::chrono::minutes clock_skew{1};

// What happened since a cursor: one request when nothing did. One batch an answer; the last one's cursor is the
// wiki's time of its answer, the others' the time of their last row.
// The feed may have a gap: rows that we took are no longer there (it was purged), it is not kept at all, or the wiki
// counts edits that it does not list. Then the log is read from the cursor on, for nothing else tells who deleted or
// moved a page, and the last batch says why a census must follow.
// When the wiki's clock has gone back since the cursor, the whole feed is read: what it tells now may be dated before
// any time that we know.
class Poll : public Conversation<Batch> {
public:
    Poll(std::shared_ptr<const Scope> scope, FeedMark since);

    std::optional<HttpRequest> next() override;
    Result<Step<Batch>> accept(HttpResponse response) override;
    bool ease(const Error& why) override;

private:
    enum class Asking { feed, log, nothing };

    enum class Consumed { whole, in_part };

    FeedMark mark_at(Instant at, Consumed consumed) const;
    std::optional<Instant> oldest_anchor() const;
    bool counts_fewer(const Answer& last) const;
    bool is_sound_so_far() const;
    std::string gap(const Answer& last) const;
    void take_rows(Batch& batch, Answer& answer);
    bool clock_went_back(const Answer& answer) const;

    std::shared_ptr<const Scope> scope_;
    FeedMark since_;
    Fields continuation_;
    std::map<std::string, Instant> listed_;  // rows of this conversation, by what tells them apart
    Instant last_row_;
    bool from_its_beginning_ = false;
    Portion rows_{rows_a_request, fewest_rows};
    std::optional<std::uint64_t> edits_;  // as the wiki counts them
    std::uint64_t fresh_ = 0;             // rows that were not taken before
    std::uint64_t fresh_edits_ = 0;       // the edits that the wiki counts for these, at most
    std::uint64_t unread_ = 0;            // rows that are hidden or make no sense
    std::string gap_;                     // why the feed cannot be believed; empty while it can
    Asking asking_ = Asking::feed;
};

}  // namespace moisson::mediawiki
