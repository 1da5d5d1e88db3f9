// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/fetch.hpp"

#include "connectors/mediawiki/page_batch.hpp"
#include "connectors/mediawiki/refusal.hpp"

#include <algorithm>
#include <utility>

namespace moisson::mediawiki {

namespace {

// MediaWiki's two ways of writing a list: a title with a "|" (no title at all, but somebody may owe it) needs the
// other.
std::string multiple(const std::vector<std::string>& values) {
    const auto has_bar = [](const std::string& value) { return value.find('|') != std::string::npos; };
    const bool odd = std::any_of(values.begin(), values.end(), has_bar);
    const char separator = odd ? '\x1f' : '|';
    std::string list;
    for (const std::string& value : values) {
        if (odd || !list.empty()) list += separator;
        list += value;
    }
    return list;
}

// As the wiki writes it: composed characters first, then capital, prefix and spaces.
std::string as_written_there(const std::string& title, const Answer& block) {
    std::string written = title;
    for (int step = 0; step < 2; ++step) {
        auto found = block.normalised.find(written);
        if (found == block.normalised.end()) break;
        written = found->second;
    }
    return written;
}

bool is_empty(const Batch& batch) {
    return batch.items.empty() && batch.glimpsed.empty() && batch.gone.empty() && batch.paid.empty() &&
           batch.ignored.empty();
}

}  // namespace

Fetch::Fetch(std::shared_ptr<const Scope> scope, std::vector<Wanted> wanted)
    : scope_(std::move(scope)), ledger_(std::move(wanted)) {
    for (const std::size_t row : ledger_.hopeless())
        to_tell_.push_back(Ignored{
            "owed reading " + std::to_string(ledger_.wanted(row).owed), {}, "it names neither a page id nor a title"});
    choose_next();
}

void Fetch::choose_next() {
    depth_ = Depth::whole;
    titles_.clear();
    ids_.clear();
    asking_ = Asking::history;
    if (!held_.empty()) return;
    ids_ = ledger_.items(pages_.size());
    asking_ = Asking::ids;
    if (!ids_.empty()) return;
    titles_ = ledger_.titles(pages_.size());
    asking_ = titles_.empty() ? Asking::nothing : Asking::titles;
}

std::optional<HttpRequest> Fetch::next() {
    if (asking_ == Asking::nothing) return std::nullopt;
    if (asking_ == Asking::history && depth_ == Depth::whole) return history_request();
    return block_request();
}

// Titles are long and many: they go by POST, which the wiki is told is no write.
HttpRequest Fetch::block_request() const {
    Fields fields = depth_ == Depth::whole ? page_parameters() : Fields{{"prop", "info"}};
    overlay(fields, block_.continuation());
    if (asking_ == Asking::titles) {
        fields.emplace_back("titles", multiple(titles_));
        HttpRequest request = query_request(*scope_, std::move(fields));
        request.form = std::exchange(request.query, Fields{});
        request.headers.emplace_back("Promise-Non-Write-API-Action", "true");
        return request;
    }
    std::vector<std::string> ids;
    if (asking_ == Asking::history)
        ids.push_back(held_.front().page.id.text);
    else
        for (const ItemId& id : ids_) ids.push_back(id.text);
    fields.emplace_back("pageids", multiple(ids));
    return query_request(*scope_, std::move(fields));
}

HttpRequest Fetch::history_request() const {
    Fields fields{{"prop", "revisions"},
                  {"pageids", held_.front().page.id.text},
                  {"rvprop", std::string(revision_metadata)},
                  {"rvlimit", limit_text(rows_.size(), rows_.full())},
                  {"rvdir", "newer"}};
    overlay(fields, history_continuation_);
    return query_request(*scope_, std::move(fields));
}

Result<Step<Batch>> Fetch::accept(HttpResponse response) {
    auto answer = read_answer(std::move(response), scope_->api);
    if (!answer) return fail(std::move(answer.error()));
    if (asking_ != Asking::history) return accept_block(std::move(*answer));
    return depth_ == Depth::whole ? accept_history(std::move(*answer)) : accept_name_of_held(std::move(*answer));
}

Result<Step<Batch>> Fetch::accept_block(Answer answer) {
    const auto complete = block_.take(std::move(answer), scope_->api);
    if (!complete) return fail(complete.error());
    if (!*complete) return Continue{};
    Answer block = block_.finish();
    server_time_ = block.server_time;
    pages_.advance(std::max(titles_.size(), ids_.size()));
    Batch batch;
    settle_unreadable(batch, block.unreadable);
    if (asking_ == Asking::titles)
        settle_titles(batch, block);
    else
        settle_ids(batch, block);
    return reply(std::move(batch));
}

// A block whose pages all wait for their histories has nothing to say yet.
Result<Step<Batch>> Fetch::reply(Batch batch) {
    choose_next();
    if (is_empty(batch) && !held_.empty()) return Continue{};
    std::move(to_tell_.begin(), to_tell_.end(), std::back_inserter(batch.ignored));
    to_tell_.clear();
    batch.server_time = server_time_;
    return batch;
}

void Fetch::settle_titles(Batch& batch, Answer& block) {
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < block.pages.size(); ++i) places.emplace(block.pages[i].title, i);
    std::map<std::size_t, Ledger::Closed> borne;
    for (const std::string& title : titles_) {
        auto found = places.find(as_written_there(title, block));
        PageRow* page = found == places.end() ? nullptr : &block.pages[found->second];
        if (page == nullptr || page->state != PageRow::State::present) {
            settle_nobody(batch, title, page, block);
            continue;
        }
        Ledger::Closed closed = ledger_.close_title(title, page->id);
        Ledger::Closed& all = borne[found->second];
        all.payable.insert(all.payable.end(), closed.payable.begin(), closed.payable.end());
        all.history = all.history || closed.history;
    }
    for (auto& [place, closed] : borne) settle_page(batch, std::move(block.pages[place]), std::move(closed));
}

