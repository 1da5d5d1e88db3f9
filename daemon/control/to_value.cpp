// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/control/to_value.hpp"

namespace moisson::daemon {

namespace {

Value number(std::uint64_t count) {
    return Value(static_cast<std::int64_t>(count));
}

template <class Text>
Value or_null(const Text& text) {
    return text.empty() ? Value{} : Value(text);
}

template <class Id>
Value id_or_null(const Id& id) {
    return or_null(id.text);
}

Value or_null(const std::optional<std::string>& text) {
    return text ? Value(*text) : Value{};
}
Value or_null(const std::optional<Instant>& when) {
    return when ? Value(to_iso(*when)) : Value{};
}
Value or_null(const std::optional<Actor>& actor) {
    return actor ? Value(actor->name) : Value{};
}
Value or_null(const std::optional<std::uint64_t>& count) {
    return count ? number(*count) : Value{};
}

Value revision_value(const Revision& revision) {
    return Value::Object{{"id", revision.id.text},           {"at", to_iso(revision.at)},
                         {"actor", or_null(revision.actor)}, {"hidden", revision.hidden.user},
                         {"comment", revision.comment},      {"size", or_null(revision.size)}};
}

template <class Record>
Value list_of(const std::vector<Record>& records) {
    Value::List list;
    for (const Record& record : records) list.push_back(to_value(record));
    return list;
}

}  // namespace

Value to_value(const Run& run) {
    Value::Object object{{"id", run.id},
                         {"source", run.source.text},
                         {"verb", run.verb},
                         {"started", to_iso(run.started)},
                         {"ended", or_null(run.ended)},
                         {"outcome", name_of(run.outcome)},
                         {"listed", number(run.listed)},
                         {"seen", number(run.seen)},
                         {"changed", number(run.changed)},
                         {"requests", number(run.requests)},
                         {"bytes", number(run.bytes)},
                         {"drift", or_null(run.drift)},
                         {"stale_derived", number(run.stale_derived)},
                         {"retries", number(run.retries)},
                         {"waited_seconds", static_cast<double>(run.waited.count()) / 1000.0}};
    Value::Object faults;
    for (const auto& [cause, count] : run.faults) faults.emplace(cause, number(count));
    object["faults"] = std::move(faults);
    if (!run.error.empty()) object["error"] = run.error;
    return object;
}

Value to_value(const Awaiting& matter) {
    Value::List losses;
    for (const Awaiting::Loss& loss : matter.losses)
        losses.emplace_back(Value::Object{{"kind", loss.kind},
                                          {"field", loss.field},
                                          {"items", number(loss.items)},
                                          {"of", number(loss.of)},
                                          {"examples", Value::List(loss.examples.begin(), loss.examples.end())}});
    return Value::Object{{"matter", name_of(matter.matter)},    {"since", to_iso(matter.since)},
                         {"known", number(matter.known)},       {"listed", number(matter.listed)},
                         {"common", id_or_null(matter.common)}, {"cause", name_of(matter.cause)},
                         {"losses", std::move(losses)}};
}

namespace {

// By label; null where nothing bears one.
Value labels_value(const std::map<health::Label, std::uint64_t>& labels) {
    if (labels.empty()) return {};
    Value::Object object;
    for (const auto& [label, count] : labels) object.emplace(std::string(health::id_of(label)), number(count));
    return object;
}

Value closed_value(const std::optional<Closing>& closing) {
    if (!closing) return {};
    return Value::Object{
        {"until", to_iso(closing->until)}, {"why", closing->why}, {"remedy", or_null(closing->remedy)}};
}

Value publications_value(const store::Publications& all) {
    if (all == store::Publications{}) return {};
    return Value::Object{{"open", number(all.open)},
                         {"assumed", number(all.assumed)},
                         {"unknown", number(all.unknown)},
                         {"withheld", number(all.withheld)},
                         {"asked", number(all.asked)}};
}

}  // namespace

Value to_value(const store::SourceStatus& status) {
    const store::SourceRow& row = status.row;
    Value::Object object{{"name", row.name.text},
                         {"kind", row.kind},
                         {"baseline_done", row.baseline_done},
                         {"items", number(status.alive)},
                         {"gone", number(status.gone)},
                         {"revisions", number(status.revisions)},
                         {"resources", number(status.resources)},
                         {"owed", number(status.owed)},
                         {"ignored", number(status.ignored)},
                         {"drift", or_null(status.drift)},
                         {"last_census", or_null(row.last_census)},
                         {"last_run", status.last_run ? to_value(*status.last_run) : Value{}},
                         {"last_complete", status.last_complete ? to_value(*status.last_complete) : Value{}}};
    object["last_deep_census"] = or_null(row.last_deep_census);
    object["census_due"] = or_null(row.census_due);
    object["awaits"] = row.awaits ? to_value(*row.awaits) : Value{};
    object["publication"] = publications_value(status.publications);
    object["labels"] = labels_value(status.labels);
    object["assumed_because"] = row.traits ? row.traits->details.at("because") : Value{};
    object["closed"] = closed_value(row.closing);
    object["ways"] = row.traits && !row.traits->details.at("paging").is_null() ? row.traits->details : Value{};
    object["not_signed_in"] = row.traits && row.traits->refusal ? Value(row.traits->refusal->why) : Value{};
    object["software"] = row.traits ? or_null(row.traits->software) : Value{};
    object["url"] = row.traits ? or_null(row.traits->base_url) : Value{};
    object["data_licence"] = row.traits ? or_null(row.traits->data_licence) : Value{};
    return object;
}

Value to_value(const ItemRecord& record) {
    return Value::Object{{"source", record.source.text},
                         {"id", record.item.id.text},
                         {"title", record.item.title},
                         {"namespace", record.item.ns},
                         {"revision", id_or_null(record.item.latest)},
                         {"life", record.life == Life::alive ? "alive" : "gone"},
                         {"redirect_to", or_null(record.item.redirect_to)},
                         {"content_model", or_null(record.item.content_model)},
                         {"resource", id_or_null(record.resource)}};
}

Value to_value(const ChangeRecord& record) {
    const Change& change = record.change;
    return Value::Object{{"source", record.source.text},
                         {"item", change.item.text},
                         {"resource", id_or_null(change.resource)},
                         {"title", record.title},
                         {"revision", id_or_null(change.revision)},
                         {"at", to_iso(change.at)},
                         {"actor", or_null(change.actor)},
                         {"field", change.what.field},
                         {"before", or_null(change.what.before)},
                         {"after", or_null(change.what.after)},
                         {"cause", name_of(change.cause)},
                         {"cosmetic", is_cosmetic(change.what)},
                         {"noticed", to_iso(record.noticed)}};
}

Value to_value(const store::Card& card) {
    Value::Object object = *to_value(card.record).object();
    object["fields"] = card.snapshot ? Value(card.snapshot->fields) : Value{};
    Value::Object provenance;
    if (card.snapshot)
        for (const auto& [field, from] : card.snapshot->provenance)
            provenance[field] =
                Value::Object{{"rule", from.rule}, {"revision", from.revision.text}, {"at_least", from.at_least}};
    object["provenance"] = std::move(provenance);
    object["revisions"] = number(card.revisions);
    object["first"] = card.first ? revision_value(*card.first) : Value{};
    object["latest"] = card.latest ? revision_value(*card.latest) : Value{};
    object["aliases"] = list_of(card.aliases);
    object["talk"] = list_of(card.talk);
    object["changes"] = list_of(card.changes);
    Value::List reasons;
    for (const std::string& reason : card.ignored) reasons.emplace_back(reason);
    object["ignored"] = std::move(reasons);
    object["owed"] = card.owed;
    object["publication"] = card.standing ? Value(name_of(card.standing->publication)) : Value{};
    object["withheld_because"] = card.standing ? or_null(card.standing->why) : Value{};
    return object;
}

Value to_value(const store::SearchAnswer& answer) {
    Value::List found;
    for (const store::Found& one : answer.found)
        found.push_back(Value::Object{{"id", one.resource.text},
                                      {"source", one.source.text},
                                      {"item", one.item.text},
                                      {"title", one.title},
                                      {"kind", one.kind},
                                      {"summary", or_null(one.summary)},
                                      {"url", or_null(one.url)}});
    Value::List words;
    for (const store::SearchAnswer::Word& one : answer.words)
        words.push_back(Value::Object{{"word", one.word}, {"resources", number(one.resources)}});
    return Value::Object{{"found", std::move(found)}, {"words", std::move(words)}, {"waiting", number(answer.waiting)}};
}

Value to_value(const IgnoredRecord& record) {
    return Value::Object{{"source", record.source.text},
                         {"subject", record.ignored.subject},
                         {"item", id_or_null(record.ignored.item)},
                         {"title", or_null(record.title)},
                         {"reason", record.ignored.reason},
                         {"first_seen", to_iso(record.first_seen)},
                         {"last_seen", to_iso(record.last_seen)},
                         {"run", record.run}};
}

Value to_value(const LostRecord& record) {
    const Revision& revision = record.revision;
    return Value::Object{{"source", record.source.text},
                         {"item", revision.item.text},
                         {"title", record.title},
                         {"namespace", record.ns},
                         {"revision", revision.id.text},
                         {"parent", revision.parent ? Value(revision.parent->text) : Value{}},
                         {"at", to_iso(revision.at)},
                         {"actor", or_null(revision.actor)},
                         {"comment", revision.comment},
                         {"minor", revision.minor},
                         {"content_model", or_null(record.content_model)},
                         {"text", or_null(record.text)}};
}

Value to_value(const Progress& progress) {
    return Value::Object{{"source", progress.source},
                         {"phase", progress.phase},
                         {"listed", static_cast<std::int64_t>(progress.listed)},
                         {"total", progress.total ? Value(static_cast<std::int64_t>(*progress.total)) : Value{}},
                         {"requests", static_cast<std::int64_t>(progress.requests)},
                         {"bytes", static_cast<std::int64_t>(progress.bytes)},
                         {"bytes_in_all", static_cast<std::int64_t>(progress.bytes_in_all)},
                         {"note", progress.note}};
}

std::string error_text(const Error& error) {
    return to_json(Value::Object{{"error", error.sentence()}, {"kind", name_of(error.kind)}}) + "\n";
}

}  // namespace moisson::daemon
