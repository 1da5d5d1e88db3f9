// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/connectors/scripted_wiki.hpp"

#include <algorithm>
#include <cassert>
#include <tuple>

namespace moisson::mediawiki_test {

namespace {

std::string key_of(std::string title) {
    title.erase(0, title.find(':') + 1);
    std::replace(title.begin(), title.end(), ' ', '_');
    return title;
}

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (;;) {
        const std::size_t end = text.find(separator, begin);
        parts.push_back(text.substr(begin, end - begin));
        if (end == std::string::npos) return parts;
        begin = end + 1;
    }
}

std::vector<std::string> values(const std::string& list) {
    return list.starts_with('\x1f') ? split(list.substr(1), '\x1f') : split(list, '|');
}

void sign(Value::Object& row, const ScriptedWiki::Revision& revision) {
    if (revision.hidden) {
        row["userhidden"] = true;
        row["commenthidden"] = true;
        row["sha1hidden"] = true;
        return;
    }
    row["user"] = revision.user;
    row["userid"] = revision.user_id;
    if (revision.user_id == 0) row["anon"] = true;
    row["comment"] = revision.comment;
    row["sha1"] = "abc" + std::to_string(revision.id);
    // Given a second time, a number stands for another text.
    if (revision.id > 5000) row["sha1"] = std::to_string(std::hash<std::string>{}(revision.text));
}

Value::Object metadata(const ScriptedWiki::Page& page, std::size_t place) {
    const ScriptedWiki::Revision& revision = page.revisions[place];
    Value::Object row{{"revid", revision.id},
                      {"parentid", place == 0 ? 0 : page.revisions[place - 1].id},
                      {"minor", false},
                      {"timestamp", revision.at},
                      {"size", static_cast<int>(revision.text.size())},
                      {"tags", Value::List{}}};
    sign(row, revision);
    return row;
}

std::string at(const std::map<std::string, std::string>& question, const std::string& name) {
    auto found = question.find(name);
    return found == question.end() ? std::string() : found->second;
}

}  // namespace

ScriptedWiki::Question ScriptedWiki::question_of(const HttpRequest& request) {
    Question question;
    for (const Fields* fields : {&request.query, &request.form})
        for (const auto& [name, value] : *fields) question[name] = value;
    return question;
}

std::size_t ScriptedWiki::asked_for(const std::string& name, const std::string& value) const {
    return static_cast<std::size_t>(std::count_if(asked_.begin(), asked_.end(), [&](const HttpRequest& request) {
        return at(question_of(request), name) == value;
    }));
}

ScriptedWiki::Page& ScriptedWiki::page(int id) {
    auto found = std::find_if(pages.begin(), pages.end(), [&](const Page& page) { return page.id == id; });
    assert(found != pages.end());
    return *found;
}

Value::Object ScriptedWiki::edit_row(int id) {
    const Page& what = page(id);
    Value::Object row = metadata(what, what.revisions.size() - 1);
    row["type"] = what.revisions.size() == 1 ? "new" : "edit";
    row["old_revid"] = row.at("parentid");
    row["newlen"] = row.at("size");
    row["ns"] = what.ns;
    row["title"] = what.title;
    row["pageid"] = what.id;
    row["bot"] = false;
    return row;
}

Value::Object ScriptedWiki::log_row(int log, const std::string& type, const std::string& action, int id,
                                    const std::string& title, int ns, Value::Object parameters) {
    Value given = parameters.empty() ? Value(Value::List{}) : Value(std::move(parameters));
    return {{"type", "log"},    {"logid", log}, {"logtype", type}, {"logaction", action},   {"pageid", id},
            {"title", title},   {"ns", ns},     {"user", "Anne"},  {"userid", 7},           {"comment", "motif"},
            {"timestamp", now}, {"revid", 0},   {"old_revid", 0},  {"tags", Value::List{}}, {"logparams", given}};
}

std::size_t ScriptedWiki::limit(const Question& question, const char* name, std::size_t most) {
    const std::string asked = at(question, name);
    return asked == "max" ? most : std::min<std::size_t>(most, std::stoul(asked));
}

