// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/block.hpp"

#include <iterator>
#include <utility>

namespace moisson::mediawiki {

namespace {

// What a later answer adds to a page; each property is told in one answer, lists may go on in several.
void complete(PageRow& page, PageRow more) {
    if (more.described) {
        page.described = true;
        page.redirect = more.redirect;
        page.content_model = std::move(more.content_model);
        page.latest = std::move(more.latest);
        page.protection = std::move(more.protection);
    }
    if (!more.revisions.empty() && page.revisions.empty()) {
        page.revisions = std::move(more.revisions);
        page.text = std::move(more.text);
        page.text_model = std::move(more.text_model);
        page.text_lost = more.text_lost;
    }
    std::move(more.categories.begin(), more.categories.end(), std::back_inserter(page.categories));
    page.properties.merge(more.properties);
}

}  // namespace

Result<bool> Block::take(Answer answer, const std::string& where) {
    if (!answer.complete && begun_ && answer.continuation == continuation_)
        return fail(ErrorKind::invalid, where, "the wiki goes on from the same place twice");
    if (!begun_) whole_.server_time = answer.server_time;
    begun_ = true;
    if (answer.total) whole_.total = answer.total;
    for (PageRow& page : answer.pages) merge(std::move(page));
    std::move(answer.unreadable.begin(), answer.unreadable.end(), std::back_inserter(whole_.unreadable));
    whole_.normalised.merge(answer.normalised);
    std::move(answer.elsewhere.begin(), answer.elsewhere.end(), std::back_inserter(whole_.elsewhere));
    whole_.complete = answer.complete;
    continuation_ = std::move(answer.continuation);
    return whole_.complete;
}

void Block::merge(PageRow page) {
    const std::string key = page.id.empty() ? "title " + page.title : page.id.text;
    auto [place, fresh] = places_.emplace(key, whole_.pages.size());
    if (fresh)
        whole_.pages.push_back(std::move(page));
    else if (whole_.pages[place->second].state == PageRow::State::present && page.state == PageRow::State::present)
        complete(whole_.pages[place->second], std::move(page));
    else
        whole_.pages[place->second] = std::move(page);  // it vanished between two answers
}

Block::Weight Block::weight() const noexcept {
    Weight weight;
    for (const PageRow& page : whole_.pages) {
        if (!page.text) continue;
        ++weight.texts;
        weight.bytes += page.text->size();
    }
    return weight;
}

Answer Block::finish() {
    whole_.continuation = std::move(continuation_);
    Answer done = std::exchange(whole_, Answer{});
    restart();
    return done;
}

void Block::restart() {
    *this = Block();
}

}  // namespace moisson::mediawiki
