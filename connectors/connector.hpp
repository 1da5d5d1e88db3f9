// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/section.hpp"
#include "connectors/conversation.hpp"
#include "connectors/dump.hpp"
#include "connectors/sign_in.hpp"
#include "schema/batch.hpp"
#include "schema/census.hpp"
#include "schema/reading.hpp"
#include "schema/traits.hpp"

#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace moisson {

// How one kind of source writes what it has: bytes become named values. Pure.
class PageReader {
public:
    virtual ~PageReader() = default;

    // The named values of a content. Total for any bytes within the size limit.
    virtual Result<Reading> read(const Item& item, const Content& content, const Context& context) const = 0;

    // Changes whenever read() may answer differently for the same content.
    virtual std::string_view reader_version() const = 0;

    // What other items need to know of this one to be read (a template that redirects); updates the context.
    // True when it changed.
    virtual bool learn(const Item& item, Context& context) const = 0;

    // The title of the item that `title` is about, when it is a talk page; else empty.
    virtual std::string subject_of(const Item& item) const = 0;

    // The title of the item that speaks of this one, when there can be one; else empty.
    virtual std::string talk_of(const Item& item) const = 0;
};

// How one kind of source speaks. Pure: it converses, it never does I/O, retries, sleeps or logs.
class Connector : public PageReader {
public:
    // The feed since a cursor. An empty cursor is the full harvest; the batches of a harvest carry cursors from
    // which it can be resumed. What the feed only announces is returned as `owed`, for fetch().
    virtual std::unique_ptr<Conversation<Batch>> changes(Cursor since) const = 0;

    // Reads what is owed, and says of each what was paid. What is not there is `gone`.
    virtual std::unique_ptr<Conversation<Batch>> fetch(std::vector<Wanted> wanted) const = 0;

    // The items that show what that one gives them: once it is edited each is owed a reading, for it may have changed
    // without a revision of its own. nullptr: nothing depends on it.
    virtual std::unique_ptr<Conversation<Batch>> embedding(const std::string& title) const = 0;

    // Everything the source has, in pieces.
    virtual std::unique_ptr<Conversation<Census>> census(Depth depth) const = 0;
};

// What a source remembers of its items: each of their revisions, or only what they are today.
enum class Memory { of_revisions, of_today };

// One kind of source.
struct ConnectorKind {
    std::string_view name;  // kind = "mediawiki"
    // Asks a source who it is. Config errors (a missing api) come back as Error{config}.
    Result<std::unique_ptr<Conversation<Traits>>> (*probe)(const Section& options);
    Result<std::unique_ptr<Connector>> (*open)(const Section& options, const Traits& traits);
    // Where such a source is asked, and for what of it, in one text: when that changes, what is known of it is held
    // against it anew.
    std::string (*followed)(const Section& options);
    Memory memory = Memory::of_revisions;  // else there is no deep census, and no past that could be contradicted
    // What a file says of the source that wrote it; empty when more of its beginning is needed. Null: such sources
    // write no files we read.
    Result<std::optional<DumpHead>> (*dump_head)(std::string_view beginning) = nullptr;
    // Reads the pages of such a file, from that byte on: behind its head, or where an earlier reading stood.
    Result<std::unique_ptr<Dump>> (*dump)(const Section& options, const Traits& traits, std::uint64_t from) = nullptr;
    // How such a source lets people in, as the options say; an empty pointer where they ask for no account. Null: there
    // are none.
    Result<std::unique_ptr<SignIn>> (*sign_in)(const Section& options) = nullptr;
};

// Of an item such a source tells when it was made and last changed, and never who did.
inline bool tells_two_dates(const ConnectorKind& kind) noexcept {
    return kind.memory == Memory::of_today;
}

// The list of kinds, a file you can read: connectors/registry.cpp.
std::span<const ConnectorKind> connector_kinds();

}  // namespace moisson
