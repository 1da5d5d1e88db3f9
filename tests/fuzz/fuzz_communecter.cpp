// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as what a Communecter answers, at several steps of every conversation, as a cursor, and as a text that was
// kept: a reply or an error, never anything else. After an error the same question is asked; what is told has ids that
// are ids, and its contents can be read, each value where it says it stands.
#include "connectors/connector.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace moisson;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void require_element(const ItemId& item) {
    const auto dash = item.text.find('-');
    require(dash != std::string::npos && dash > 0 && item.text.size() == dash + 25);
    require(item.text.find_first_not_of("0123456789abcdef", dash + 1) == std::string::npos);
}

void require_sound(const Reading& reading, const Content& content) {
    std::size_t last = 0;
    for (const NamedValue& value : reading.values) {
        require(value.span.begin >= last && value.span.begin < value.span.end);
        require(value.span.end <= content.bytes.size());
        last = value.span.end;
    }
}

void require_sound(const Batch& batch, const Connector& site) {
    require(batch.items.size() == batch.contents.size());
    for (std::size_t i = 0; i < batch.items.size(); ++i) {
        const Item& item = batch.items[i];
        const Content& content = batch.contents[i];
        require_element(item.id);
        require(!item.title.empty() && item.id == content.item && item.latest == content.revision);
        // The text of an element reads back as it was written, and can be read; only its size may stand against it.
        const auto value = from_json(content.bytes);
        require(value.has_value() && to_json(*value) == content.bytes);
        if (const auto reading = site.read(item, content, Context{})) require_sound(*reading, content);
    }
    for (const Revision& revision : batch.revisions) {
        require_element(revision.item);
        require(!revision.id.empty() && !revision.actor.has_value());
    }
    for (const Standing& standing : batch.standings) require_element(standing.item);
    for (const Owed& owed : batch.owed) require_element(owed.item);
    for (const Ignored& ignored : batch.ignored) require(!ignored.subject.empty() && !ignored.reason.empty());
}

void require_sound(const Census& census, const Connector&) {
    for (const Census::Line& line : census.items) require_element(line.item);
}

void require_sound(const Traits& traits, const Connector&) {
    require(traits_from(to_value(traits)).has_value());
}

bool same(const HttpRequest& one, const HttpRequest& other) {
    return one.url == other.url && one.form == other.form;
}

constexpr int longest_talk = 5;

template <class Reply>
std::optional<Reply> talk_with(Conversation<Reply>& talk, const std::string& body, const Connector& site) {
    std::optional<Reply> last;
    for (int step = 0; step < longest_talk; ++step) {
        const auto question = talk.next();
        if (!question) break;
        auto heard = talk.accept(HttpResponse(200, body));
        if (!heard) {
            require(!heard.error().what.empty());
            const auto again = talk.next();
            require(again && same(*again, *question));
            if (!talk.ease(heard.error())) break;
            continue;
        }
        if (auto* reply = std::get_if<Reply>(&*heard)) {
            require_sound(*reply, site);
            last = std::move(*reply);
        }
    }
    return last;
}

Section::Option text(const char* value) {
    return Section::Option{Section::Scalar(std::string(value)), "fuzz:2:1"};
}

Section options() {
    Section section("source", "fuzz:1:1");
    section.put("base_url", text("https://lieux.example"));
    Section places("scope", "fuzz:3:1");
    places.put("type", text("organizations"));
    places.put("tags", Section::Option{std::vector{Section::Scalar(std::string("TiersLieux"))}, "fuzz:3:1"});
    Section answers("scope", "fuzz:4:1");
    answers.put("type", text("answers"));
    answers.put("form", text("6438366673d20a0de1533c77"));
    answers.put("publication", text("assume"));
    answers.put("because", text("they are shown"));
    section.put_tables("scope", {places, answers}, "fuzz:3:1");
    return section;
}

const ConnectorKind& communecter() {
    for (const ConnectorKind& kind : connector_kinds())
        if (kind.name == "communecter") return kind;
    std::abort();
}

Traits traits_with(const char* dialect, const char* paging) {
    Traits traits;
    traits.details = Value::Object{{"dialect", dialect}, {"paging", paging}};
    return traits;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string body(reinterpret_cast<const char*>(bytes), size);
    const std::string id = "5a1b00000000000000000001";
    for (const auto& [dialect, paging] : {std::pair{"modern", "index"}, std::pair{"legacy2018", "single"}}) {
        auto opened = communecter().open(options(), traits_with(dialect, paging));
        require(opened.has_value());
        const Connector& site = **opened;
        const auto batch = talk_with(*site.changes(Cursor{}), body, site);
        if (batch && batch->cursor) require(site.changes(*batch->cursor)->next().has_value());
        require(site.changes(Cursor{body})->next().has_value());
        talk_with(*site.fetch({{1, ItemId("organizations-" + id), {}, Read::content},
                               {2, ItemId("answers-" + id), {}, Read::history},
                               {0, ItemId("organizations-" + id), {}, Read::standing},
                               {3, ItemId(body), body, Read::content}}),
                  body, site);
        talk_with(*site.census(Depth::latest), body, site);
        Item item;
        item.id = ItemId("organizations-" + id);
        Content content;
        content.bytes = body;
        if (const auto reading = site.read(item, content, Context{})) require_sound(*reading, content);
        auto probe = communecter().probe(options());
        require(probe.has_value());
        talk_with(**probe, body, site);
    }
    return 0;
}
