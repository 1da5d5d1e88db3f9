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
    std::ranges::stable_sort(revisions, comes_before, &Revision::id);
}

// How many edits a wiki counts for what a row tells (MediaWiki 1.39): deletions and restorations are some, a move is
// one and the redirect it leaves another.
std::uint64_t edits_counted_for(const ChangeRow& change) {
    if (change.type == ChangeRow::Type::edit) return 1;
    if (change.log_type == "move") return 2;
    return change.log_type == "delete" || change.log_type == "import" ? 1 : 0;
}

}  // namespace

Poll::Poll(std::shared_ptr<const Scope> scope, FeedMark since)
    : scope_(std::move(scope)), since_(std::move(since)), last_row_(since_.at), edits_(since_.edits) {}

std::optional<HttpRequest> Poll::next() {
    if (asking_ == Asking::nothing) return std::nullopt;
    const std::string rows = limit_text(rows_.size(), rows_.full());
    // Never rcnamespace: a page that moves into what we follow is listed under where it came from.
    Fields fields{{"list", "recentchanges"},
                  {"rcdir", "newer"},
                  {"rcstart", to_iso(since_.from)},
                  {"rctype", "edit|new|log"},
                  {"rcprop", "title|ids|timestamp|user|userid|comment|flags|sizes|sha1|loginfo|tags|redirect"},
                  {"rclimit", rows},
                  {"meta", "siteinfo"},
                  {"siprop", "statistics"}};
    if (from_its_beginning_) std::erase_if(fields, [](const auto& field) { return field.first == "rcstart"; });
    if (asking_ == Asking::log)
        fields = Fields{{"list", "logevents"},
                        {"ledir", "newer"},
                        {"lestart", to_iso(since_.at - feed_overlap)},
                        {"leprop", "ids|title|type|user|userid|timestamp|details"},
                        {"lelimit", rows}};
    overlay(fields, continuation_);
    return query_request(*scope_, std::move(fields));
}

// The time of the oldest of the newest rows, by which the next poll knows that the feed still reaches back to them.
// None when too many were made in one second: they would be listed again for ever.
std::optional<Instant> Poll::oldest_anchor() const {
    constexpr std::size_t enough = 8;
    constexpr std::size_t too_many = 200;
    std::vector<Instant> times;
    times.reserve(listed_.size());
    for (const auto& [key, when] : listed_) times.push_back(when);
    std::sort(times.begin(), times.end(), std::greater<>());
    for (std::size_t place = std::min(enough, times.size()); place > 0; --place) {
        const auto last = std::upper_bound(times.begin(), times.end(), times[place - 1], std::greater<>());
        if (last - times.begin() <= static_cast<std::ptrdiff_t>(too_many)) return times[place - 1];
    }
    return std::nullopt;
}

// The rows that a poll from `at` will meet again: those we listed, and until all of them are, those that an earlier
// poll did.
FeedMark Poll::mark_at(Instant at, Consumed consumed) const {
    FeedMark mark = FeedMark::beginning(at);
    mark.edits = edits_;
    mark.anchored = gap_.empty();  // else the rows are the log's
    if (const auto anchor = oldest_anchor()) mark.from = std::min(mark.from, *anchor);
    if (consumed == Consumed::in_part && at <= since_.at) {
        mark.from = std::min(mark.from, since_.from);
        mark.seen = since_.seen;
    }
    for (const auto& [key, when] : listed_)
        if (when >= mark.from) mark.seen.insert(key);
    return mark;
}

bool Poll::counts_fewer(const Answer& last) const {
    return last.edits && since_.edits && *last.edits < *since_.edits;
}

// Whether something may have happened that the feed no longer tells, or never did. A page that is deleted takes its
// rows along, so it takes more than one missing row.
std::string Poll::gap(const Answer& last) const {
    if (!last.tells_changes) return "the wiki does not list its recent changes";
    const bool reaches_back = std::any_of(since_.seen.begin(), since_.seen.end(),
                                          [this](const std::string& key) { return listed_.contains(key); });
    const bool anchored = since_.anchored && !since_.seen.empty();
    if (anchored && !reaches_back) return "the wiki's recent changes no longer reach back to our last visit";
    if (unread_ > 0) return "the wiki hides what an entry was about, or tells it in a way that cannot be read";
    if (!last.edits || !since_.edits) return {};
    if (counts_fewer(last)) return "the wiki counts fewer edits than at our last visit";
    const std::uint64_t made = *last.edits - *since_.edits;
    // With a row in common, whatever is new stands after it; without one, the feed must account for every edit.
    const bool untold = !anchored ? made > fresh_edits_ : made > 0 && fresh_ == 0;
    if (untold) return "the wiki counts edits that its recent changes do not tell";
    return {};
}