std::vector<const ScriptedWiki::Page*> ScriptedWiki::listed(int ns) const {
    std::vector<const Page*> list;
    for (const Page& page : pages)
        if (page.ns == ns) list.push_back(&page);
    std::sort(list.begin(), list.end(), [](auto* a, auto* b) { return key_of(a->title) < key_of(b->title); });
    return list;
}

// list=allpages (prefix "ap") and generator=allpages (prefix "gap"): by title, from the continuation on, included.
std::vector<const ScriptedWiki::Page*> ScriptedWiki::list_pages(const Question& question, const std::string& prefix,
                                                                Reply& reply) const {
    const std::vector<const Page*> all = listed(std::stoi(at(question, prefix + "namespace")));
    const std::string from = at(question, prefix + "continue");
    auto begin = std::find_if(all.begin(), all.end(), [&](auto* page) { return key_of(page->title) >= from; });
    const std::size_t room = limit(question, (prefix + "limit").c_str(), pages_a_list);
    const auto left = static_cast<std::size_t>(all.end() - begin);
    auto end = begin + static_cast<std::ptrdiff_t>(std::min(room, left));
    if (end != all.end())
        reply.continuation = {{prefix + "continue", key_of((*end)->title)}, {"continue", prefix + "continue||"}};
    return {begin, end};
}

Value::Object ScriptedWiki::describe_page(const Page& page, bool first_answer) {
    Value::Object row{{"pageid", page.id}, {"ns", page.ns}, {"title", page.title}};
    if (!first_answer) return row;
    row["contentmodel"] = "wikitext";
    row["lastrevid"] = page.revisions.back().id;
    row["length"] = static_cast<int>(page.revisions.back().text.size());
    row["protection"] = Value::List{};
    if (page.redirect) row["redirect"] = true;
    Value::List categories;
    for (const std::string& name : page.categories)
        categories.push_back(Value::Object{{"ns", 14}, {"title", "Catégorie:" + name}});
    if (!categories.empty()) row["categories"] = std::move(categories);
    return row;
}

// As many texts as fit; all pages are repeated in the answers that follow, their texts are not.
void ScriptedWiki::describe(const Question& question, const std::vector<const Page*>& block, Reply& reply) const {
    const bool with_texts = at(question, "rvprop").find("content") != std::string::npos;
    const std::string from = at(question, "rvcontinue");
    const bool first_answer = from.empty();
    std::size_t room = texts_an_answer;
    bool begun = first_answer;
    Value::List rows;
    for (const Page* page : block) {
        Value::Object row = describe_page(*page, first_answer);
        const std::string place = std::to_string(page->id) + "|" + std::to_string(page->revisions.back().id);
        begun = begun || place == from;
        if (with_texts && begun && reply.complete) {
            reply.poisoned = reply.poisoned || poison.contains(page->id);
            Value::Object revision = metadata(*page, page->revisions.size() - 1);
            revision["slots"] = Value::Object{
                {"main", Value::Object{{"contentmodel", "wikitext"}, {"content", page->revisions.back().text}}}};
            if (room > 0)
                row["revisions"] = Value::List{std::move(revision)};
            else {
                row["revisions"] = Value::List{};
                reply.complete = false;
                reply.continuation = {{"rvcontinue", place}, {"continue", "||info|categories|pageprops"}};
                if (!at(question, "gapcontinue").empty())
                    reply.continuation["gapcontinue"] = at(question, "gapcontinue");
            }
            if (room > 0) --room;
        }
        rows.push_back(std::move(row));
    }
    reply.query["pages"] = std::move(rows);
}

void ScriptedWiki::tell_history(const Question& question, Reply& reply) {
    const int id = std::stoi(at(question, "pageids"));
    auto found = std::find_if(pages.begin(), pages.end(), [&](const Page& page) { return page.id == id; });
    if (found == pages.end()) {
        reply.query["pages"] = Value::List{Value::Object{{"pageid", id}, {"missing", true}}};
        return;
    }
    reply.poisoned = poison.contains(id);
    const std::string from = at(question, "rvcontinue");
    std::size_t place = from.empty() ? 0 : std::stoul(from.substr(from.find('|') + 1));
    std::size_t room = limit(question, "rvlimit", rows_a_list);
    Value::List revisions;
    for (; place < found->revisions.size() && room > 0; ++place, --room) revisions.push_back(metadata(*found, place));
    if (place < found->revisions.size())
        reply.continuation = {{"rvcontinue", "20260101000000|" + std::to_string(place)}, {"continue", "||"}};
    reply.query["pages"] = Value::List{
        Value::Object{{"pageid", id}, {"ns", found->ns}, {"title", found->title}, {"revisions", std::move(revisions)}}};
}

