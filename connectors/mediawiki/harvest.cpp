// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/harvest.hpp"

#include "connectors/mediawiki/page_batch.hpp"
#include "connectors/mediawiki/refusal.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace moisson::mediawiki {

namespace {

// While a file is written, pages that stand in it already go on changing.
constexpr std::chrono::hours longest_dump{24};

// Bytes of texts in a block, above which fewer pages are asked at a time: a wiki cuts its answers at 8 MB, and fifty of
// the longest pages it allows would be a hundred megabytes here.
constexpr std::size_t heavy_block = std::size_t{4} << 20U;

// Whether so many pages more than a file told can have been made since. A file of a few pages only says nothing of the
// past of all the others.
bool are_new(std::uint64_t listed, std::uint64_t told) {
    constexpr std::uint64_t always = 50;
    return listed <= told + always + told / 20;
}

// The value of one member of the wiki's own words.
const std::string* value_of(const Fields& fields, std::string_view name) {
    auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.first == name; });
    return found == fields.end() ? nullptr : &found->second;
}

}  // namespace

Harvest::Harvest(std::shared_ptr<const Scope> scope, std::optional<HarvestMark> from) : scope_(std::move(scope)) {
    if (from) {
        mark_ = std::move(*from);
        begun_ = mark_.phase != HarvestMark::Phase::listing;
    }
    const bool history = mark_.phase == HarvestMark::Phase::history;
    // A namespace that is no longer followed: the order it stood in is gone, so begin again.
    if (!history && (!begun_ || !scope_->follows(mark_.ns))) {
        mark_.ns = scope_->namespaces.front();
        mark_.continuation.clear();
    }
    asking_ = history ? Asking::history : begun_ || !from ? Asking::pages : Asking::listing;
}

std::optional<HttpRequest> Harvest::next() {
    switch (asking_) {
        case Asking::pages:
            return pages_request();
        case Asking::listing:
            return listing_request();
        case Asking::lost_page:
            return lost_page_request();
        case Asking::history:
            return history_request();
        case Asking::nothing:
            break;
    }
    return std::nullopt;
}

HttpRequest Harvest::pages_request() const {
    Fields fields{{"generator", "allpages"},
                  {"gapnamespace", std::to_string(mark_.ns)},
                  {"gaplimit", std::to_string(pages_.size())},
                  {"meta", "siteinfo"},
                  {"siprop", "statistics"}};
    overlay(fields, page_parameters());
    overlay(fields, block_.begun() ? block_.continuation() : mark_.continuation);
    return query_request(*scope_, std::move(fields));
}

// As a reading asks, but for the text and who wrote it.
HttpRequest Harvest::listing_request() const {
    Fields fields{{"generator", "allpages"},
                  {"gapnamespace", std::to_string(mark_.ns)},
                  {"gaplimit", limit_text(rows_.size(), rows_.full())},
                  {"prop", "info|categories|pageprops"},
                  {"inprop", "protection"},
                  {"cllimit", "max"},
                  {"meta", "siteinfo"},
                  {"siprop", "statistics"}};
    overlay(fields, block_.begun() ? block_.continuation() : mark_.continuation);
    return query_request(*scope_, std::move(fields));
}

// The first page of the block, without its content; the wiki then says itself where the next one begins.
HttpRequest Harvest::lost_page_request() const {
    Fields fields{{"list", "allpages"}, {"apnamespace", std::to_string(mark_.ns)}, {"aplimit", "1"}};
    if (const std::string* from = value_of(mark_.continuation, "gapcontinue")) fields.emplace_back("apcontinue", *from);
    return query_request(*scope_, std::move(fields));
}

HttpRequest Harvest::history_request() const {
    Fields fields{{"list", "allrevisions"},
                  {"arvdir", "newer"},
                  {"arvnamespace", joined(scope_->namespaces)},
                  {"arvlimit", limit_text(rows_.size(), rows_.full())},
                  {"arvprop", std::string(revision_metadata)}};
    if (mark_.told) fields.emplace_back("arvstart", to_iso(mark_.told->until - longest_dump));
    overlay(fields, mark_.continuation);
    return query_request(*scope_, std::move(fields));
}

Result<Step<Batch>> Harvest::accept(HttpResponse response) {
    auto answer = read_answer(std::move(response), scope_->api);
    if (!answer) return fail(std::move(answer.error()));
    if (auto begun = note_beginning(*answer); !begun) return fail(std::move(begun.error()));
    switch (asking_) {
        case Asking::pages:
            return accept_pages(std::move(*answer));
        case Asking::listing:
            return accept_listing(std::move(*answer));
        case Asking::lost_page:
            return accept_lost_page(std::move(*answer));
        case Asking::history:
            return accept_history(std::move(*answer));
        case Asking::nothing:
            break;
    }
    return fail(ErrorKind::invalid, scope_->api, "an answer nobody asked for");
}

// What happens while we read is in the feed since the first request.
Result<Done> Harvest::note_beginning(const Answer& answer) {
    if (begun_) return Done{};
    if (!answer.server_time) return fail(ErrorKind::invalid, scope_->api, "the wiki does not tell its time");
    mark_.since = *answer.server_time;
    begun_ = true;
    return Done{};
}

Result<Done> Harvest::goes_on(const Fields& continuation) const {
    if (continuation.empty() || continuation != mark_.continuation) return Done{};
    return fail(ErrorKind::invalid, scope_->api, "the wiki goes on from the same place twice");
}

// An empty continuation ends a namespace; after the last one comes the history.
void Harvest::go_on_from(Fields continuation) {
    mark_.continuation = std::move(continuation);
    if (!mark_.continuation.empty()) return;
    pages_.acquit();
    const auto& order = scope_->namespaces;
    auto after = std::next(std::find(order.begin(), order.end(), mark_.ns));
    if (after == order.end()) {
        mark_.phase = HarvestMark::Phase::history;
        asking_ = Asking::history;
    } else {
        mark_.ns = *after;
    }
}

