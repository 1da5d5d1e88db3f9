// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/walk.hpp"

#include "connectors/communecter/refusal.hpp"
#include "connectors/communecter/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace moisson::communecter {

namespace {

constexpr std::size_t most_pages = 5'000;  // a million elements in pages of two hundred
constexpr std::size_t anchors_kept = 10;
// Rows that servers are known to send where they do not heed how many are asked for: by themselves in a search, to the
// oldest interface, of answers to a call, at most.
constexpr std::array<std::uint64_t, 4> usual_limits{30, 50, 100, 500};
constexpr unsigned most_pages_without_news = 2;  // one may be: as much was edited meanwhile as it holds

// Its time where it has a place in the order: numbers are sorted among themselves, and behind all that is none, however
// old that is.
std::optional<std::int64_t> ordered_time_of(const Row& row) {
    const Value& updated = row.value.at("updated");
    const bool is_number =
        updated.integer() != nullptr || updated.number() != nullptr || !updated.at("$numberLong").is_null();
    return is_number ? seconds_of(updated) : std::nullopt;
}

}  // namespace

Walk::Walk(std::shared_ptr<const Site> site, std::size_t scope, std::optional<std::int64_t> floor, WalkMark from)
    : site_(std::move(site)),
      scope_(scope),
      floor_(floor),
      paging_(site_->paging),
      position_(from.position),
      portion_(site_->page_size, 1),
      newest_(from.newest),
      anchors_(std::move(from.anchors)),
      first_(std::move(from.first)),
      single_rows_(site_->page_size) {
    seen_.insert(anchors_.begin(), anchors_.end());
    if (!site_->sorted) floor_.reset();
    if (paging_ == Paging::single || anchors_.empty()) position_ = 0;
    shown_ = position_;
}

// Of the pages that follow the first one.
std::size_t Walk::overlap() const noexcept {
    return std::min(position_, overlap_);
}

std::size_t Walk::asked() const noexcept {
    return portion_.size() > overlap() ? portion_.size() : portion_.size() + overlap();
}

HttpRequest Walk::request() const {
    if (losing_) return list_request(*site_, scope(), Window{paging_, position_, 1, {}}, Detail::id_only);
    if (paging_ == Paging::single)
        return list_request(*site_, scope(), Window{Paging::single, 0, single_rows_, parts_.back()});
    return list_request(*site_, scope(), Window{paging_, position_ - overlap(), asked(), {}});
}

Result<Walk::Found> Walk::take(ListAnswer answer) {
    if (pages_ >= most_pages)
        return fail(ErrorKind::conflict, site_->base_url,
                    "the list of " + scope().title() + " does not end: " + std::to_string(most_pages) +
                        " pages of it were read",
                    "look at the site; what was read is kept");
    ++pages_;
    if (losing_) return take_lost(answer);
    return paging_ == Paging::single ? take_single(std::move(answer)) : take_page(std::move(answer));
}

bool Walk::knows_one(const ListAnswer& answer) const {
    return std::any_of(answer.rows.begin(), answer.rows.end(), [&](const Row& row) { return seen_.contains(row.id); });
}

// Further down stands the first row of all: so the server shows its first page whatever page is asked for. (Or as many
// were edited meanwhile as had been read: then another way of asking does no harm.)
bool Walk::begins_again(const ListAnswer& answer) const {
    return std::any_of(answer.rows.begin(), answer.rows.end(), [&](const Row& row) { return row.id == first_; });
}

// A server may as well show another page again and again: its last one, for instance.
bool Walk::stands_still(std::size_t listed, std::size_t shown_before) {
    const bool has_news = shown_ > shown_before || listed <= overlap();
    without_news_ = has_news ? 0 : without_news_ + 1;
    return without_news_ >= most_pages_without_news;
}

void Walk::change_paging() {
    without_news_ = 0;
    paging_ = paging_ == Paging::index ? Paging::ranges : Paging::single;
    if (count_.value_or(0) <= most_single_rows) single_rows_ = most_single_rows;
}

