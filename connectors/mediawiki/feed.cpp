// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/feed.hpp"

#include "connectors/mediawiki/page_batch.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace moisson::mediawiki {

namespace {

// Logs about people, not pages, although they name their page.
bool is_about_people(std::string_view log_type) {
    constexpr std::array<std::string_view, 4> types{"newusers", "rights", "block", "gblblock"};
    return std::find(types.begin(), types.end(), log_type) != types.end();
}

}  // namespace

void FeedBatch::add_edit(ChangeRow change) {
    if (!scope_.follows(change.ns)) return;
    recognise_bot(change.revision, scope_);
    Item item;
    item.id = change.item;
    item.title = std::move(change.title);
    item.ns = change.ns;
    // Several edits of one page in a batch: one reading, and its last title.
    const auto [known, fresh] = places_.try_emplace(item.id, batch_.glimpsed.size());
    if (fresh) {
        batch_.named.push_back(item.id);
        batch_.owed.push_back(owed_content(item.id, "edit"));
        batch_.glimpsed.push_back(std::move(item));
    } else {
        batch_.glimpsed[known->second] = std::move(item);
    }
    batch_.revisions.push_back(std::move(change.revision));
}

// Whatever the entry says was done: every page it names must be read again with its history, the one it was about
// under its id too. One title that we follow is enough: the other may be where the page came from, or went.
void FeedBatch::add_log(const ChangeRow& change) {
    if (is_about_people(change.log_type)) return;
    if (change.log_type == "create") return;  // its first revision says so too
    if (change.renamed) batch_.renamed.push_back(*change.renamed);
    std::vector<std::string> titles;
    bool followed = !change.title.empty() && scope_.follows(change.ns);
    if (!change.title.empty() && change.ns >= 0) titles.push_back(change.title);
    for (const NamedTitle& named : change.named) {
        const auto ns = named.ns ? named.ns : scope_.namespace_of(named.title);
        if (!ns || *ns < 0) continue;
        followed = followed || scope_.follows(*ns);
        if (std::find(titles.begin(), titles.end(), named.title) == titles.end()) titles.push_back(named.title);
    }
    if (!followed) return;
    const std::string action = change.log_type + "/" + change.log_action;
    const std::string why = "log " + action;
    const Occasion occasion{"log:" + std::to_string(change.log) + " " + action, change.at, change.actor};
    for (std::string& title : titles) batch_.owed.push_back(Owed{{}, std::move(title), Read::history, why, occasion});
    if (!change.item.empty()) batch_.owed.push_back(Owed{change.item, {}, Read::history, why, occasion});
}

void FeedBatch::add(ChangeRow change) {
    if (change.type == ChangeRow::Type::edit)
        add_edit(std::move(change));
    else if (change.type == ChangeRow::Type::log)
        add_log(change);
}

}  // namespace moisson::mediawiki