// They stay due, and are named with their reason.
void Fetch::settle_unreadable(Batch& batch, const std::vector<UnreadablePage>& pages) {
    for (const UnreadablePage& page : pages) {
        const bool known = !page.id.empty() && !ledger_.close_item(page.id).empty();
        const std::string subject = page.id.empty() ? "title " + page.title : subject_of_page(page.id);
        batch.ignored.push_back(Ignored{subject, known ? page.id : ItemId(), page.reason});
    }
}

// No page bears that title; there may be none, or there can be none.
void Fetch::settle_nobody(Batch& batch, const std::string& title, const PageRow* page, const Answer& block) {
    const auto& elsewhere = block.elsewhere;
    std::string reason;
    if (page != nullptr && page->state == PageRow::State::invalid)
        reason = "it is no title there: " + page->reason;
    else if (page != nullptr && page->state == PageRow::State::special)
        reason = "the wiki makes this page up: it has no text";
    else if (std::find(elsewhere.begin(), elsewhere.end(), as_written_there(title, block)) != elsewhere.end())
        reason = "it leads to another wiki";
    const Ledger::Closed closed = ledger_.close_title(title, ItemId());
    if (page == nullptr && reason.empty()) {
        const auto is_it = [&](const UnreadablePage& one) { return one.title == as_written_there(title, block); };
        if (std::none_of(block.unreadable.begin(), block.unreadable.end(), is_it))
            batch.ignored.push_back(Ignored{"title " + title, {}, "the wiki did not answer for it"});
        return;
    }
    if (!reason.empty()) batch.ignored.push_back(Ignored{"title " + title, {}, std::move(reason)});
    pay(batch, closed.payable, ItemId());
}

void Fetch::settle_ids(Batch& batch, Answer& block) {
    for (PageRow& page : block.pages) {
        if (page.state == PageRow::State::present) {
            Ledger::Closed closed = ledger_.close_title(page.title, page.id);
            settle_page(batch, std::move(page), std::move(closed));
        } else if (!page.id.empty()) {
            lose(batch, page.id, ledger_.close_item(page.id));
        }
    }
    // What was left without an answer must not be asked for ever.
    for (const ItemId& id : ids_)
        if (!ledger_.close_item(id).empty())
            batch.ignored.push_back(Ignored{subject_of_page(id), id, "the wiki did not answer for it"});
}

void Fetch::settle_page(Batch& batch, PageRow page, Ledger::Closed closed) {
    Ledger::Rows rows = ledger_.close_item(page.id);
    const bool history = closed.history || ledger_.any_history(rows);
    rows.insert(rows.end(), closed.payable.begin(), closed.payable.end());
    if (!scope_->follows(page.ns)) {
        lose_to_elsewhere(batch, page, rows);
    } else if (!is_whole(page)) {
        add_unread(batch, page, depth_ == Depth::name_only ? given_up_because_ : "the wiki gave no text of it");
    } else if (history) {
        held_.push_back(Held{std::move(page), std::move(rows), {}});
    } else {
        pay(batch, rows, page.id);
        add_page(batch, std::move(page), *scope_);
    }
}

