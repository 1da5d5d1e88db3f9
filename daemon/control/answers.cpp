// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/control/answers.hpp"

#include "config/section.hpp"
#include "daemon/control/to_value.hpp"
#include "report/export_lines.hpp"

#include <algorithm>

namespace moisson::daemon {

namespace {

constexpr std::size_t candidates_shown = 20;
constexpr std::size_t runs_shown = 50;

Result<std::optional<Value>> status(store::Reader& reader) {
    auto sources = reader.sources();
    if (!sources) return fail(sources.error());
    Value::List list;
    for (const store::SourceStatus& source : *sources) list.push_back(to_value(source));
    return std::optional<Value>(Value::Object{{"sources", std::move(list)}});
}

Result<std::optional<Value>> runs(store::Reader& reader) {
    auto rows = reader.runs(runs_shown);
    if (!rows) return fail(rows.error());
    Value::List list;
    for (const Run& run : *rows) list.push_back(to_value(run));
    return std::optional<Value>(Value::Object{{"runs", std::move(list)}});
}

// One item: its card. Several: the candidates, so that a person can choose.
Result<std::optional<Value>> show(store::Reader& reader, const std::string& words) {
    auto found = reader.find(words, candidates_shown);
    if (!found) return fail(found.error());
    if (found->empty())
        return fail(ErrorKind::config, words, "no such page or resource here",
                    "give its title, its id, or source:id; moisson export items lists them all");
    if (found->size() > 1) {
        Value::List list;
        for (const ItemRecord& record : *found) list.push_back(to_value(record));
        return std::optional<Value>(Value::Object{{"candidates", std::move(list)}});
    }
    auto card = reader.card(found->front().source, found->front().item.id);
    if (!card) return fail(card.error());
    if (!*card) return fail(ErrorKind::config, words, "no such page or resource here");
    return std::optional<Value>(Value::Object{{"card", to_value(**card)}});
}

Result<Done> check_source(store::Reader& reader, const SourceName& source) {
    auto known = reader.sources();
    if (!known) return fail(known.error());
    std::vector<std::string> names;
    for (const store::SourceStatus& one : *known) names.push_back(one.row.name.text);
    if (std::find(names.begin(), names.end(), source.text) != names.end()) return Done{};
    const std::string meant = nearest(source.text, names);
    return fail(ErrorKind::config, source.text, "no such source in the store",
                meant.empty() ? "moisson status lists them" : "did you mean \"" + meant + "\"?");
}

Result<store::ChangeFilter> change_filter(store::Reader& reader, const Question& question) {
    store::ChangeFilter filter;
    if (std::string since = question.get("since"); !since.empty()) {
        auto from = from_iso(since);
        if (!from) return fail(ErrorKind::config, "--since", "not a date: " + since, "write 2026-03-31 or 7d");
        filter.since = *from;
    }
    if (std::string source = question.get("source"); !source.empty()) {
        filter.source = SourceName(source);
        if (auto known = check_source(reader, *filter.source); !known) return fail(known.error());
    }
    return filter;
}

// Adapts a line writer to a visitor of records.
template <class Record>
std::function<bool(const Record&)> as_lines(const TakeLine& take) {
    return [&take](const Record& record) { return take(report::line(record)); };
}

Result<bool> said(Result<Done> done) {
    if (!done) return fail(done.error());
    return true;
}

}  // namespace

Result<std::optional<Value>> answer(store::Reader& reader, const Question& question) {
    if (question.path == "/v1/status") return status(reader);
    if (question.path == "/v1/runs") return runs(reader);
    if (question.path == "/v1/show") return show(reader, question.get("what"));
    return std::optional<Value>{};
}

Result<bool> answer_lines(store::Reader& reader, const Question& question, const TakeLine& take) {
    if (question.path == "/v1/export/items") return said(reader.items(as_lines<ItemRecord>(take)));
    if (question.path == "/v1/export/revisions") return said(reader.revisions(as_lines<RevisionRecord>(take)));
    if (question.path == "/v1/export/resources") return said(reader.resources(as_lines<ResourceRecord>(take)));
    const bool exported = question.path == "/v1/export/changes";
    if (!exported && question.path != "/v1/changes") return false;
    auto filter = change_filter(reader, question);
    if (!filter) return fail(filter.error());
    if (exported) return said(reader.changes(*filter, as_lines<ChangeRecord>(take)));
    return said(reader.changes(*filter, [&](const ChangeRecord& record) { return take(to_json(to_value(record))); }));
}

Result<std::optional<Instant>> parse_since(const std::string& text, Instant now) {
    if (text.empty()) return std::optional<Instant>{};
    if (auto instant = from_iso(text)) return std::optional<Instant>(*instant);
    auto ago = parse_duration(text);
    if (!ago)
        return fail(ErrorKind::config, "--since", "neither a date nor a duration: " + text,
                    "write 2026-03-31, 2026-03-31T12:00:00Z, 90min or 7d");
    return std::optional<Instant>(now - *ago);
}

}  // namespace moisson::daemon
