// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/item.hpp"
#include "schema/publication.hpp"
#include "schema/revision.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace moisson {

// A bookmark in a source's feed. Only its connector can read it; empty means "from the beginning".
struct Cursor {
    std::string text;
    bool empty() const noexcept { return text.empty(); }
    friend bool operator==(const Cursor&, const Cursor&) = default;
};

// What the source's own log says happened; lends its author and time to the changes a reading then finds.
struct Occasion {
    std::string event;           // "log:1234 delete/delete"
    Instant at{};                // the source's clock
    std::optional<Actor> actor;  // empty when hidden

    friend bool operator==(const Occasion&, const Occasion&) = default;
};

// How much of an item must be read.
enum class Read {
    content,   // the latest text and what surrounds it
    history,   // that, and the whole list of revisions, which then replaces the known one
    standing,  // whether it may be published, where that is asked apart from its content; only wanted, never owed
};

// A reading that is due: committed before it is made, forgotten only with what it brought.
// Named by item, or by title where only a title is known.
struct Owed {
    ItemId item;        // may be empty
    std::string title;  // used when `item` is empty
    Read what = Read::content;
    std::string why;  // "edit", "log move/move", "census", "resync", "too large" …
    std::optional<Occasion> occasion;

    friend bool operator==(const Owed&, const Owed&) = default;
};

// A reading to be made now, most often an owed one taken out of the store.
struct Wanted {
    std::int64_t owed = 0;  // its row; 0 of a standing
    ItemId item;
    std::string title;
    Read what = Read::content;
};

struct Paid {
    std::int64_t owed = 0;
    ItemId item;  // what it turned out to be; empty when there is no such title
};

// Evidence that an item is no longer there.
struct Gone {
    enum class Evidence {
        missing,     // the source answers that this id does not exist
        left_scope,  // it lives on in a namespace we do not follow
    };
    ItemId item;
    Evidence evidence = Evidence::missing;
    std::string title;  // where it went, for left_scope

    friend bool operator==(const Gone&, const Gone&) = default;
};

// Something we chose not to take, and why. Listed and counted, never silent.
struct Ignored {
    std::string subject;  // "page 12", "log 345", "revision 678"
    ItemId item;          // when an item was named and could not be settled
    std::string reason;

    friend bool operator==(const Ignored&, const Ignored&) = default;
};

// What an item is called where something was ignored of it; and its record, of which only some was not understood.
inline std::string subject_of_page(const ItemId& item) {
    return "page " + item.text;
}
inline std::string subject_of_record(const ItemId& item) {
    return "record of page " + item.text;
}

// An account that bears another name: the source signs with it whatever was signed with the old one until then.
struct Renamed {
    std::string from;
    std::string to;
    Instant at{};  // the source's clock: what the old name signs later is somebody else's

    friend bool operator==(const Renamed&, const Renamed&) = default;
};

// An item as the source lists it, without its text: what it is now, and what surrounds the text.
struct Listed {
    Item item;  // a redirect's target is not listed: redirect_to is empty text then
    Value derived;

    friend bool operator==(const Listed&, const Listed&) = default;
};

// All revisions of an item: replaces what was known.
struct History {
    ItemId item;
    std::vector<Revision> revisions;  // oldest first
};

// What one or several answers brought. Committed whole, with its cursor, or not at all.
struct Batch {
    std::vector<Item> items;     // described completely (from a page reading)
    std::vector<Item> glimpsed;  // id, title and namespace only (from a feed or a list of revisions)
    std::vector<Revision> revisions;
    bool revisions_come_again = false;  // they say who and when; the list of revisions that follows brings them to stay
    std::vector<History> histories;
    std::vector<Content> contents;
    std::vector<Listed> listed;   // to be held against what is known: what differs is then owed
    bool listed_all_now = false;  // with this batch this run has listed everything: what it did not name is missing
    std::vector<Standing> standings;
    std::vector<Gone> gone;
    std::vector<Renamed> renamed;  // in the order in which it happened
    std::vector<Owed> owed;
    std::vector<Paid> paid;
    std::vector<Ignored> ignored;
    std::vector<ItemId> named;           // every item the source spoke of, in scope
    std::optional<Cursor> cursor;        // empty: data without progress
    std::optional<Instant> server_time;  // of the answer
    std::optional<std::uint64_t> total;  // items the source says it has, when it says so
    bool harvest_complete = false;       // this batch ends a full harvest
    bool went_back = false;              // the source has lived through less than before: it may have been put back
    std::string gap = {};                // why the feed does not tell all: a census must follow; empty when it does
    bool hearsay = false;                // a file told it: what the source itself has said stands
};

}  // namespace moisson
