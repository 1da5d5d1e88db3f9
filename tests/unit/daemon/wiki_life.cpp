// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/daemon/wiki_life.hpp"

#include "schema/instant.hpp"

#include <algorithm>
#include <utility>

namespace moisson::test {

namespace {

using mediawiki_test::ScriptedWiki;

int next_revision(ScriptedWiki& wiki) {
    return ++wiki.youngest;
}

void add_revision(ScriptedWiki& wiki, ScriptedWiki::Page& page, const std::string& text) {
    let_a_minute_pass(wiki);
    page.revisions.push_back({next_revision(wiki), wiki.now, text, "Anne", 7, "retouche"});
}

void log(ScriptedWiki& wiki, const std::string& type, const ScriptedWiki::Page& page, Value::Object parameters) {
    const int number = static_cast<int>(wiki.feed.size()) + 1;
    const int id = type == "delete" ? 0 : page.id;  // a page that is gone has no id in the feed
    wiki.feed.push_back(wiki.log_row(number, type, type, id, page.title, page.ns, std::move(parameters)));
}

}  // namespace

void let_a_minute_pass(ScriptedWiki& wiki) {
    wiki.now = to_iso(*from_iso(wiki.now) + std::chrono::minutes(1));
}

void log(ScriptedWiki& wiki, const std::string& what, int page, const std::string& title, int ns) {
    constexpr int first = 900;
    let_a_minute_pass(wiki);
    const std::size_t slash = what.find('/');
    wiki.feed.push_back(wiki.log_row(first + static_cast<int>(wiki.feed.size()), what.substr(0, slash),
                                     what.substr(slash + 1), page, title, ns));
}

void edit_silently(ScriptedWiki& wiki, int page, const std::string& text) {
    add_revision(wiki, wiki.page(page), text);
}

void edit(ScriptedWiki& wiki, int page, const std::string& text) {
    add_revision(wiki, wiki.page(page), text);
    wiki.feed.push_back(wiki.edit_row(page));
}

void create(ScriptedWiki& wiki, int page, const std::string& title, const std::string& text) {
    wiki.pages.push_back({page, 0, title, {}, false, {}});
    edit(wiki, page, text);
}

void remove(ScriptedWiki& wiki, int page) {
    let_a_minute_pass(wiki);
    log(wiki, "delete", wiki.page(page), {});
    std::erase_if(wiki.pages, [page](const ScriptedWiki::Page& one) { return one.id == page; });
}

void move(ScriptedWiki& wiki, int page, const std::string& title, int left_behind) {
    add_revision(wiki, wiki.page(page), wiki.page(page).revisions.back().text);
    log(wiki, "move", wiki.page(page), {{"target_title", title}, {"target_ns", wiki.page(page).ns}});
    const std::string old = std::exchange(wiki.page(page).title, title);
    const int revision = next_revision(wiki);
    wiki.pages.push_back({left_behind, 0, old, {{revision, wiki.now, "#REDIRECTION [[" + title + "]]"}}, true, {}});
}

}  // namespace moisson::test
