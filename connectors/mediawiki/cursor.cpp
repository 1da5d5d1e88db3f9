// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/cursor.hpp"

#include "schema/value.hpp"

#include <limits>

namespace moisson::mediawiki {

namespace {

std::optional<Instant> time_at(const Value& object, std::string_view key) {
    return from_iso(object.at(key).text_or(""));
}

std::string_view name_of(HarvestMark::Phase phase) noexcept {
    switch (phase) {
        case HarvestMark::Phase::pages:
            return "pages";
        case HarvestMark::Phase::listing:
            return "listing";
        case HarvestMark::Phase::history:
            break;
    }
    return "history";
}

std::optional<Mark> read_feed(const Value& poll) {
    const auto at = time_at(poll, "at");
    if (!at) return std::nullopt;
    FeedMark mark = FeedMark::beginning(*at);
    if (const auto from = time_at(poll, "from"); from && *from < mark.from) mark.from = *from;
    if (const bool* anchored = poll.at("anchored").flag()) mark.anchored = *anchored;
    if (const std::int64_t* edits = poll.at("edits").integer(); edits != nullptr && *edits >= 0)
        mark.edits = static_cast<std::uint64_t>(*edits);
    if (const Value::List* seen = poll.at("seen").list())
        for (const Value& key : *seen) mark.seen.insert(key.text_or(""));
    return mark;
}

std::optional<Mark> read_harvest(const Value& whole) {
    const Value& harvest = whole.at("harvest");
    const auto since = time_at(whole, "since");
    const std::string phase = harvest.at("phase").text_or("");
    HarvestMark mark;
    const std::int64_t* told_pages = harvest.at("told_pages").integer();
    if (const auto until = time_at(harvest, "told_until"); until && told_pages != nullptr && *told_pages >= 0)
        mark.told = HarvestMark::Told{*until, static_cast<std::uint64_t>(*told_pages)};
    if (phase == name_of(HarvestMark::Phase::listing)) {
        mark.phase = HarvestMark::Phase::listing;
        return mark;
    }
    if (!since || (phase != "pages" && phase != "history")) return std::nullopt;
    mark.since = *since;
    mark.phase = phase == "pages" ? HarvestMark::Phase::pages : HarvestMark::Phase::history;
    const std::int64_t* ns = harvest.at("ns").integer();
    if (ns != nullptr && *ns >= 0 && *ns <= std::numeric_limits<int>::max()) mark.ns = static_cast<int>(*ns);
    if (const Value::Object* continuation = harvest.at("continue").object())
        for (const auto& [name, value] : *continuation) mark.continuation.emplace_back(name, value.text_or(""));
    return mark;
}

}  // namespace

Cursor to_cursor(const HarvestMark& mark) {
    Value::Object harvest{{"phase", name_of(mark.phase)}};
    if (mark.told) {
        harvest.emplace("told_until", to_iso(mark.told->until));
        harvest.emplace("told_pages", static_cast<std::int64_t>(mark.told->pages));
    }
    if (mark.phase == HarvestMark::Phase::listing)
        return Cursor{to_json(Value::Object{{"harvest", std::move(harvest)}})};
    Value::Object continuation;
    for (const auto& [name, value] : mark.continuation) continuation.emplace(name, value);
    harvest.emplace("continue", std::move(continuation));
    if (mark.phase == HarvestMark::Phase::pages) harvest.emplace("ns", mark.ns);
    return Cursor{to_json(Value::Object{{"harvest", std::move(harvest)}, {"since", to_iso(mark.since)}})};
}

Cursor to_cursor(const FeedMark& mark) {
    Value::List seen(mark.seen.begin(), mark.seen.end());
    Value::Object poll{{"at", to_iso(mark.at)}, {"from", to_iso(mark.from)}, {"seen", std::move(seen)}};
    if (!mark.anchored) poll.emplace("anchored", false);
    if (mark.edits) poll.emplace("edits", static_cast<std::int64_t>(*mark.edits));
    return Cursor{to_json(Value::Object{{"poll", std::move(poll)}})};
}

std::optional<Mark> read_cursor(const Cursor& cursor) {
    if (cursor.empty()) return std::nullopt;
    const auto value = from_json(cursor.text);
    if (!value) return std::nullopt;
    if (!value->at("poll").is_null()) return read_feed(value->at("poll"));
    return read_harvest(*value);
}

}  // namespace moisson::mediawiki
