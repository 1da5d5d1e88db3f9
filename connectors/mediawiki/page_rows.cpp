// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/answer_rows.hpp"

#include <algorithm>

namespace moisson::mediawiki {

namespace {

bool looks_like_address(std::string_view name) {
    const bool v4 = !name.empty() && name.find_first_not_of("0123456789.") == std::string_view::npos;
    const bool v6 = name.find(':') != std::string_view::npos &&
                    name.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
    return v4 || v6;
}

// The three shapes in which a text has been given: slots, `content` beside the rest, and "*".
void take_text(PageRow& page, const JsonNode& row) {
    const auto slots = row.object("slots");
    const auto main = slots ? slots->object("main") : std::nullopt;
    const JsonNode& from = main ? *main : row;
    if (from.flag("texthidden")) {
        page.revisions.back().hidden.text = true;
        return;
    }
    page.text_lost = from.flag("textmissing");
    page.text_model = from.text("contentmodel", longest_name);
    page.text = from.text_if_any(from.has("content") ? "content" : "*");
}

void take_revisions(PageRow& page, const JsonNode& row) {
    const auto rows = row.objects("revisions");
    page.revisions.reserve(rows.size());
    for (const JsonNode& row_as_given : rows) {
        Complaint complaint;
        const JsonNode each = row_as_given.with(complaint);
        page.revisions.push_back(revision_of(each, RevisionWords{"parentid", "size"}, page.id));
        // A census of marks asks for no times.
        if (each.has("timestamp")) page.revisions.back().at = each.time("timestamp");
        take_text(page, each);
        if (complaint.empty()) continue;
        page.revisions.pop_back();
        page.unreadable.push_back(Ignored{subject_of_change(each), page.id, "it cannot be read: " + complaint.text()});
    }
}

std::string protection_of(const JsonNode& row) {
    std::string text = row.text("type", longest_name) + "=" + row.text("level", longest_name);
    const std::string expiry = row.text("expiry", longest_name);
    if (!expiry.empty() && expiry != "infinity" && expiry != "infinite") text += " until " + expiry;
    return text;
}

void take_surroundings(PageRow& page, const JsonNode& row) {
    for (const JsonNode& each : row.objects("categories")) {
        const std::string title = each.text("title", longest_title);
        page.categories.push_back(title.substr(title.find(':') + 1));  // they all have a prefix
    }
    for (const JsonNode& each : row.objects("protection")) page.protection.push_back(protection_of(each));
    if (const auto properties = row.object("pageprops"))
        for (const auto& [name, value] : properties->entries()) page.properties[name] = value.own_text().value_or("");
}

void take_page(PageRow& page, const JsonNode& row) {
    if (page.id.empty()) row.complain("pageid", "there");
    if (page.title.empty()) row.complain("title", "there");
    page.redirect = row.flag("redirect");
    page.content_model = row.text("contentmodel", longest_name);
    if (const std::int64_t latest = row.id("lastrevid"); latest != 0) {
        page.latest = RevisionId(std::to_string(latest));
        page.described = true;
    }
    take_revisions(page, row);
    take_surroundings(page, row);
}

PageRow::State state_of(const JsonNode& row, int ns) {
    if (row.flag("invalid")) return PageRow::State::invalid;
    if (row.flag("missing")) return PageRow::State::missing;
    return row.flag("special") || ns < 0 ? PageRow::State::special : PageRow::State::present;
}

}  // namespace

std::optional<Actor> actor_of(const JsonNode& row) {
    if (row.flag("userhidden")) return std::nullopt;
    std::string name = row.text("user", longest_name);
    if (name.empty()) return std::nullopt;
    if (row.flag("temp")) return Actor{std::move(name), Actor::Kind::anonymous};
    const auto id = row.number("userid");
    if (id ? *id == 0 : row.flag("anon")) return actor_without_account(std::move(name));
    return Actor{std::move(name), Actor::Kind::account};
}

Actor actor_without_account(std::string name) {
    const auto kind = looks_like_address(name) ? Actor::Kind::anonymous : Actor::Kind::import;
    return Actor{std::move(name), kind};
}

Revision revision_of(const JsonNode& row, RevisionWords words, const ItemId& item) {
    Revision revision;
    const std::int64_t id = row.id("revid");
    if (id == 0) row.complain("revid", "there");
    revision.id = RevisionId(std::to_string(id));
    revision.item = item;
    if (const std::int64_t before = row.id(words.parent); before != 0)
        revision.parent = RevisionId(std::to_string(before));
    revision.actor = actor_of(row);
    if (const auto bytes = row.number(words.size); bytes && *bytes >= 0)
        revision.size = static_cast<std::uint64_t>(*bytes);
    revision.hidden =
        Hidden{row.flag("userhidden"), row.flag("commenthidden"), row.flag("sha1hidden") || row.flag("texthidden")};
    if (!revision.hidden.text) revision.sha1 = row.text("sha1", longest_name);
    if (!revision.hidden.comment) revision.comment = row.text("comment", longest_comment);
    revision.minor = row.flag("minor");
    for (const JsonNode& tag : row.list("tags")) {
        auto name = tag.own_text();
        if (!name || name->size() > longest_name) row.complain("tags", "a list of names");
        if (name) revision.tags.push_back(std::move(*name));
    }
    std::sort(revision.tags.begin(), revision.tags.end());
    return revision;
}

PageRow page_of(const JsonNode& row) {
    PageRow page;
    page.ns = row.name_space("ns");
    page.state = state_of(row, page.ns);
    if (page.state == PageRow::State::invalid) {
        page.title = row.text_if_any("title").value_or("");  // as long as we asked
        page.reason = row.text("invalidreason", longest_comment);
        return page;
    }
    page.title = row.text("title", longest_title);
    if (const std::int64_t id = row.id("pageid"); id != 0) page.id = ItemId(std::to_string(id));
    if (page.state == PageRow::State::present) take_page(page, row);
    return page;
}

}  // namespace moisson::mediawiki
