// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a wiki's answer, at several steps of every conversation: a reply or an error, never anything else.
// After an error the same question is asked; what is told has ids that are numbers; every cursor can be gone on from.
#include "connectors/connector.hpp"

#include <cstdint>
#include <cstdlib>

using namespace moisson;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void require_number(const std::string& id) {
    require(!id.empty() && id.size() <= 19 && id.find_first_not_of("0123456789") == std::string::npos && id[0] != '0');
}

void require_sound(const Revision& revision) {
    require_number(revision.id.text);
    require_number(revision.item.text);
    require(!(revision.hidden.user && revision.actor));
}

void require_sound(const Batch& batch) {
    for (const auto* items : {&batch.items, &batch.glimpsed})
        for (const Item& item : *items) {
            require_number(item.id.text);
            require(!item.title.empty());
        }
    for (const Revision& revision : batch.revisions) require_sound(revision);
    for (const History& history : batch.histories)
        for (const Revision& revision : history.revisions) require_sound(revision);
    for (const Content& content : batch.contents) require_number(content.revision.text);
    for (const Gone& gone : batch.gone) require_number(gone.item.text);
    for (const Owed& owed : batch.owed) require(!owed.item.empty() || !owed.title.empty());
    for (const Ignored& ignored : batch.ignored) require(!ignored.subject.empty() && !ignored.reason.empty());
}

void require_sound(const Census& census) {
    for (const Census::Line& line : census.items) require_number(line.item.text);
    for (const Census::Mark& mark : census.revisions) require_number(mark.revision.text);
}

void require_sound(const Traits& traits) {
    require(traits_from(to_value(traits)).has_value());
}

bool same(const HttpRequest& one, const HttpRequest& other) {
    return one.query == other.query && one.form == other.form;
}

constexpr int longest_talk = 4;

template <class Reply>
std::optional<Reply> talk_with(Conversation<Reply>& talk, const std::string& body) {
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
            require_sound(*reply);
            last = std::move(*reply);
        }
    }
    return last;
}

Section options() {
    Section section("source", "fuzz:1:1");
    section.put("api", Section::Option{Section::Scalar(std::string("https://wiki.example/api.php")), "fuzz:2:1"});
    return section;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string body(reinterpret_cast<const char*>(bytes), size);
    const ConnectorKind& kind = connector_kinds().front();
    auto probe = kind.probe(options());
    const auto told = talk_with(**probe, body);
    auto opened = kind.open(options(), told.value_or(Traits{}));
    const Connector& wiki = **opened;
    for (const char* cursor : {"", R"({"harvest":{"continue":{},"phase":"history"},"since":"2026-11-25T10:00:00Z"})",
                               R"({"poll":{"at":"2026-11-25T10:00:00Z","seen":["r1"]}})"}) {
        const auto batch = talk_with(*wiki.changes(Cursor{cursor}), body);
        if (batch && batch->cursor) require(wiki.changes(*batch->cursor)->next().has_value());
    }
    // The same bytes as a cursor, and as a title.
    require(wiki.changes(Cursor{body})->next().has_value());
    talk_with(*wiki.fetch({{1, ItemId("1"), {}, Read::history},
                           {2, {}, body.empty() ? "T" : body, Read::content},
                           {3, ItemId("3"), "U", Read::history}}),
              body);
    talk_with(*wiki.census(Depth::latest), body);
    talk_with(*wiki.census(Depth::history), body);
    return 0;
}
