// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/keeping.hpp"
#include "schema/batch.hpp"
#include "schema/census.hpp"
#include "schema/change.hpp"
#include "schema/record.hpp"
#include "schema/traits.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

// The shared memory of Moisson, cut by role. Every interface has one contract suite that each engine passes
// (tests/unit/store). All methods block; writers live on the store thread, readers on the reader thread.
namespace moisson::store {

// ---- what settling needs to know before it decides --------------------------------------------------------

struct Keys {
    std::vector<ItemId> items;
    std::vector<std::string> titles;    // exact titles; every item that bears one, gone ones too, without snapshot
    std::vector<RevisionId> revisions;  // whose are they? (only asked of sources with unique revision ids) Owing too
    std::vector<RevisionId> dated;      // when were they made, and of what text? (of such sources too)
    std::vector<std::int64_t> owed;     // rows of owed readings
    std::vector<ItemId> contents;       // to re-derive: the text their snapshot was made of, else the newest kept
    std::vector<ItemId> glimpsed;       // items as a feed speaks of them: without text, snapshot and resource
    std::vector<ItemId> owing;          // items without their snapshot, which takes longer to read than all the rest
    std::vector<ItemId> standings;      // of which publishing is spoken
};

// An item as the store has it.
struct Known {
    Item item;
    Life life = Life::alive;
    ResourceId resource;                  // empty while it is a redirect (and of an item that is only glimpsed)
    ResourceId home;                      // the resource it belongs to when it is not one; never changes by itself
    std::optional<Instant> absent_since;  // a first reading found it missing, without any log entry saying so
    RevisionId content_revision;          // of the newest kept content; empty when none, or only glimpsed
    std::optional<Snapshot> snapshot;     // this and what follows: empty of an item that is glimpsed, owing or by title
    RevisionId snapshot_revision;
    std::string fingerprint;  // of the rules the snapshot was made under
};

// What of a revision never changes.
struct Made {
    Instant at{};
    std::string sha1;
};

// What is known of publishing an item. An item without one is published.
struct StandingRow {
    ItemId item;
    Publication publication = Publication::unknown;
    std::string why;               // of withheld
    std::optional<Instant> asked;  // when the source itself said so, our clock; empty: it was never asked
    std::optional<Instant> due;    // from when on it is to be asked again, our clock; empty: nothing calls for it

    friend bool operator==(const StandingRow&, const StandingRow&) = default;
};

struct Before {
    std::unordered_map<ItemId, Known> items;      // asked for by id or by title
    std::multimap<std::string, ItemId> by_title;  // of the titles asked for
    std::unordered_map<RevisionId, ItemId> owners;
    std::unordered_map<RevisionId, Made> made;
    std::map<std::int64_t, Owed> owed;
    std::map<ItemId, Content> contents;  // of Keys::contents; its `model` is the item's
    std::map<ItemId, StandingRow> standings;
    bool baseline_done = false;        // the source has had one complete harvest
    std::int64_t times_went_back = 0;  // then its item ids may have been given before
};

// ---- what settling decided: one transaction ---------------------------------------------------------------

struct SnapshotRow {
    ItemId item;
    RevisionId revision;
    Snapshot snapshot;
    std::string fingerprint;
};

// How far the import of a file came.
struct ImportMark {
    std::string file;            // what identifies it: its size and a digest of its beginning
    std::uint64_t position = 0;  // bytes of the unpacked text: everything before was committed