void ScriptedWiki::tell_all_revisions(const Question& question, Reply& reply) const {
    const std::vector<std::string> followed = split(at(question, "arvnamespace"), '|');
    std::vector<std::tuple<std::string, int, const Page*, std::size_t>> all;
    const std::string start = at(question, "arvstart");
    for (const Page& page : pages)
        for (std::size_t i = 0; i < page.revisions.size(); ++i)
            if (page.revisions[i].at >= start &&
                std::find(followed.begin(), followed.end(), std::to_string(page.ns)) != followed.end())
                all.emplace_back(page.revisions[i].at, page.revisions[i].id, &page, i);
    std::sort(all.begin(), all.end());
    const std::string from = at(question, "arvcontinue");
    std::size_t place = from.empty() ? 0 : std::stoul(from);
    if (tells_twice && place > 0) --place;
    std::size_t room = limit(question, "arvlimit", rows_a_list) + (tells_twice ? 1 : 0);
    Value::List rows;
    for (; place < all.size() && room > 0; ++place, --room) {
        const auto& [when, id, page, i] = all[place];
        rows.push_back(Value::Object{{"pageid", page->id},
                                     {"ns", page->ns},
                                     {"title", page->title},
                                     {"revisions", Value::List{metadata(*page, i)}}});
        if (tells_twice) rows.push_back(rows.back());
    }
    if (place < all.size()) reply.continuation = {{"arvcontinue", std::to_string(place)}, {"continue", "-||"}};
    reply.query["allrevisions"] = std::move(rows);
}

void ScriptedWiki::tell_feed(const Question& question, Reply& reply) const {
    const std::string start = at(question, "rcstart");
    const std::string from = at(question, "rccontinue");
    std::size_t place = from.empty() ? forgotten : std::stoul(from);
    std::size_t room = limit(question, "rclimit", rows_a_list);
    Value::List rows;
    for (; place < feed.size() && room > 0; ++place) {
        const auto when = feed[place].find("timestamp");
        if (when != feed[place].end() && when->second.text_or("") < start) continue;
        Value::Object row = feed[place];
        row["rcid"] = static_cast<int>(place) + 1;
        rows.push_back(row);
        if (tells_twice) rows.push_back(std::move(row));
        --room;
    }
    if (place < feed.size()) reply.continuation = {{"rccontinue", std::to_string(place)}, {"continue", "-||"}};
    reply.query["recentchanges"] = std::move(rows);
}

// All that list=logevents knows, in one answer.
void ScriptedWiki::tell_log(const Question& question, Reply& reply) const {
    Value::List rows;
    for (const Value& row : Value::List(feed.begin(), feed.end())) {
        if (row.at("type").text_or("") != "log" || row.at("timestamp").text_or("") < at(question, "lestart")) continue;
        Value::Object entry = *row.object();
        entry["type"] = row.at("logtype");
        entry["action"] = row.at("logaction");
        entry["params"] = row.at("logparams");
        for (const char* word : {"logtype", "logaction", "logparams"}) entry.erase(word);
        rows.emplace_back(std::move(entry));
    }
    reply.query["logevents"] = std::move(rows);
}

void ScriptedWiki::tell_site(Reply& reply) {
    reply.query["general"] = Value::Object{{"generator", "MediaWiki 1.39.17"},
                                           {"sitename", "Petit wiki"},
                                           {"server", "//petit.example"},
                                           {"articlepath", "/wiki/$1"},
                                           {"scriptpath", ""},
                                           {"case", "first-letter"},
                                           {"lang", "fr"},
                                           {"readonly", false}};
    reply.query["rightsinfo"] = Value::Object{{"url", "https://creativecommons.org/licenses/by-sa/4.0/"}, {"text", ""}};
    reply.query["allusers"] = Value::List{Value::Object{{"userid", 9}, {"name", "Robot"}}};
}

