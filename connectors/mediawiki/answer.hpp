// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http_message.hpp"
#include "schema/batch.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

// What MediaWiki's action=query answers, as rows. All its JSON is read here; what leaves has been checked: ids are
// positive numbers, texts are bounded, times are times.
namespace moisson::mediawiki {

// What one answer says of one page; the answers of one block complete each other.
struct PageRow {
    enum class State {
        present,
        missing,  // no such page
        invalid,  // what we asked for is no title
        special,  // a page the wiki makes up: it has no text
    };

    State state = State::present;
    ItemId id;  // empty when there is none
    std::string title;
    int ns = 0;
    std::string reason;      // of `invalid`
    bool described = false;  // prop=info spoke of it
    bool redirect = false;
    std::string content_model;
    RevisionId latest;
    std::vector<Revision> revisions;  // in the order of the answer; `item` is set, `bot` is not
    std::vector<Ignored> unreadable;  // revisions that make no sense
    std::optional<std::string> text;  // of the only revision, when asked for and not hidden
    std::string text_model;
    bool text_lost = false;               // the wiki itself can no longer find it
    std::vector<std::string> categories;  // without their prefix
    std::map<std::string, std::string> properties;
    std::vector<std::string> protection;  // "edit=sysop", "move=sysop until 2027-01-01T00:00:00Z"
};

// A title that a log entry names besides its own.
struct NamedTitle {
    std::string title;
    std::optional<int> ns;
};

// One row of the feed.
struct ChangeRow {
    enum class Type { edit, log, other };

    Type type = Type::other;
    Instant at{};
    ItemId item;        // empty when the row names none
    std::string title;  // empty when hidden
    int ns = 0;
    std::optional<Actor> actor;  // empty when hidden
    Revision revision;           // of an edit; `bot` as the feed says
    std::int64_t log = 0;
    std::string log_type;
    std::string log_action;
    bool hidden = false;  // what the entry was about is no longer shown
    std::vector<NamedTitle> named;
    std::optional<Renamed> renamed;  // of a log entry about an account

    // What tells it from all others for ever: "r123@1764064680" or "l45@…". The time is part of it: a wiki that was put
    // back gives its numbers again.
    std::string key() const;
};

// A page of whose row only this could be read, if that.
struct UnreadablePage {
    ItemId id;
    std::string title;
    std::string reason;
};

struct Answer {
    bool complete = false;  // nothing more will come for the items of this block
    Fields continuation;    // to be echoed as it is; empty at the very end
    std::optional<Instant> server_time;
    std::optional<std::uint64_t> total;
    std::vector<PageRow> pages;                     // of whatever list or generator was asked
    std::vector<UnreadablePage> unreadable;         // rows of it that make no sense
    bool tells_changes = false;                     // the wiki keeps a list of recent changes, empty or not
    std::optional<std::uint64_t> edits;             // as it counts them; never fewer, unless it was put back
    std::vector<ChangeRow> changes;                 // of that list, or of its log
    std::vector<Ignored> ignored;                   // rows of the feed and of the list of revisions that make no sense
    std::map<std::string, std::string> normalised;  // a title as we wrote it → as the wiki writes it
    std::vector<std::string> elsewhere;             // titles that lead to other wikis
};

// Reads an answer to action=query. transport, refused, invalid: see refusal.hpp; invalid also for JSON whose types
// are not what they should be. `where` is the address asked, for messages.
Result<Answer> read_answer(HttpResponse response, const std::string& where);

}  // namespace moisson::mediawiki
