// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/poll.hpp"

#include "connectors/mediawiki/feed.hpp"
#include "connectors/mediawiki/refusal.hpp"

#include <algorithm>
#include <utility>

namespace moisson::mediawiki {

namespace {

// A wiki counts its revisions as they are written. Their times, in whose order the feed comes, may lie.
void put_in_order(std::vector<Revision>& revisions) {
    std::stable_sort(revisions.begin(), revisions.end(), [](const Revision& one, const Revision& other) {
        return std::pair(one.id.text.size(), std::string_view(one.id.text)) <
               std::pair(other.id.text.size(), std::string_view(other.id.text));
    });
}

}  // namespace

Poll::Poll(std::shared_ptr<const Scope> scope, FeedMark since)
    : scope_(std::move(scope)), since_(std::move(since)), last_row_(since_.at) {}

std::optional<HttpRequest> Poll::next() {
    if (done_) return std::nullopt;
    // Never rcnamespace: a page that moves into what we follow is listed under where it came from.
    Fields fields{{"list", "recentchanges"},
                  {"rcdir", "newer"},
                  {"rctype", "edit|new|log"},
                  {"rcprop", "title|ids|timestamp|user|userid|comment|flags|sizes|sha1|loginfo|tags|redirect"},
                  {"rclimit", limit_text(rows_.size(), rows_.full())},
                  {"meta", "siteinfo"},
                  {"siprop", "statistics"}};
    if (!from_its_beginning_) fields.emplace_back("rcstart", to_iso(since_.at - feed_overlap));
    overlay(fields, continuation_);
    return query_request(*scope_, std::move(fields));
}

// The rows that a poll from `at` will meet again: those we listed, and as long as `at` has not moved, those an
// earlier poll did.
FeedMark Poll::mark_at(Instant at) const {
    FeedMark mark{at, {}};
    if (at <= since_.at) mark.seen = since_.seen;
    for (const auto& [key, when] : listed_)
        if (when >= at - feed_overlap) mark.seen.insert(key);
    return mark;
}

bool Poll::clock_went_back(const Answer& answer) const {
    return !from_its_beginning_ && answer.server_time && *answer.server_time < since_.at - clock_skew;
}

Result<Step<Batch>> Poll::accept(HttpResponse response) {
    auto answer = read_answer(std::move(response), scope_->api);
    if (!answer) return fail(std::move(answer.error()));
    if (!answer->continuation.empty() && answer->continuation == continuation_)
        return fail(ErrorKind::invalid, scope_->api, "the wiki goes on from the same place twice");
    if (clock_went_back(*answer)) {
        from_its_beginning_ = true;
        since_ = FeedMark{*answer->server_time, {}};
        last_row_ = Instant{};
        continuation_.clear();
        return Continue{};
    }
    const bool consumed = answer->continuation.empty();
    if (consumed && !answer->server_time)
        return fail(ErrorKind::invalid, scope_->api, "the wiki does not tell its time");
    Batch batch;
    rows_.advance(answer->changes.size() + answer->ignored.size());
    FeedBatch feed(batch, *scope_);
    for (ChangeRow& change : answer->changes) {
        if (change.type == ChangeRow::Type::other) continue;
        last_row_ = std::max(last_row_, change.at);
        const bool fresh = listed_.emplace(change.key(), change.at).second;
        if (fresh && !since_.seen.contains(change.key())) feed.add(std::move(change));
    }
    put_in_order(batch.revisions);
    const Instant reached = consumed ? *answer->server_time : last_row_;
    // A row that cannot be read has no time that we know: it counts as the newest.
    for (Ignored& row : answer->ignored)
        if (listed_.emplace("?" + row.subject, reached).second && !since_.seen.contains("?" + row.subject))
            batch.ignored.push_back(std::move(row));
    continuation_ = std::move(answer->continuation);
    batch.cursor = to_cursor(mark_at(reached));
    batch.server_time = answer->server_time;
    batch.total = answer->total;
    done_ = consumed;
    return batch;
}

bool Poll::ease(const Error& why) {
    return !is_of_whole_source(why) && rows_.shrink();
}

}  // namespace moisson::mediawiki