void ScriptedWiki::find_ids(const Question& question, std::vector<const Page*>& block, Value::List& others) const {
    for (const std::string& text : values(at(question, "pageids"))) {
        const int id = std::stoi(text);
        auto found = std::find_if(pages.begin(), pages.end(), [&](const Page& page) { return page.id == id; });
        if (found != pages.end())
            block.push_back(&*found);
        else
            others.push_back(Value::Object{{"pageid", id}, {"missing", true}});
    }
}

void ScriptedWiki::find_titles(const Question& question, std::vector<const Page*>& block, Value::List& others,
                               Reply& reply) const {
    Value::List normalised;
    Value::List interwiki;
    for (const std::string& asked : values(at(question, "titles"))) {
        std::string title = asked;
        std::replace(title.begin(), title.end(), '_', ' ');
        if (!title.empty() && title[0] >= 'a' && title[0] <= 'z') title[0] = static_cast<char>(title[0] - 'a' + 'A');
        if (title != asked) normalised.push_back(Value::Object{{"from", asked}, {"fromencoded", false}, {"to", title}});
        auto found = std::find_if(pages.begin(), pages.end(), [&](const Page& page) { return page.title == title; });
        if (title.starts_with("W:"))
            interwiki.push_back(Value::Object{{"title", title}, {"iw", "w"}});
        else if (title.find_first_of("<|") != std::string::npos)
            others.push_back(Value::Object{{"title", title}, {"invalid", true}, {"invalidreason", "bad characters"}});
        else if (title.starts_with("Spécial:"))
            others.push_back(Value::Object{{"title", title}, {"ns", -1}, {"special", true}});
        else if (found == pages.end())
            others.push_back(Value::Object{{"title", title}, {"ns", 0}, {"missing", true}});
        else if (std::find(block.begin(), block.end(), &*found) == block.end())
            block.push_back(&*found);
    }
    if (!normalised.empty()) reply.query["normalized"] = std::move(normalised);
    if (!interwiki.empty()) reply.query["interwiki"] = std::move(interwiki);
}

HttpResponse ScriptedWiki::answer(const HttpRequest& request) {
    asked_.push_back(request);
    const Question question = question_of(request);
    Reply reply;
    if (at(question, "list") == "recentchanges" && lists_changes) tell_feed(question, reply);
    if (at(question, "list") == "logevents") tell_log(question, reply);
    if (at(question, "list") == "allrevisions") tell_all_revisions(question, reply);
    if (at(question, "meta").find("userinfo") != std::string::npos) tell_site(reply);
    if (at(question, "list") == "allpages") {
        Value::List rows;
        for (const Page* page : list_pages(question, "ap", reply)) rows.push_back(describe_page(*page, false));
        reply.query["allpages"] = std::move(rows);
    }
    const bool history = at(question, "rvdir") == "newer";
    if (history) tell_history(question, reply);
    if (at(question, "generator") == "allpages") {
        const auto block = list_pages(question, "gap", reply);
        if (!block.empty()) describe(question, block, reply);
    } else if (!history && (question.contains("titles") || question.contains("pageids"))) {
        std::vector<const Page*> block;
        Value::List others;
        if (question.contains("titles"))
            find_titles(question, block, others, reply);
        else
            find_ids(question, block, others);
        describe(question, block, reply);
        Value::List& rows = *reply.query["pages"].list();
        rows.insert(rows.end(), others.begin(), others.end());
    }
    if (reply.poisoned) return HttpResponse(500, "<html>Internal error</html>");
    if (at(question, "siprop").find("statistics") != std::string::npos)
        reply.query["statistics"] =
            Value::Object{{"pages", static_cast<int>(pages.size())}, {"edits", edits ? Value(*edits) : Value{}}};
    Value::Object whole{{"curtimestamp", now}};
    if (reply.complete) whole["batchcomplete"] = true;
    if (!reply.continuation.empty()) whole["continue"] = std::move(reply.continuation);
    if (!reply.query.empty()) whole["query"] = std::move(reply.query);
    return HttpResponse(200, to_json(whole));
}

}  // namespace moisson::mediawiki_test
