// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/connector.hpp"
#include "tests/unit/connectors/conformance.hpp"
#include "tests/unit/connectors/scripted_wiki.hpp"

#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <vector>

// One MediaWiki connector over one scripted wiki, as a configuration would open it.
namespace moisson::mediawiki_test {

inline constexpr const char* api_address = "https://petit.example/api.php";

inline Section section_of(const std::string& api) {
    Section section("source", "moisson.toml:4:1");
    section.put("api", Section::Option{Section::Scalar(api), "moisson.toml:5:1"});
    return section;
}

// The only row of the registry that is under test here.
inline const ConnectorKind& mediawiki_kind() {
    for (const ConnectorKind& kind : connector_kinds())
        if (kind.name == "mediawiki") return kind;
    FAIL("no kind \"mediawiki\" in the registry");
    return connector_kinds().front();
}

struct Rig {
    ScriptedWiki wiki = small_wiki();
    std::unique_ptr<Connector> connector = opened();

    static std::unique_ptr<Connector> opened() {
        Traits traits;
        traits.details = Value::Object{{"bots", Value::List{"Robot"}}};
        auto connector = mediawiki_kind().open(section_of(api_address), traits);
        REQUIRE(connector.has_value());
        return std::move(*connector);
    }

    conformance::Source source() {
        return [this](const HttpRequest& request) { return wiki.answer(request); };
    }
    std::vector<Batch> changes(const Cursor& since) {
        auto talk = connector->changes(since);
        return conformance::play(*talk, source());
    }
    std::vector<Batch> fetch(std::vector<Wanted> wanted) {
        auto talk = connector->fetch(std::move(wanted));
        return conformance::play(*talk, source());
    }

    // As the driver does: each failure is told three times before less is asked for.
    template <class Reply>
    std::vector<Reply> insist(Conversation<Reply>& talk) {
        std::vector<Reply> replies;
        for (int asked = 0; asked < conformance::enough_requests; ++asked) {
            const auto request = talk.next();
            if (!request) return replies;
            auto step = talk.accept(wiki.answer(*request));
            if (!step) {
                REQUIRE(talk.ease(step.error()));
                continue;
            }
            if (auto* reply = std::get_if<Reply>(&*step)) replies.push_back(std::move(*reply));
        }
        FAIL("the conversation does not end");
        return replies;
    }
};

inline Cursor poll_from(const std::string& at) {
    return Cursor{R"({"poll":{"at":")" + at + R"(","seen":[]}})"};
}

inline std::string parameter(const HttpRequest& request, const std::string& name) {
    for (const Fields* fields : {&request.query, &request.form})
        for (const auto& [key, value] : *fields)
            if (key == name) return value;
    return {};
}

// A recorded answer of a real wiki.
inline HttpResponse recorded(const std::string& name) {
    std::ifstream file(std::string(MOISSON_SOURCE_DIR) + "/tests/fixtures/mediawiki/" + name, std::ios::binary);
    REQUIRE_MESSAGE(file.good(), name);
    return HttpResponse(200, std::string(std::istreambuf_iterator<char>(file), {}));
}

// What polls are told with.
inline Value::Object at_time(Value::Object row, const std::string& when) {
    row["timestamp"] = when;
    return row;
}

inline std::set<std::string> owed(const Batch& batch) {
    std::set<std::string> all;
    for (const Owed& one : batch.owed)
        all.insert((one.item.empty() ? "'" + one.title + "'" : one.item.text) +
                   (one.what == Read::history ? " history" : " content"));
    return all;
}

// How far a batch consumed the feed.
inline std::string at_of(const Batch& batch) {
    return batch.cursor ? from_json(batch.cursor->text).value_or(Value{}).at("poll").at("at").text_or("") : "nowhere";
}

inline Batch only(std::vector<Batch> batches) {
    REQUIRE(batches.size() == 1);
    return std::move(batches.front());
}

// Edits, logs, and a page that is gone. A wiki that pages by three and cuts after two texts, so that every kind of
// continuation happens.
inline Rig in_small_pieces() {
    Rig rig;
    rig.wiki.pages_a_list = 3;
    rig.wiki.rows_a_list = 4;
    rig.wiki.texts_an_answer = 2;
    for (const int id : {1, 2, 4, 5, 7, 11, 12}) rig.wiki.feed.push_back(rig.wiki.edit_row(id));
    rig.wiki.feed.push_back(
        rig.wiki.log_row(31, "move", "move", 12, "Le WIP (ancien)", 0, {{"target_title", "Le WIP"}, {"target_ns", 0}}));
    rig.wiki.feed.push_back(rig.wiki.log_row(32, "delete", "delete", 99, "Perdue", 0));
    return rig;
}

}  // namespace moisson::mediawiki_test
