// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/dump_pages.hpp"

#include "connectors/mediawiki/cursor.hpp"
#include "connectors/mediawiki/page_batch.hpp"
#include "connectors/mediawiki/xml_text.hpp"
#include "schema/utf8.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace moisson::mediawiki {

namespace {

// What one transaction takes. A page with more revisions than the last comes in several.
constexpr std::size_t most_text_bytes = std::size_t{2} << 20U;
constexpr std::size_t most_revisions = 2'000;
constexpr std::size_t most_pages = 500;
constexpr std::uint64_t most_bytes_passed = std::uint64_t{32} << 20U;  // even when nothing in them is followed
constexpr std::size_t most_revisions_held = 20'000;                    // of one page

// Ids of a wiki are numbers: of two the longer is the larger.
bool is_older(const Revision& one, const Revision& other) {
    const auto order = [](const Revision& each) {
        return std::make_tuple(each.at, each.id.text.size(), std::string_view(each.id.text));
    };
    return order(one) < order(other);
}

std::string in_page(const DumpPage& page) {
    return "in page " + page.id.text + " (" + page.title + ")";
}

}  // namespace

Result<std::optional<DumpBatch>> DumpPages::next() {
    for (;;) {
        if (is_full()) return hand_over();
        if (error_ && has_nothing()) return fail(*error_);
        if (error_) return hand_over();
        auto piece = scanner_.next();
        if (!piece) {
            error_ = std::move(piece.error());
            if (open_) error_->where += ", " + in_page(open_->page);
            open_.reset();
        } else if (*piece) {
            take_piece(**piece);
        } else if (whole_ && !has_nothing()) {
            return hand_over();
        } else {
            return std::nullopt;
        }
    }
}

Cursor DumpPages::cursor(std::optional<std::uint64_t> whole) const {
    HarvestMark mark;
    mark.phase = HarvestMark::Phase::listing;
    if (whole && youngest_ && has_histories_) mark.told = HarvestMark::Told{*youngest_, *whole};
    return to_cursor(mark);
}

void DumpPages::take_piece(DumpPiece& piece) {
    switch (piece.kind) {
        case DumpPiece::Kind::page:
            return begin_page(piece);
        case DumpPiece::Kind::revision:
            if (open_) add_revision(piece);
            return;
        case DumpPiece::Kind::page_end:
            return end_page();
        case DumpPiece::Kind::unreadable:
            return give_up({}, "a page at byte " + std::to_string(piece.at),
                           "what stands before its first revision is "
                           "longer than 64 KiB");
        case DumpPiece::Kind::end:
            whole_ = true;
            return;
    }
}

void DumpPages::begin_page(DumpPiece& piece) {
    auto page = read_dump_page(piece);
    if (!page) return give_up({}, "a page at " + page.error().where, page.error().what);
    if (!scope_->follows(page->ns)) {
        ++made_.left_out;
        return;
    }
    open_.emplace();
    open_->page = std::move(*page);
}

void DumpPages::add_revision(DumpPiece& piece) {
    auto row = read_dump_revision(piece);
    if (!row) {
        const ItemId& item = open_->page.id;
        give_up(item, "a revision of page " + item.text + " at " + row.error().where, row.error().what);
        return;
    }
    row->revision.item = open_->page.id;
    hold_latest(std::move(*row), piece);
    if (open_->revisions.size() >= most_revisions_held) add_open_page();
}

void DumpPages::hold_latest(DumpRevision row, const DumpPiece& piece) {
    auto& all = open_->revisions;
    OpenPage::Latest& latest = open_->latest;
    recognise_bot(row.revision, *scope_);
    youngest_ = std::max(youngest_.value_or(row.revision.at), row.revision.at);
    all.push_back(std::move(row.revision));
    has_histories_ = has_histories_ || all.size() > 1;
    if (all.size() > 1 && is_older(all.back(), all[latest.place])) return;
    latest.place = all.size() - 1;
    latest.model = std::move(row.model);
    latest.state = row.text;
    latest.text.assign(piece.text.value_or(""));
    latest.too_long = piece.text_too_long;
}

void DumpPages::end_page() {
    if (open_ && open_->revisions.empty()) {
        PageRow named;
        named.id = open_->page.id;
        named.title = open_->page.title;
        named.ns = open_->page.ns;
        add_unread(made_.batch, named, "the file holds no revision of it that can be read");
        made_.batch.owed.push_back(owed_content(named.id, "unreadable in a dump"));
    } else if (open_) {
        add_open_page();
    }
    open_.reset();
    done_until_ = scanner_.position();
}

// The page as its revisions so far tell it; the latest of them stays at hand, should more come.
void DumpPages::add_open_page() {
    Batch& batch = made_.batch;
    PageRow row;
    row.id = open_->page.id;
    row.title = open_->page.title;
    row.ns = open_->page.ns;
    row.redirect = open_->page.redirect;
    row.content_model = open_->latest.model;
    row.text = latest_text();
    bytes_made_ += row.text ? row.text->size() : 0;
    Revision latest = std::move(open_->revisions[open_->latest.place]);
    row.revisions.push_back(latest);
    const std::size_t place = std::exchange(open_->latest.place, 0);
    for (std::size_t at = 0; at < open_->revisions.size(); ++at)
        if (at != place) batch.revisions.push_back(std::move(open_->revisions[at]));
    open_->revisions.clear();
    open_->revisions.push_back(std::move(latest));
    const bool shown = row.text.has_value();
    add_page(batch, std::move(row), *scope_);
    if (shown) batch.contents.back().derived = Value{};
}

// Only now: of all texts that were the latest for a while, one is read.
std::optional<std::string> DumpPages::latest_text() {
    const OpenPage::Latest& latest = open_->latest;
    const ItemId& item = open_->page.id;
    if (latest.state == DumpRevision::Text::hidden) return std::nullopt;
    if (latest.too_long) {
        give_up(item, subject_of_page(item), "its text is longer than 16 MiB");
        return std::nullopt;
    }
    if (latest.state == DumpRevision::Text::missing) {
        give_up(item, subject_of_page(item), "the file does not hold its text");
        return std::nullopt;
    }
    auto text = plain_text(latest.text);
    if (text && is_utf8(*text)) return text;
    give_up(item, subject_of_page(item), "its text is not plain UTF-8 XML");
    return std::nullopt;
}

// Left out of the dump, but not for ever: the source itself is asked for it another day.
void DumpPages::give_up(const ItemId& item, std::string subject, std::string reason) {
    made_.batch.ignored.push_back(Ignored{std::move(subject), item, std::move(reason)});
    if (item.empty()) return;
    made_.batch.named.push_back(item);
    made_.batch.owed.push_back(Owed{item, {}, Read::history, "unreadable in a dump", std::nullopt});
}

bool DumpPages::is_full() const noexcept {
    const Batch& batch = made_.batch;
    return bytes_made_ >= most_text_bytes || batch.ignored.size() >= most_pages ||
           batch.revisions.size() >= most_revisions || batch.items.size() >= most_pages ||
           done_until_ - handed_until_ >= most_bytes_passed;
}

bool DumpPages::has_nothing() const noexcept {
    return done_until_ == handed_until_ && made_.batch.ignored.empty();
}

DumpBatch DumpPages::hand_over() {
    DumpBatch whole = std::exchange(made_, {});
    whole.batch.hearsay = true;
    whole.position = done_until_;
    handed_until_ = done_until_;
    bytes_made_ = 0;
    return whole;
}

}  // namespace moisson::mediawiki