void Poll::take_rows(Batch& batch, Answer& answer) {
    FeedBatch feed(batch, *scope_);
    for (ChangeRow& change : answer.changes) {
        if (change.type == ChangeRow::Type::other) continue;
        last_row_ = std::max(last_row_, change.at);
        if (!listed_.emplace(change.key(), change.at).second || since_.seen.contains(change.key())) continue;
        ++fresh_;
        fresh_edits_ += edits_counted_for(change);
        feed.add(std::move(change));
    }
    // A row that cannot be read has no time that we know: it counts as the newest.
    const Instant reached = answer.continuation.empty() ? *answer.server_time : last_row_;
    const bool told_by_feed = asking_ == Asking::log && unread_ > 0;  // there under another name
    for (Ignored& row : answer.ignored) {
        if (!listed_.emplace("?" + row.subject, reached).second || since_.seen.contains("?" + row.subject)) continue;
        if (told_by_feed) continue;
        ++unread_;
        batch.ignored.push_back(std::move(row));
    }
    put_in_order(batch.revisions);
}

// Whether this much of the feed may be taken for consumed. What it has not yet been held against is read again.
bool Poll::is_sound_so_far() const {
    if (unread_ > 0) return false;
    if (!since_.anchored || since_.seen.empty()) return !since_.edits;
    return std::any_of(since_.seen.begin(), since_.seen.end(),
                       [this](const std::string& key) { return listed_.contains(key); });
}

bool Poll::clock_went_back(const Answer& answer) const {
    return !from_its_beginning_ && asking_ == Asking::feed && answer.server_time &&
           *answer.server_time < since_.at - clock_skew;
}

Result<Step<Batch>> Poll::accept(HttpResponse response) {
    auto answer = read_answer(std::move(response), scope_->api);
    if (!answer) return fail(std::move(answer.error()));
    if (!answer->continuation.empty() && answer->continuation == continuation_)
        return fail(ErrorKind::invalid, scope_->api, "the wiki goes on from the same place twice");
    if (clock_went_back(*answer)) {
        from_its_beginning_ = true;
        const auto edits = since_.edits;
        since_ = FeedMark::beginning(*answer->server_time);
        since_.edits = edits;
        last_row_ = Instant{};
        continuation_.clear();
        return Continue{};
    }
    const bool consumed = answer->continuation.empty();
    if (consumed && !answer->server_time)
        return fail(ErrorKind::invalid, scope_->api, "the wiki does not tell its time");
    Batch batch;
    rows_.advance(answer->changes.size() + answer->ignored.size());
    take_rows(batch, *answer);
    continuation_ = std::move(answer->continuation);
    batch.server_time = answer->server_time;
    batch.total = answer->total;
    if (consumed && asking_ == Asking::feed) {
        gap_ = gap(*answer);
        if (answer->edits) edits_ = answer->edits;
    }
    const bool on_to_log = consumed && asking_ == Asking::feed && !gap_.empty();
    // What the feed no longer tells must not be passed over: the cursor moves once the log was read too.
    if (asking_ == Asking::feed ? !on_to_log && (consumed || is_sound_so_far()) : consumed)
        batch.cursor = to_cursor(consumed ? mark_at(*answer->server_time, Consumed::whole)
                                          : mark_at(last_row_, Consumed::in_part));
    if (consumed) {
        batch.went_back = asking_ == Asking::feed && counts_fewer(*answer);
        if (!on_to_log) batch.gap = gap_;
        asking_ = on_to_log ? Asking::log : Asking::nothing;
    }
    return batch;
}

bool Poll::ease(const Error& why) {
    return !is_of_whole_source(why) && rows_.shrink();
}

}  // namespace moisson::mediawiki
