// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/answer_rows.hpp"

namespace moisson::mediawiki {

namespace {

bool ends_with_title(std::string_view key) {
    return key == "title" || key.ends_with("_title") || key.ends_with("-title");
}

// The names that the parts of a log entry bear in a list.
struct LogWords {
    const char* type;
    const char* action;
    const char* parameters;
};
constexpr LogWords words_of_feed{"logtype", "logaction", "logparams"};
constexpr LogWords words_of_log{"type", "action", "params"};

// Any parameter that says it is a title, with the namespace given beside it when there is one.
std::vector<NamedTitle> titles_of(const JsonNode& row, const LogWords& words) {
    std::vector<NamedTitle> titles;
    const auto parameters = row.object(words.parameters);
    if (!parameters) return titles;
    for (const auto& [key, value] : parameters->entries()) {
        if (!ends_with_title(key)) continue;
        auto title = value.own_text();
        if (!title || title->empty() || title->size() > longest_title) continue;
        NamedTitle named{std::move(*title), std::nullopt};
        const std::string beside = key.substr(0, key.size() - std::string_view("title").size()) + "ns";
        if (parameters->has(beside.c_str())) named.ns = parameters->name_space(beside.c_str());
        titles.push_back(std::move(named));
    }
    return titles;
}

void take_edit(ChangeRow& change, const JsonNode& row) {
    change.revision = revision_of(row, RevisionWords{"old_revid", "newlen"}, change.item);
    change.revision.at = change.at;
    change.revision.bot = row.flag("bot");
    if (change.item.empty()) row.complain("pageid", "there");
    if (change.title.empty()) row.complain("title", "there");
}

std::optional<Renamed> renamed_in(const ChangeRow& change, const JsonNode& row, const LogWords& words) {
    const auto parameters = row.object(words.parameters);
    if (change.log_type != "renameuser" || !parameters) return std::nullopt;
    Renamed account{parameters->text("olduser", longest_name), parameters->text("newuser", longest_name), change.at};
    if (account.from.empty() || account.to.empty()) return std::nullopt;
    return account;
}

void take_log(ChangeRow& change, const JsonNode& row, const LogWords& words) {
    change.hidden = row.flag("actionhidden");
    change.log = row.id("logid");
    if (change.log == 0 && !change.hidden) row.complain("logid", "there");
    change.actor = actor_of(row);
    change.log_type = row.text(words.type, longest_name);
    change.log_action = row.text(words.action, longest_name);
    change.named = titles_of(row, words);
    change.renamed = renamed_in(change, row, words);
}

}  // namespace

ChangeRow change_of(const JsonNode& row) {
    ChangeRow change;
    const std::string type = row.text("type", longest_name);
    const bool edit = type == "edit" || type == "new";
    if (!edit && type != "log") return change;
    change.type = edit ? ChangeRow::Type::edit : ChangeRow::Type::log;
    change.at = row.time("timestamp");
    if (const std::int64_t page = row.id("pageid"); page != 0) change.item = ItemId(std::to_string(page));
    change.title = row.text("title", longest_title);
    change.ns = row.name_space("ns");
    if (edit)
        take_edit(change, row);
    else
        take_log(change, row, words_of_feed);
    return change;
}

ChangeRow log_event_of(const JsonNode& row) {
    ChangeRow change;
    change.type = ChangeRow::Type::log;
    change.at = row.time("timestamp");
    // The page it was about then, rather than the one that bears its title now.
    for (const char* page : {"logpage", "pageid"})
        if (const std::int64_t id = row.id(page); id != 0 && change.item.empty())
            change.item = ItemId(std::to_string(id));
    change.title = row.text("title", longest_title);
    change.ns = row.name_space("ns");
    take_log(change, row, words_of_log);
    return change;
}

std::string subject_of_change(const JsonNode& row) {
    Complaint nobody_cares;
    const JsonNode quiet = row.with(nobody_cares);
    if (const auto log = quiet.id("logid"); log != 0) return "log " + std::to_string(log);
    if (const auto revision = quiet.id("revid"); revision != 0) return "revision " + std::to_string(revision);
    if (const auto change = quiet.id("rcid"); change != 0) return "change " + std::to_string(change);
    return "change without an id";
}

std::string ChangeRow::key() const {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
    return (type == Type::log ? "l" + std::to_string(log) : "r" + revision.id.text) + "@" + std::to_string(seconds);
}

}  // namespace moisson::mediawiki
