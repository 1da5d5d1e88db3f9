// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/control/kept_pages.hpp"

#include "config/section.hpp"

#include <algorithm>

namespace moisson::daemon {

namespace {

constexpr std::size_t candidates_named = 20;
constexpr std::size_t longest_line = std::size_t{64} << 20U;

Value to_value(const Item& item) {
    return Value::Object{{"id", item.id.text},
                         {"title", item.title},
                         {"ns", item.ns},
                         {"model", item.content_model},
                         {"latest", item.latest.text},
                         {"redirect_to", item.redirect_to ? Value(*item.redirect_to) : Value()}};
}

Item item_from(const Value& value) {
    Item item{ItemId(value.at("id").text_or("")),
              value.at("title").text_or(""),
              0,
              value.at("model").text_or(""),
              RevisionId(value.at("latest").text_or("")),
              std::nullopt};
    if (const auto* ns = value.at("ns").integer()) item.ns = static_cast<int>(*ns);
    if (const auto* target = value.at("redirect_to").text()) item.redirect_to = *target;
    return item;
}

std::string line_of(const KeptPage& page) {
    return to_json(Value::Object{{"page", to_value(page.item)},
                                 {"source", page.source.text},
                                 {"life", page.life == Life::alive ? "alive" : "gone"},
                                 {"revision", page.content.revision.text},
                                 {"text", page.content.bytes},
                                 {"derived", page.content.derived},
                                 {"record", to_json(page.snapshot)}});
}

Result<KeptPage> page_from(const Value& value) {
    KeptPage page;
    page.source = SourceName(value.at("source").text_or(""));
    page.item = item_from(value.at("page"));
    page.life = value.at("life").text_or("") == "gone" ? Life::gone : Life::alive;
    page.content = Content{page.item.id, RevisionId(value.at("revision").text_or("")), page.item.content_model,
                           value.at("text").text_or(""), value.at("derived")};
    auto snapshot = snapshot_from_json(value.at("record").text_or(""));
    if (!snapshot) return fail(std::move(snapshot.error()));
    page.snapshot = std::move(*snapshot);
    return page;
}

// The one item these words name, in that source when one is given.
Result<ItemRecord> named(store::Reader& reader, const SourceName& source, const std::string& words) {
    auto found = reader.find(words, candidates_named);
    if (!found) return fail(found.error());
    if (!source.empty()) std::erase_if(*found, [&](const ItemRecord& each) { return each.source != source; });
    if (found->empty())
        return fail(ErrorKind::config, words, "no such page here",
                    "give its exact title, its id, or source:id; moisson show WORDS finds some");
    if (found->size() == 1) return std::move(found->front());
    std::string all;
    for (const ItemRecord& each : *found)
        all += (all.empty() ? "" : ", ") + each.source.text + ":" + each.item.id.text + " (" + each.item.title + ")";
    return fail(ErrorKind::config, words, "several pages fit: " + all, "give one of them as source:id");
}

Result<KeptSource> described(store::Reader& reader, const SourceName& source) {
    auto all = reader.sources();
    if (!all) return fail(all.error());
    std::vector<std::string> names;
    for (const store::SourceStatus& one : *all) {
        if (one.row.name == source) return KeptSource{source, one.row.traits.value_or(Traits{})};
        names.push_back(one.row.name.text);
    }
    const std::string meant = nearest(source.text, names);
    return fail(ErrorKind::config, source.text, "no such source in the store",
                meant.empty() ? "moisson status lists them" : "did you mean \"" + meant + "\"?");
}

}  // namespace

Result<Done> tell_kept_pages(store::Reader& reader, const Question& question, const TakeLine& take) {
    SourceName source(question.get("source"));
    std::optional<ItemId> item;
    if (const std::string words = question.get("what"); !words.empty()) {
        auto one = named(reader, source, words);
        if (!one) return fail(one.error());
        source = one->source;
        item = one->item.id;
    }
    auto whole = described(reader, source);
    if (!whole) return fail(whole.error());
    if (!take(to_json(Value::Object{{"source", source.text}, {"traits", moisson::to_value(whole->traits)}})))
        return Done{};
    bool wanted = true;
    auto told = reader.items([&](const ItemRecord& each) {
        if (each.source == source && each.life == Life::alive && each.item.redirect_to)
            wanted = take(to_json(Value::Object{{"redirect", to_value(each.item)}}));
        return wanted;
    });
    if (!told || !wanted) return told;
    return reader.contents(source, item, [&](const KeptPage& page) { return take(line_of(page)); });
}

Result<KeptLine> kept_line_from(std::string_view line) {
    auto value = from_json(line, longest_line);
    if (!value) return fail(std::move(value.error()));
    if (!value->at("redirect").is_null()) return KeptLine(item_from(value->at("redirect")));
    if (!value->at("page").is_null()) {
        auto page = page_from(*value);
        if (!page) return fail(std::move(page.error()));
        return KeptLine(std::move(*page));
    }
    auto traits = traits_from(value->at("traits"));
    if (!traits) return fail(std::move(traits.error()));
    return KeptLine(KeptSource{SourceName(value->at("source").text_or("")), std::move(*traits)});
}

}  // namespace moisson::daemon