Result<Walk::Found> Walk::take_page(ListAnswer answer) {
    const std::size_t from = position_ - overlap();
    if (from > 0 && begins_again(answer)) {
        Found found = sift(std::move(answer));
        change_paging();
        return found;
    }
    if (overlap() > 0 && from > 0 && !knows_one(answer)) {
        overlap_ = overlap_ * 2 + 1;
        return Found{};
    }
    if (answer.count) count_ = answer.count;
    if (first_.empty() && !answer.rows.empty()) first_ = answer.rows.front().id;
    const std::size_t listed = answer.listed;
    const bool nothing_beyond = listed <= overlap();
    const bool is_short = listed < asked();
    const std::size_t shown_before = shown_;
    Found found = sift(std::move(answer));
    const bool stuck = from > 0 && stands_still(listed, shown_before);
    position_ = from + listed;
    overlap_ = 1;
    portion_.advance(listed);
    // A short page may be one that the server would not make longer: only what it counts tells, unless it counts fewer
    // than it has shown.
    const bool counted_out = count_ && position_ >= *count_ && shown_ <= *count_ && without_news_ == 0;
    const bool all_shown = count_ && shown_ == *count_;
    if (reached_floor_ || nothing_beyond || (is_short && counted_out) || (stuck && all_shown))
        end(found);
    else if (stuck)
        change_paging();
    return found;
}

// Whether times fall from row to row, as they were asked to.
bool Walk::falls(const std::vector<Row>& rows) const {
    std::optional<std::int64_t> last = last_;
    for (const Row& row : rows) {
        if (seen_.contains(row.id)) continue;
        const auto updated = ordered_time_of(row);
        if (last && updated && *updated > *last) return false;
        if (updated) last = updated;
    }
    return true;
}

std::vector<const Row*> Walk::news_in(const ListAnswer& answer) const {
    std::vector<const Row*> news;
    const bool down_to_floor = floor_ && falls(answer.rows);
    for (const Row& row : answer.rows) {
        const auto updated = seconds_of(row.value.at("updated"));
        const bool below = down_to_floor && updated && *updated < *floor_;
        if (!below && !seen_.contains(row.id)) news.push_back(&row);
    }
    return news;
}

// What of an answer is in the scope and new. Where times do not fall the whole list must be read.
Walk::Found Walk::sift(ListAnswer answer) {
    if (floor_ && !falls(answer.rows)) floor_.reset();
    Found found;
    found.ignored = std::move(answer.unreadable);
    for (Row& row : answer.rows) {
        const auto updated = seconds_of(row.value.at("updated"));
        const bool below = floor_ && updated && *updated < *floor_;
        const auto ordered = ordered_time_of(row);
        reached_floor_ = reached_floor_ || (below && ordered);
        if (!seen_.insert(row.id).second) continue;
        ++shown_;
        if (below) continue;
        if (updated) newest_ = std::max(newest_.value_or(*updated), *updated);
        if (ordered) last_ = ordered;
        anchors_.push_back(row.id);
        // What does not say is believed to be what was asked for, until something else was sent.
        const auto in_scope = scope().is_of_answers() ? Belonging::yes : belonging(row.value, scope(), site_->dialect);
        if (in_scope == Belonging::yes || (in_scope == Belonging::silent && misfits_ == 0))
            found.rows.push_back(std::move(row));
        else
            ++misfits_;
    }
    if (anchors_.size() > anchors_kept)
        anchors_.erase(anchors_.begin(), anchors_.end() - static_cast<std::ptrdiff_t>(anchors_kept));
    return found;
}

// One row whose whole would not come: only its id.
Walk::Found Walk::take_lost(const ListAnswer& answer) {
    Found found;
    losing_ = false;
    position_ += 1;
    overlap_ = 0;  // it would not come a second time either
    if (answer.rows.empty()) {
        end(found);
        return found;
    }
    const std::string& id = answer.rows.front().id;
    const ItemId item = item_of(scope().type, id);
    portion_.advance(1);
    if (seen_.insert(id).second) ++shown_;
    anchors_.push_back(id);
    found.ignored.push_back(Ignored{"element " + item.text, item, lost_because_});
    found.owed.push_back(Owed{item, {}, Read::content, "gave up: " + lost_because_, std::nullopt});
    return found;
}

