// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/answer.hpp"

#include "connectors/mediawiki/answer_rows.hpp"
#include "connectors/mediawiki/refusal.hpp"
#include "connectors/mediawiki/title.hpp"

#include <algorithm>
#include <iterator>

namespace moisson::mediawiki {

namespace {

constexpr std::string_view no_answer = "not an answer of MediaWiki's action=query";

// A row of the feed that makes no sense is set aside: it never holds up the others.
void take_changes(Answer& answer, const JsonNode& query) {
    answer.tells_changes = query.has("recentchanges");
    for (const char* list : {"recentchanges", "logevents"})
        for (const JsonNode& row : query.list(list)) {
            Complaint complaint;
            if (!row.is_object()) row.with(complaint).complain(list, "a list of objects");
            const JsonNode sound = row.with(complaint);
            ChangeRow change = std::string_view(list) == "logevents" ? log_event_of(sound) : change_of(sound);
            if (!complaint.empty())
                answer.ignored.push_back(Ignored{subject_of_change(row), {}, "it cannot be read: " + complaint.text()});
            else if (change.hidden)
                answer.ignored.push_back(
                    Ignored{subject_of_change(row), {}, "the wiki no longer shows what it was about"});
            else
                answer.changes.push_back(std::move(change));
        }
}

// In a list of revisions the one that makes no sense is set aside too; a page is read whole or not at all.
void take_page(Answer& answer, const JsonNode& row, std::string_view list) {
    answer.pages.push_back(page_of(row));
    std::vector<Ignored>& unreadable = answer.pages.back().unreadable;
    if (unreadable.empty()) return;
    if (list == "allrevisions")
        std::move(unreadable.begin(), unreadable.end(), std::back_inserter(answer.ignored));
    else
        row.complain("revisions", "readable: " + unreadable.front().subject + ", " + unreadable.front().reason);
    unreadable.clear();
}

void take_titles(Answer& answer, const JsonNode& query) {
    for (const JsonNode& row : query.objects("normalized")) {
        std::string from = row.text_if_any("from").value_or("");
        if (row.flag("fromencoded")) from = percent_decoded(from);
        answer.normalised[std::move(from)] = row.text_if_any("to").value_or("");
    }
    for (const JsonNode& row : query.objects("interwiki"))
        answer.elsewhere.push_back(row.text_if_any("title").value_or(""));
}

// Of a list of pages the one that makes no sense is set aside as well, under what can be read of its name.
void take_row(Answer& answer, const JsonNode& row, std::string_view list) {
    Complaint complaint;
    take_page(answer, row.with(complaint), list);
    if (complaint.empty()) return;
    PageRow unreadable = std::move(answer.pages.back());
    answer.pages.pop_back();
    answer.unreadable.push_back({std::move(unreadable.id), std::move(unreadable.title),
                                 "the wiki's answer about it cannot be read: " + complaint.text()});
}

std::optional<std::uint64_t> count_of(const JsonNode& row, const char* name) {
    const auto number = row.number(name);
    if (!number || *number < 0) return std::nullopt;
    return static_cast<std::uint64_t>(*number);
}

void take_query(Answer& answer, const JsonNode& query) {
    for (const char* name : {"pages", "allpages", "allrevisions", "embeddedin"}) {
        const auto rows = query.objects(name);
        answer.pages.reserve(answer.pages.size() + rows.size());
        for (const JsonNode& row : rows) take_row(answer, row, name);
    }
    take_changes(answer, query);
    take_titles(answer, query);
    if (const auto statistics = query.object("statistics")) {
        answer.total = count_of(*statistics, "pages");
        answer.edits = count_of(*statistics, "edits");
    }
}

void take_continuation(Answer& answer, const JsonNode& root) {
    const auto continuation = root.object("continue");
    if (!continuation) return;
    for (const auto& [name, value] : continuation->entries()) {
        auto text = value.own_text();
        if (const auto number = value.own_number(); !text && number) text = std::to_string(*number);
        if (!text) root.complain("continue", "a list of texts");
        answer.continuation.emplace_back(name, text.value_or(""));
    }
    std::sort(answer.continuation.begin(), answer.continuation.end());  // equal when they say the same
}

// {"error":{…}}, or the {"errors":[{…}]} of newer formats.
std::optional<Error> refusal_in(const JsonNode& root, const HttpResponse& response, const std::string& where) {
    if (!root.has("error") && !root.has("errors")) return std::nullopt;
    auto error = root.object("error");
    if (!error)
        if (const auto errors = root.objects("errors"); !errors.empty()) error = errors.front();
    Complaint of_its_own;
    const auto code = error ? error->with(of_its_own).text_if_any("code") : std::nullopt;
    const auto info = error ? error->with(of_its_own).text_if_any("info") : std::nullopt;
    return refusal_of_code(code.value_or("an error without a code"), info.value_or(""), response, where);
}

}  // namespace

Result<Answer> read_answer(HttpResponse response, const std::string& where) {
    const std::optional<Error> status = refusal_of_status(response, where);
    const std::string beginning = response.body.substr(0, 64);
    const JsonText json(std::move(response.body));
    Complaint complaint;
    const JsonNode root = json.root(complaint);
    if (!json.valid() || !root.is_object()) {
        if (status) return fail(*status);
        if (json.valid()) return fail(ErrorKind::invalid, where, std::string(no_answer));
        if (json.too_large())
            return fail(ErrorKind::invalid, where, "an answer of more than 500000 values, or of more than 64 levels");
        return fail(not_json(beginning, where));
    }
    // The API's own words, when there are any, say more than the status.
    if (auto refusal = refusal_in(root, response, where)) {
        const bool may_pass = status && status->kind == ErrorKind::transport;
        if (may_pass && refusal->kind != ErrorKind::transport) return fail(*status);
        return fail(std::move(*refusal));
    }
    if (status) return fail(*status);
    Answer answer;
    answer.complete = root.flag("batchcomplete");
    take_continuation(answer, root);
    if (root.has("curtimestamp")) answer.server_time = root.time("curtimestamp");
    if (const auto query = root.object("query")) take_query(answer, *query);
    if (!complaint.empty()) return fail(ErrorKind::invalid, where, "an answer of the wrong shape: " + complaint.text());
    if (!answer.complete && answer.continuation.empty()) return fail(ErrorKind::invalid, where, std::string(no_answer));
    return answer;
}

}  // namespace moisson::mediawiki