    friend bool operator==(const ImportMark&, const ImportMark&) = default;
};

struct Delta {
    SourceName source;
    std::int64_t run = 0;
    Instant now{};                       // our clock: when it was noticed
    std::vector<Known> items;            // inserted or replaced; their snapshot members are not looked at
    std::vector<Revision> revisions;     // inserted or replaced; a known id under another item moves when unique
    std::vector<History> histories;      // replace all revisions of their item
    std::vector<Content> contents;       // kept beside the older ones
    std::vector<SnapshotRow> snapshots;  // replace
    std::vector<StandingRow> standings;  // replace
    std::vector<Change> changes;
    std::vector<Renamed> renamed;    // before all the rest: what was signed until then is signed anew
    std::vector<Owed> owed;          // merged with an equal debt (same item or title, same depth)
    std::vector<std::int64_t> paid;  // rows that disappear
    std::vector<Ignored> ignored;
    std::vector<std::string> edited_templates;  // titles: those that embed them may show an older version
    std::optional<Cursor> cursor;
    std::string census_due;                 // why the feed was not enough; empty: nothing is said of it
    std::optional<ImportMark> import_mark;  // an empty file: nothing is left to import
    bool unique_revision_ids = false;
    bool hearsay = false;        // revisions that are known already stay as they are, but for what is now hidden
    bool baseline_done = false;  // true: from now on what differs is news
};

class Writer {
public:
    virtual ~Writer() = default;
    virtual Result<Before> load(const SourceName& source, const Keys& keys) = 0;
    virtual Result<Done> commit(const Delta& delta) = 0;  // all of it, cursor included, or nothing
    // Items whose snapshot was made under other rules than these, at most `limit`, in the order of their ids' text;
    // those behind `after`, or from the first on when it is empty.
    virtual Result<std::vector<ItemId>> stale(const SourceName& source, const std::string& fingerprint,
                                              const ItemId& after, std::size_t limit) = 0;
};

// ---- sources, runs, debts ---------------------------------------------------------------------------------

struct SourceRow {
    SourceName name;
    std::string kind;
    Cursor cursor;
    bool baseline_done = false;
    std::optional<Traits> traits;
    std::optional<Instant> last_census;  // our clock; complete ones of Depth::latest
    std::optional<Instant> last_deep_census;
    std::string census_due;          // why the next run holds a census; empty when none is due
    std::optional<Awaiting> awaits;  // a person's word
    std::int64_t times_went_back = 0;
    std::optional<Closing> closing;  // as its last run left it
};

class Sources {
public:
    virtual ~Sources() = default;
    virtual Result<std::optional<SourceRow>> find(const SourceName& name) = 0;
    // Creates it or refreshes kind and traits; cursor and baseline are left as they are.
    virtual Result<Done> remember(const SourceName& name, const std::string& kind,
                                  const std::optional<Traits>& traits) = 0;
    // Forgets the cursor, so that the next run reads everything again (nothing else is lost).
    virtual Result<Done> rewind(const SourceName& name) = 0;
    // Every alive item of a source that redirects: what Connector::learn is told at start.
    virtual Result<std::vector<Item>> redirects(const SourceName& name) = 0;
    // How many of its items are alive, redirects included.
    virtual Result<std::uint64_t> alive(const SourceName& name) = 0;
    // From now on a person's word is awaited. What the source lost is set aside, in the place of what was set aside
    // before and never confirmed.
    virtual Result<Done> await_person(const SourceName& name, const Awaiting& matter,
                                      const std::vector<RevisionId>& lost) = 0;
    // Nothing is awaited and no census is due any more: one was held, and believed.
    virtual Result<Done> believe(const SourceName& name) = 0;
    // A census is due for that reason.
    virtual Result<Done> doubt(const SourceName& name, const std::string& why) = 0;
    // A person confirmed that the source went back: what it lost leaves items and revisions for good and is kept
    // apart; the cursor is forgotten.
    virtual Result<Done> adopt(const SourceName& name, std::int64_t run, Instant now) = 0;
};

class Runs {
public:
    virtual ~Runs() = default;
    virtual Result<std::int64_t> begin(const SourceName& source, const std::string& verb, Instant now) = 0;
    // With it the source is closed, or not, as the run says; what read a file says nothing of that.
    virtual Result<Done> end(const Run& run) = 0;
    // Runs that never ended belong to a process that died: closed as interrupted. How many there were.
    virtual Result<std::int64_t> close_interrupted(Instant now) = 0;
};

class Debts {
public:
    virtual ~Debts() = default;
    // Due now, oldest first. A debt by title keeps its title: the item that bore it may bear another one by now.
    virtual Result<std::vector<Wanted>> due(const SourceName& source, Instant now, std::size_t limit) = 0;
    virtual Result<Done> owe(const SourceName& source, const std::vector<Owed>& owed) = 0;
    // It failed: tried again later, each time rarer (1 h, doubling, at most 7 days).
    virtual Result<Done> postpone(const SourceName& source, const std::vector<Wanted>& tried, Instant now) = 0;
    // Templates whose pages must be read again now.
    virtual Result<std::vector<std::string>> edited_templates(const SourceName& source, Instant now) = 0;
    // They were. A wiki brings its pages up to date in its own time: they are looked at again after 1 h, 4 h and 24 h.
    virtual Result<Done> read_embedding(const SourceName& source, const std::string& title, Instant now) = 0;
};

class Imports {
public:
    virtual ~Imports() = default;
    // Where the import of a file was cut; empty when none was.
    virtual Result<std::optional<ImportMark>> mark(const SourceName& source) = 0;
    // Items alive with a revision whose parent is unknown: their lists of revisions have holes. At most `limit`.
    virtual Result<std::vector<ItemId>> with_holes(const SourceName& source, std::size_t limit) = 0;
};

// Whether items may be published, where a source is asked that apart from their contents.
class Standings {
public:
    virtual ~Standings() = default;
    // Items alive that are to be asked about now, the longest due first. At most `limit`.
    virtual Result<std::vector<ItemId>> due(const SourceName& source, Instant now, std::size_t limit) = 0;
    // Items alive of which nothing calls for it: never asked about, then the longest ago; none asked about since.
    virtual Result<std::vector<ItemId>> longest_unasked(const SourceName& source, Instant since, std::size_t limit) = 0;
    // Of how many items the source has said it since then.
    virtual Result<std::uint64_t> asked_since(const SourceName& source, Instant since) = 0;
    // They were tried: those of which the source has said nothing since are tried again in a day.
    virtual Result<Done> postpone_unasked(const SourceName& source, const std::vector<ItemId>& tried, Instant now) = 0;
};

// The search terms of the resources, which commits only name and this brings up to date afterwards.
class Index {
public:
    virtual ~Index() = default;
    // At most `limit` of the resources that changed, in one transaction. How many it were: when fewer than `limit`,
    // none is left.
    virtual Result<std::size_t> index(std::size_t limit) = 0;
};

// ---- reading ----------------------------------------------------------------------------------------------

// How many items alive stand how; all of them zero where a source is not asked that.
struct Publications {
    std::uint64_t open = 0;
    std::uint64_t assumed = 0;
    std::uint64_t unknown = 0;
    std::uint64_t withheld = 0;
    std::uint64_t asked = 0;  // of all these, those of which the source itself has said it

