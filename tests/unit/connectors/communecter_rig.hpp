// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/connector.hpp"
#include "tests/unit/connectors/conformance.hpp"
#include "tests/unit/connectors/scripted_communecter.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <vector>

// One Communecter connector over one scripted site, as a configuration would open it.
namespace moisson::communecter_test {

inline constexpr const char* base = "https://www.petit.example";
inline constexpr const char* call = "6438366673d20a0de1533c77";

inline Section::Option text_option(const std::string& value) {
    return Section::Option{Section::Scalar(value), "moisson.toml:5:1"};
}

inline Section::Option list_option(const std::vector<std::string>& values) {
    return Section::Option{std::vector<Section::Scalar>(values.begin(), values.end()), "moisson.toml:6:1"};
}

struct ScopeWords {
    std::string type = "organizations";
    std::vector<std::string> tags = {};
    std::vector<std::string> without = {};
    std::vector<std::string> countries = {};
    std::vector<std::string> keys = {};
    std::string because = {};
};

inline Section scope_section(const ScopeWords& words) {
    Section scope("[[source.scope]]", "moisson.toml:7:1");
    scope.put("type", text_option(words.type));
    if (words.type == "answers") scope.put("form", text_option(call));
    if (!words.tags.empty()) scope.put("tags", list_option(words.tags));
    if (!words.without.empty()) scope.put("without_tags", list_option(words.without));
    if (!words.countries.empty()) scope.put("countries", list_option(words.countries));
    if (!words.keys.empty()) scope.put("source_keys", list_option(words.keys));
    if (!words.because.empty()) scope.put("publication", text_option("assume"));
    if (!words.because.empty()) scope.put("because", text_option(words.because));
    return scope;
}

inline const ConnectorKind& communecter_kind() {
    for (const ConnectorKind& kind : connector_kinds())
        if (kind.name == "communecter") return kind;
    FAIL("no kind \"communecter\" in the registry");
    return connector_kinds().front();
}

// French places and networks; networks again; events; a call.
inline std::vector<ScopeWords> usual_scopes() {
    return {{"organizations", {"TiersLieux"}, {"RéseauTiersLieux"}, {"FR", "RE"}, {}, "the portal says so"},
            {"organizations", {"RéseauTiersLieux"}, {}, {}, {}, {}},
            {"events", {}, {}, {}, {"franceTierslieux"}, {}},
            {"answers", {}, {}, {}, {}, "the site of the call shows them"}};
}

inline Section source_section(const std::vector<ScopeWords>& scopes, std::int64_t page_size = 2) {
    Section section("source \"communecter\"", "moisson.toml:4:1");
    section.put("base_url", text_option(base));
    section.put("page_size", Section::Option{Section::Scalar(page_size), "moisson.toml:6:1"});
    std::vector<Section> tables;
    tables.reserve(scopes.size());
    for (const ScopeWords& words : scopes) tables.push_back(scope_section(words));
    section.put_tables("scope", std::move(tables), "moisson.toml:7:1");
    return section;
}

inline Traits traits_with(Value::Object details = {}) {
    Traits traits;
    traits.details = std::move(details);
    return traits;
}

struct CommunecterRig {
    ScriptedCommunecter site = small_communecter();
    std::unique_ptr<Connector> connector = opened(source_section(usual_scopes()));

    static std::unique_ptr<Connector> opened(const Section& section, Value::Object details = {}) {
        auto connector = communecter_kind().open(section, traits_with(std::move(details)));
        if (!connector) FAIL(connector.error().sentence());
        return std::move(*connector);
    }

    conformance::Source source() {
        return [this](const HttpRequest& request) { return site.answer(request); };
    }
    std::vector<Batch> changes(const Cursor& since = {}) {
        auto talk = connector->changes(since);
        return conformance::play(*talk, source());
    }
    std::vector<Batch> fetch(std::vector<Wanted> wanted) {
        auto talk = connector->fetch(std::move(wanted));
        return conformance::play(*talk, source());
    }
    std::vector<Census> census() {
        auto talk = connector->census(Depth::latest);
        return conformance::play(*talk, source());
    }
    Result<Traits> probed(const Section& section) {
        auto talk = communecter_kind().probe(section);
        REQUIRE(talk.has_value());
        const auto replies = conformance::play(**talk, source());
        REQUIRE(replies.size() == 1);
        return replies.front();
    }
};

inline Batch all_of(std::vector<Batch> batches) {
    Batch all;
    const auto add = [](auto& into, auto& from) { into.insert(into.end(), from.begin(), from.end()); };
    for (Batch& batch : batches) {
        add(all.items, batch.items);
        add(all.revisions, batch.revisions);
        add(all.contents, batch.contents);
        add(all.standings, batch.standings);
        add(all.gone, batch.gone);
        add(all.owed, batch.owed);
        add(all.paid, batch.paid);
        add(all.ignored, batch.ignored);
        all.cursor = batch.cursor;
        if (batch.total) all.total = batch.total;
        all.harvest_complete = all.harvest_complete || batch.harvest_complete;
    }
    return all;
}

inline std::set<std::string> titles(const Batch& batch) {
    std::set<std::string> all;
    for (const Item& item : batch.items) all.insert(item.title);
    return all;
}

inline std::string content_of(const Batch& batch, const std::string& item) {
    for (const Content& content : batch.contents)
        if (content.item.text == item) return content.bytes;
    return {};
}

inline std::string standing_of(const Batch& batch, const std::string& item) {
    std::string all;
    for (const Standing& standing : batch.standings)
        if (standing.item.text == item)
            all += std::string(name_of(standing.publication)) + (standing.why.empty() ? "" : " " + standing.why);
    return all;
}

// Everything a batch holds, as one text to search in.
inline std::string everything(const Batch& batch) {
    std::string all;
    for (const std::string& sentence : conformance::told(batch)) all += sentence + "\n";
    for (const Standing& standing : batch.standings) all += standing.item.text + " " + standing.why + "\n";
    if (batch.cursor) all += batch.cursor->text;
    return all;
}

inline constexpr std::int64_t hours_3 = 3 * 3600;  // further apart than what a poll reads again

// A rig that reads all organisations tagged TiersLieux, so many a page.
inline CommunecterRig over_places(int count, std::int64_t page_size, Value::Object details = {}) {
    CommunecterRig rig;
    rig.site.collections.clear();
    for (int number = 0; number < count; ++number)
        rig.site.add("organizations", id(1000 + number),
                     place("Lieu " + std::to_string(number), 1750000000 + number * hours_3));
    rig.connector = CommunecterRig::opened(
        source_section({{"organizations", {"TiersLieux"}, {}, {}, {}, "the portal says so"}}, page_size),
        std::move(details));
    return rig;
}

}  // namespace moisson::communecter_test