void Fetch::lose(Batch& batch, const ItemId& item, const Ledger::Rows& rows) const {
    batch.gone.push_back(Gone{item, Gone::Evidence::missing, {}});
    pay(batch, rows, item);
}

void Fetch::lose_to_elsewhere(Batch& batch, const PageRow& page, const Ledger::Rows& rows) const {
    batch.gone.push_back(Gone{page.id, Gone::Evidence::left_scope, page.title});
    pay(batch, rows, page.id);
}

void Fetch::pay(Batch& batch, const Ledger::Rows& rows, const ItemId& item) const {
    for (const std::size_t row : rows) batch.paid.push_back(Paid{ledger_.wanted(row).owed, item});
}

Result<Step<Batch>> Fetch::accept_history(Answer answer) {
    if (!answer.continuation.empty() && answer.continuation == history_continuation_)
        return fail(ErrorKind::invalid, scope_->api, "the wiki goes on from the same place twice");
    if (!answer.unreadable.empty())
        return fail(ErrorKind::invalid, scope_->api, std::move(answer.unreadable.front().reason));
    PageRow* page = answer.pages.empty() ? nullptr : &answer.pages.front();
    if (page == nullptr) return fail(ErrorKind::invalid, scope_->api, "the wiki did not answer for the page asked");
    const bool there = page->state == PageRow::State::present && scope_->follows(page->ns);
    Held& held = held_.front();
    if (there) {
        rows_.advance(page->revisions.size());
        for (Revision& revision : page->revisions) {
            recognise_bot(revision, *scope_);
            held.history.push_back(std::move(revision));
        }
        history_continuation_ = std::move(answer.continuation);
        if (!history_continuation_.empty()) return Continue{};
    }
    server_time_ = answer.server_time;
    history_continuation_.clear();
    Held done = std::move(held);
    held_.pop_front();
    Batch batch;
    if (page->state != PageRow::State::present)
        lose(batch, done.page.id, done.rows);
    else if (!there)
        lose_to_elsewhere(batch, *page, done.rows);
    else
        release(batch, std::move(done));
    return reply(std::move(batch));
}

// The history would not come: the page itself is handed over, and pays what asked for no more.
Result<Step<Batch>> Fetch::accept_name_of_held(Answer answer) {
    if (answer.pages.empty())
        return fail(ErrorKind::invalid, scope_->api, "the wiki did not answer for the page asked");
    const PageRow& page = answer.pages.front();
    Held done = std::move(held_.front());
    held_.pop_front();
    history_continuation_.clear();
    Batch batch;
    if (page.state != PageRow::State::present) {
        lose(batch, done.page.id, done.rows);
    } else if (!scope_->follows(page.ns)) {
        lose_to_elsewhere(batch, page, done.rows);
    } else {
        done.history.clear();
        release(batch, std::move(done));
    }
    return reply(std::move(batch));
}

void Fetch::release(Batch& batch, Held held) const {
    const ItemId item = held.page.id;
    if (held.history.empty()) {
        const bool gave_up = depth_ == Depth::name_only;
        batch.ignored.push_back(
            Ignored{subject_of_page(item), item, gave_up ? given_up_because_ : "the wiki lists no revision of it"});
        std::erase_if(held.rows, [&](std::size_t row) { return ledger_.wanted(row).what == Read::history; });
    } else {
        batch.histories.push_back(History{item, std::move(held.history)});
    }
    pay(batch, held.rows, item);
    add_page(batch, std::move(held.page), *scope_);
}

bool Fetch::ease(const Error& why) {
    if (is_of_whole_source(why) || depth_ == Depth::name_only || asking_ == Asking::nothing) return false;
    if (asking_ == Asking::history) {
        if (rows_.shrink()) return true;
    } else {
        block_.restart();
        if (pages_.shrink()) {
            choose_next();
            return true;
        }
    }
    depth_ = Depth::name_only;
    given_up_because_ = why.sentence();
    return true;
}

}  // namespace moisson::mediawiki