// One answer brings the whole, or a part of it. The newest come first, so few are asked for to begin with.
Result<Walk::Found> Walk::take_single(ListAnswer answer) {
    const bool whole = parts_.back().empty();
    const std::uint64_t listed = answer.listed;
    const bool counted = answer.count.value_or(0) >= listed && answer.count;  // fewer than it shows is no count
    const std::uint64_t total = std::max<std::uint64_t>(answer.count.value_or(0), listed);
    if (whole && answer.count && !count_) count_ = answer.count;
    last_.reset();
    const std::vector<Row> sample = total >= most_single_rows ? answer.rows : std::vector<Row>{};
    const bool full = listed >= single_rows_;
    Found found = sift(std::move(answer));
    const bool all_came = counted ? listed >= total : !full;
    if (reached_floor_ || all_came || (!full && single_rows_ == most_single_rows)) {
        if (!reached_floor_) doubt(listed, counted ? std::optional(total) : std::nullopt);
        parts_.pop_back();
        single_rows_ = site_->page_size;
        reached_floor_ = false;
        if (parts_.empty()) end(found);
        return found;
    }
    if (total > most_single_rows || (full && single_rows_ == most_single_rows)) {
        if (auto parted = split(sample, total); !parted) return fail(std::move(parted.error()));
        return found;
    }
    if (!warned_ && total * 5 > most_single_rows * 4) {
        warned_ = true;
        found.ignored.push_back(Ignored{"the list of " + scope().title(),
                                        {},
                                        "its " + std::to_string(total) + " rows come in one answer, which may hold " +
                                            std::to_string(most_single_rows) +
                                            ": narrow this scope before it is full"});
    }
    single_rows_ = most_single_rows;
    return found;
}

// A server that sends no more rows than it likes, whatever is asked, tells so by its count alone; where there is none,
// by a number of rows that is nobody's by chance.
void Walk::doubt(std::uint64_t listed, std::optional<std::uint64_t> counted) {
    const bool as_at_most = std::find(usual_limits.begin(), usual_limits.end(), listed) != usual_limits.end() ||
                            (listed == site_->page_size && single_rows_ > listed);
    if (counted ? listed < *counted : as_at_most)
        cut_short_ = std::to_string(listed) + " rows of " + scope().title() + " came in one answer, " +
                     (counted ? "of " + std::to_string(*counted) + " that it counts"
                              : "as many as such sites send at most, and it counts none") +
                     ": there may be more";
}

void Walk::end(Found& found) {
    over_ = true;
    const std::string subject = "the list of " + scope().title();
    // In 2018 there were fewer filters: the rest is chosen here.
    if (misfits_ > 0 && site_->dialect == Dialect::modern)
        found.ignored.push_back(
            Ignored{subject,
                    {},
                    std::to_string(misfits_) + " rows of it are not in this scope: the site does not heed all of it"});
    // It may have grown meanwhile, but not to twice what it was.
    const bool differs = count_ && (shown_ < *count_ || shown_ > *count_ * 2);
    if (!cut_short_.empty()) {
        found.ignored.push_back(
            Ignored{subject, {}, cut_short_ + ", and what is missing here is not believed to be gone"});
        return;
    }
    if (!reached_floor_ && !floor_ && differs)
        found.ignored.push_back(Ignored{
            subject, {}, "the site counts " + std::to_string(*count_) + " and showed " + std::to_string(shown_)});
}

bool Walk::ease(const Error& why) {
    if (is_of_whole_source(why) || losing_ || over_ || paging_ == Paging::single) return false;
    if (portion_.shrink()) return true;
    losing_ = true;
    lost_because_ = why.sentence();
    return true;
}

std::optional<WalkMark> Walk::mark() const {
    if (paging_ == Paging::single) return std::nullopt;
    return WalkMark{position_, newest_, first_, anchors_};
}

}  // namespace moisson::communecter