Batch Harvest::batch_so_far(const Answer& answer) const {
    Batch batch;
    batch.server_time = answer.server_time;
    batch.total = answer.total;
    batch.cursor = to_cursor(mark_);
    return batch;
}

Result<Step<Batch>> Harvest::accept_pages(Answer answer) {
    if (answer.complete)
        if (auto moved = goes_on(answer.continuation); !moved) return fail(std::move(moved.error()));
    const auto complete = block_.take(std::move(answer), scope_->api);
    if (!complete) return fail(complete.error());
    const Block::Weight weight = block_.weight();
    if (!*complete) {
        // Asked again from its beginning, as many as came at once.
        if (weight.bytes > heavy_block && pages_.fit(weight.texts)) block_.restart();
        return Continue{};
    }
    Answer block = block_.finish();
    go_on_from(std::move(block.continuation));
    const std::size_t arrived = block.pages.size() + block.unreadable.size();
    if (weight.bytes * 2 > heavy_block)
        pages_.stay(arrived);
    else
        pages_.advance(arrived);
    Batch batch = batch_so_far(block);
    batch.revisions_come_again = true;
    for (const UnreadablePage& page : block.unreadable) add_unreadable(batch, page);
    for (PageRow& page : block.pages) {
        if (page.state != PageRow::State::present) continue;
        if (is_whole(page)) {
            add_page(batch, std::move(page), *scope_);
        } else {
            // It appeared between two answers of this block.
            batch.glimpsed.push_back(glimpse_of(page));
            batch.named.push_back(page.id);
            batch.owed.push_back(owed_content(page.id, "incomplete answer"));
        }
    }
    return batch;
}

Result<Step<Batch>> Harvest::accept_listing(Answer answer) {
    if (answer.complete)
        if (auto moved = goes_on(answer.continuation); !moved) return fail(std::move(moved.error()));
    const auto complete = block_.take(std::move(answer), scope_->api);
    if (!complete) return fail(complete.error());
    if (!*complete) return Continue{};
    Answer block = block_.finish();
    rows_.advance(block.pages.size() + block.unreadable.size());
    listed_ += block.pages.size();
    go_on_from(std::move(block.continuation));
    if (asking_ == Asking::history && mark_.told && !are_new(listed_, mark_.told->pages)) mark_.told.reset();
    Batch batch = batch_so_far(block);
    batch.listed_all_now = asking_ == Asking::history;
    if (!batch.listed_all_now) batch.cursor.reset();
    for (const UnreadablePage& page : block.unreadable) add_unreadable(batch, page);
    for (PageRow& page : block.pages)
        // A page that appeared between two answers of the block is for the feed to tell.
        if (page.state == PageRow::State::present && page.described) batch.listed.push_back(listed_of(page));
    return batch;
}

Result<Step<Batch>> Harvest::accept_lost_page(Answer answer) {
    Fields after;
    if (const std::string* next = value_of(answer.continuation, "apcontinue"))
        after = {{"continue", "gapcontinue||"}, {"gapcontinue", *next}};  // sorted, as an answer's
    if (auto moved = goes_on(after); !moved) return fail(std::move(moved.error()));
    asking_ = Asking::pages;
    go_on_from(std::move(after));
    pages_.advance(1);
    Batch batch = batch_so_far(answer);
    for (const UnreadablePage& page : answer.unreadable) add_unreadable(batch, page);
    for (const PageRow& page : answer.pages) {
        if (page.state != PageRow::State::present) continue;
        add_unread(batch, page, lost_because_);
        batch.owed.push_back(owed_content(page.id, "gave up: " + lost_because_));
    }
    return batch;
}

Result<Step<Batch>> Harvest::accept_history(Answer answer) {
    if (auto moved = goes_on(answer.continuation); !moved) return fail(std::move(moved.error()));
    Batch batch;
    std::set<ItemId> told;
    std::size_t rows = 0;
    for (PageRow& page : answer.pages) {
        if (page.state != PageRow::State::present || !scope_->follows(page.ns)) continue;
        if (told.insert(page.id).second) batch.glimpsed.push_back(glimpse_of(page));
        rows += page.revisions.size();
        for (Revision& revision : page.revisions) {
            recognise_bot(revision, *scope_);
            batch.revisions.push_back(std::move(revision));
        }
    }
    rows_.advance(rows);
    batch.named.assign(told.begin(), told.end());
    batch.ignored = std::move(answer.ignored);
    for (const UnreadablePage& page : answer.unreadable)
        batch.ignored.push_back(
            Ignored{"revisions of " + (page.id.empty() ? page.title : subject_of_page(page.id)), {}, page.reason});
    batch.server_time = answer.server_time;
    mark_.continuation = std::move(answer.continuation);
    batch.cursor = to_cursor(mark_);
    if (mark_.continuation.empty()) {
        batch.harvest_complete = true;
        batch.cursor = to_cursor(FeedMark::beginning(mark_.since));
        asking_ = Asking::nothing;
    }
    return batch;
}

bool Harvest::ease(const Error& why) {
    if (is_of_whole_source(why)) return false;
    switch (asking_) {
        case Asking::pages:
            block_.restart();
            if (!pages_.shrink()) {
                lost_because_ = why.sentence();
                asking_ = Asking::lost_page;
            }
            return true;
        case Asking::listing:
            block_.restart();
            return rows_.shrink();
        case Asking::history:
            return rows_.shrink();
        case Asking::lost_page:
        case Asking::nothing:
            break;
    }
    return false;
}

}  // namespace moisson::mediawiki
