// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/page_batch.hpp"

#include "connectors/mediawiki/reader.hpp"

#include <algorithm>
#include <utility>

namespace moisson::mediawiki {

namespace {

Value sorted_list(std::vector<std::string> texts) {
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
    return Value::List(std::make_move_iterator(texts.begin()), std::make_move_iterator(texts.end()));
}

// What the wiki computes outside the text; all sorted, so that the same page is always told in the same bytes.
Value derived_of(PageRow& page) {
    Value::Object properties;
    for (auto& [name, text] : page.properties) properties.emplace(name, std::move(text));
    return Value::Object{{"categories", sorted_list(std::move(page.categories))},
                         {"properties", std::move(properties)},
                         {"protection", sorted_list(std::move(page.protection))}};
}

// The wiki knows that a page redirects; where to, its text says. Empty when the text is not shown.
std::string redirect_target(const Item& item, const Content& content, const Scope& scope) {
    const auto reading = read_page(item, content, Context{}, scope.dialect);
    return reading ? reading->redirect_to.value_or("") : std::string();
}

}  // namespace

bool is_whole(const PageRow& page) noexcept {
    return page.described && !page.revisions.empty();
}

Item glimpse_of(const PageRow& page) {
    Item item;
    item.id = page.id;
    item.title = page.title;
    item.ns = page.ns;
    return item;
}

Listed listed_of(PageRow& page) {
    Listed listed{glimpse_of(page), derived_of(page)};
    listed.item.latest = page.latest;
    listed.item.content_model = page.content_model;
    if (page.redirect) listed.item.redirect_to = "";
    return listed;
}

void add_page(Batch& batch, PageRow page, const Scope& scope) {
    Revision& latest = page.revisions.front();
    recognise_bot(latest, scope);
    Item item = glimpse_of(page);
    item.latest = latest.id;
    item.content_model = page.content_model.empty() ? page.text_model : page.content_model;
    Content content{item.id, latest.id, page.text_model.empty() ? item.content_model : page.text_model, {}, {}};
    const bool shown = page.text.has_value();
    if (shown) {
        content.bytes = std::move(*page.text);
        content.derived = derived_of(page);
    }
    if (page.redirect) item.redirect_to = redirect_target(item, content, scope);
    batch.named.push_back(item.id);
    if (page.text_lost)
        batch.ignored.push_back(Ignored{subject_of_page(item.id), item.id, "the wiki itself has lost its text"});
    batch.revisions.push_back(std::move(latest));
    batch.items.push_back(std::move(item));
    if (shown) batch.contents.push_back(std::move(content));
}

void add_unread(Batch& batch, const PageRow& page, const std::string& reason) {
    batch.glimpsed.push_back(glimpse_of(page));
    batch.named.push_back(page.id);
    batch.ignored.push_back(Ignored{subject_of_page(page.id), page.id, reason});
}

void add_unreadable(Batch& batch, const UnreadablePage& page) {
    if (page.id.empty()) {
        const std::string subject = page.title.empty() ? "a page without id and title" : "title " + page.title;
        batch.ignored.push_back(Ignored{subject, {}, page.reason});
        if (!page.title.empty()) batch.owed.push_back(Owed{{}, page.title, Read::content, "unreadable", std::nullopt});
        return;
    }
    batch.named.push_back(page.id);
    batch.ignored.push_back(Ignored{subject_of_page(page.id), page.id, page.reason});
    batch.owed.push_back(owed_content(page.id, "unreadable"));
}

Owed owed_content(const ItemId& item, std::string why) {
    return Owed{item, {}, Read::content, std::move(why), std::nullopt};
}

}  // namespace moisson::mediawiki
