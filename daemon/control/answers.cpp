// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/control/answers.hpp"

#include "daemon/control/asked.hpp"
#include "daemon/control/kept_pages.hpp"
#include "daemon/control/to_value.hpp"
#include "report/export_lines.hpp"
#include "report/mediawiki_xml.hpp"
#include "schema/search_text.hpp"

#include <charconv>
#include <set>

namespace moisson::daemon {

namespace {

constexpr std::size_t candidates_shown = 20;
constexpr std::size_t runs_shown = 50;
constexpr std::size_t ignored_shown = 1000;  // of one run

Result<std::optional<Value>> status(store::Reader& reader) {
    auto sources = reader.sources();
    if (!sources) return fail(sources.error());
    Value::List list;
    for (const store::SourceStatus& source : *sources) list.push_back(to_value(source));
    return std::optional<Value>(Value::Object{{"sources", std::move(list)}});
}

Result<std::optional<Value>> runs(store::Reader& reader, const Question& question) {
    auto source = source_asked(reader, question);
    if (!source) return fail(source.error());
    auto rows =
        reader.runs({.source = std::move(*source), .failed = question.get("failed") == "1", .limit = runs_shown});
    if (!rows) return fail(rows.error());
    Value::List list;
    for (const Run& run : *rows) list.push_back(to_value(run));
    return std::optional<Value>(Value::Object{{"runs", std::move(list)}});
}

// One run by its number, and what it saw and did not take.
Result<std::optional<Value>> run(store::Reader& reader, const std::string& number) {
    std::int64_t id = 0;
    const auto [end, wrong] = std::from_chars(number.data(), number.data() + number.size(), id);
    if (wrong != std::errc{} || end != number.data() + number.size())
        return fail(ErrorKind::config, number, "not the number of a run", "moisson runs lists them");
    auto rows = reader.runs({.id = id, .limit = 1});
    if (!rows) return fail(rows.error());
    if (rows->empty()) return fail(ErrorKind::config, number, "no such run", "moisson runs lists them");
    Value value = to_value(rows->front());
    Value::List ignored;
    auto listed = reader.ignored(rows->front().source, [&](const IgnoredRecord& record) {
        if (record.run == id) ignored.push_back(to_value(record));
        return ignored.size() < ignored_shown;
    });
    if (!listed) return fail(listed.error());
    (*value.object())["ignored"] = std::move(ignored);
    return std::optional<Value>(Value::Object{{"run", std::move(value)}});
}

// Resources by their words. One more than is shown is asked for, to know whether there are more.
Result<std::optional<Value>> find(store::Reader& reader, const Question& question) {
    auto source = source_asked(reader, question);
    if (!source) return fail(source.error());
    auto limit = limit_asked(question);
    if (!limit) return fail(limit.error());
    auto answer = reader.search({question.get("words"), question.get("kind"), std::move(*source), *limit + 1});
    if (!answer) return fail(answer.error());
    const bool more = answer->found.size() > *limit;
    if (more) answer->found.resize(*limit);
    Value value = to_value(*answer);
    (*value.object())["more"] = more;
    return std::optional<Value>(std::move(value));
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

Result<store::ChangeFilter> change_filter(store::Reader& reader, const Question& question) {
    store::ChangeFilter filter;
    if (std::string since = question.get("since"); !since.empty()) {
        auto from = from_iso(since);
        if (!from) return fail(ErrorKind::config, "--since", "not a date: " + since, "write 2026-03-31 or 7d");
        filter.since = *from;
    }
    auto source = source_asked(reader, question);
    if (!source) return fail(source.error());
    filter.source = std::move(*source);
    return filter;
}

// Adapts a line writer to a visitor of records.
template <class Record>
std::function<bool(const Record&)> as_lines(const TakeLine& take) {
    return [&take](const Record& record) { return take(report::line(record)); };
}

// Of what is in no catalogue nothing is told of health.
Result<Done> export_resources(store::Reader& reader, const GridFor& grid_for, const Question& question,
                              const TakeLine& take) {
    auto audience = audience_asked(question);
    if (!audience) return fail(audience.error());
    return reader.resources([&](const store::ResourceRow& row) {
        const std::string kind = row.record.snapshot.kind();
        std::optional<report::ExportedHealth> health;
        if (row.label && is_in_catalogue(kind))
            health = {*audience, row.label->weeks, row.label->facts, row.judged, grid_for(kind)};
        return take(report::line(row.record, health));
    });
}

Result<bool> said(Result<Done> done) {
    if (!done) return fail(done.error());
    return true;
}

// A file of pages is one text, whose lines are handed over like any other.
Result<bool> lost(store::Reader& reader, const Question& question, const TakeLine& take) {
    auto source = source_asked(reader, question);
    if (!source) return fail(source.error());
    if (question.get("format") != "mediawiki-xml")
        return said(reader.lost(*source, [&](const LostRecord& record) { return take(to_json(to_value(record))); }));
    std::set<SourceName> sources;
    auto looked = reader.lost(*source, [&](const LostRecord& record) {
        sources.insert(record.source);
        return sources.size() < 2;
    });
    if (!looked) return fail(looked.error());
    if (sources.size() > 1)
        return fail(ErrorKind::config, "--source", "several sources lost pages: one file is for one of them",
                    "moisson export lost --format mediawiki-xml --source SOURCE");
    report::MediaWikiXml xml(take);
    bool wanted = xml.begin();
    auto done = reader.lost(*source, [&](const LostRecord& record) { return wanted = wanted && xml.add(record); });
    if (done && wanted) xml.end();
    return said(std::move(done));
}

}  // namespace

Result<std::optional<Value>> answer(store::Reader& reader, const Question& question) {
    if (question.path == "/v1/status") return status(reader);
    if (question.path == "/v1/runs") return runs(reader, question);
    if (question.path == "/v1/run") return run(reader, question.get("id"));
    if (question.path == "/v1/find") return find(reader, question);
    if (question.path == "/v1/show") return show(reader, question.get("what"));
    return std::optional<Value>{};
}

bool has_grids(const Question& question) {
    return question.path == "/v1/export/resources";
}

Result<bool> answer_lines(store::Reader& reader, const GridFor& grid_for, const Question& question,
                          const TakeLine& take) {
    if (question.path == "/v1/export/items") return said(reader.items(as_lines<ItemRecord>(take)));
    if (question.path == "/v1/export/revisions") return said(reader.revisions(as_lines<RevisionRecord>(take)));
    if (has_grids(question)) return said(export_resources(reader, grid_for, question, take));
    if (question.path == "/v1/export/lost") return lost(reader, question, take);
    if (question.path == "/v1/contents") return said(tell_kept_pages(reader, question, take));
    if (question.path == "/v1/ignored") {
        auto source = source_asked(reader, question);
        if (!source) return fail(source.error());
        return said(
            reader.ignored(*source, [&](const IgnoredRecord& record) { return take(to_json(to_value(record))); }));
    }
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