    friend bool operator==(const Publications&, const Publications&) = default;
};

struct SourceStatus {
    SourceRow row;
    std::uint64_t alive = 0;  // items, redirects included
    std::uint64_t gone = 0;
    std::uint64_t revisions = 0;
    std::uint64_t resources = 0;
    std::uint64_t owed = 0;
    std::uint64_t ignored = 0;
    Publications publications;
    std::map<health::Label, std::uint64_t> labels;  // resources alive that may be published, as routers read them
    std::optional<Run> last_run;
    std::optional<Run> last_complete;
    std::optional<std::uint64_t> drift;  // of the last census
};

struct Card {  // one item, whole, for `show`
    ItemRecord record;
    std::optional<Snapshot> snapshot;
    RevisionId snapshot_revision;
    std::uint64_t revisions = 0;
    std::optional<Revision> first;
    std::optional<Revision> latest;
    std::vector<ItemRecord> aliases;    // redirects that lead to it
    std::vector<ItemRecord> talk;       // other items of its resource
    std::vector<ChangeRecord> changes;  // the last 20
    std::vector<std::string> ignored;   // reasons
    bool owed = false;
    std::optional<StandingRow> standing;  // empty: nothing was ever said against publishing it
};

// What a person looks for in the catalogue.
struct Search {
    std::string words;  // each must be there, in any of its forms; at most most_search_words_asked count
    std::string kind = {};
    std::optional<SourceName> source = {};
    std::size_t limit = 20;
};

inline constexpr std::size_t most_search_words_asked = 32;

struct Found {
    ResourceId resource;
    SourceName source;
    ItemId item;
    std::string title;
    std::string kind;
    std::string summary;  // empty when there is none
    std::string url;      // where a person reads it
};

struct SearchAnswer {
    struct Word {
        std::string word;             // as it was asked for
        std::uint64_t resources = 0;  // that have it, of any kind and source
    };
    std::vector<Found> found;   // with all words in the title first, then by the engine's rank, then by title
    std::vector<Word> words;    // only when nothing was found: each by itself
    std::uint64_t waiting = 0;  // resources whose words are not up to date yet
};

struct ChangeFilter {
    std::optional<Instant> since;  // noticed at or after
    std::optional<SourceName> source;
    std::optional<std::int64_t> run;
};

struct RunFilter {
    std::optional<SourceName> source = {};
    std::optional<std::int64_t> id = {};
    bool failed = false;  // only those that did not end complete (the one under way aside)
    std::size_t limit = 50;
};

// A resource as it leaves the store, with what its label was made of.
struct ResourceRow {
    ResourceRecord record;
    std::optional<health::Kept> label = {};  // as it was last brought up to date; empty: it never was
    Instant judged{};                        // our clock: when a label of the store was last brought up to date
};

// What is handed over record by record, in order; the visitor answers false to stop. Items, their revisions, changes
// and resources are those that may be published.
class Records {
public:
    virtual ~Records() = default;
    virtual Result<Done> items(const std::function<bool(const ItemRecord&)>& take) = 0;
    virtual Result<Done> revisions(const std::function<bool(const RevisionRecord&)>& take) = 0;
    virtual Result<Done> resources(const std::function<bool(const ResourceRow&)>& take) = 0;
    virtual Result<Done> changes(const ChangeFilter& filter, const std::function<bool(const ChangeRecord&)>& take) = 0;
    virtual Result<Done> ignored(const std::optional<SourceName>& source,
                                 const std::function<bool(const IgnoredRecord&)>& take) = 0;
    // Page by page, oldest revision first.
    virtual Result<Done> lost(const std::optional<SourceName>& source,
                              const std::function<bool(const LostRecord&)>& take) = 0;
};

class Reader : public Records {
public:
    virtual Result<std::vector<SourceStatus>> sources() = 0;
    virtual Result<std::vector<Run>> runs(const RunFilter& filter) = 0;  // newest first
    // By resource id, "source:id", item id, exact title, else title with case and spaces folded. At most `limit`.
    virtual Result<std::vector<ItemRecord>> find(const std::string& words, std::size_t limit) = 0;
    virtual Result<std::optional<Card>> card(const SourceName& source, const ItemId& item) = 0;
    // Resources of the catalogue that are alive, by their words. When no resource has them all, the last word may be
    // the beginning of one. Error{config}: there is no word in it.
    virtual Result<SearchAnswer> search(const Search& search) = 0;
    // The newest text kept of each item of a source that is alive, redirects and what it withholds aside; of one item,
    // whatever it is. In the
    // order of their ids. What a mapping is tried on.
    virtual Result<Done> contents(const SourceName& source, const std::optional<ItemId>& item,
                                  const std::function<bool(const KeptPage&)>& take) = 0;
    // What a census is held against: the items alive with their latest revision, or every revision of theirs with
    // its hidden flags.
    virtual Result<Census> census(const SourceName& source, Depth depth) = 0;
    // Every revision of items that are gone.
    virtual Result<Census> buried(const SourceName& source) = 0;
    // How many of its items alive have a record of each kind.
    virtual Result<std::map<std::string, std::uint64_t>> kinds(const SourceName& source) = 0;
};

}  // namespace moisson::store
