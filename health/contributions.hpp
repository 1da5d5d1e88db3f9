// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/people.hpp"
#include "health/talk.hpp"
#include "schema/instant.hpp"
#include "schema/revision.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Which revisions count. The rules look at a revision, at fifteen on either side of it in its item, and at one thing
// that is not in the item: whether its author was in a batch. So a store can keep a verdict with each revision and mend
// it inside the commit that brings, takes or tells otherwise some revisions:
//
//   1. batches.hpp says which (author, hour) became a batch or ceased to be one: their revisions are told otherwise, in
//      whatever items they are;
//   2. for each item, window_around() says which of its revisions to load, and whose verdicts to judge again;
//   3. each verdict that is no longer what it was is handed to Footprint::correct(), and kept.
//
// That equals judging every item whole, whatever the order of arrival.
namespace moisson::health {

// A text, known again by the first 64 bits of its SHA-1.
enum class TextMark : std::uint64_t { unknown = 0 };
TextMark mark_of(std::string_view sha1) noexcept;  // hexadecimal; anything else is unknown

// A revision, as far as the rules look at it.
struct Act {
    enum class By : std::uint8_t { account, anonymous, hidden, bot, system, import };

    Instant at{};            // the source's clock
    TextMark text{};         // of its own
    TextMark parent_text{};  // of the revision it was made from
    Person who{};            // unless hidden
    By by = By::account;
    bool tagged_revert = false;    // the source says that it takes others back …
    bool tagged_reverted = false;  // … or was taken back
    bool moved = false;            // the source's log says that it only bears another title
    bool in_batch = false;         // by what is known now

    friend bool operator==(const Act&, const Act&) = default;
};

// By what name, flag and tags say. `parent_text` is known when the parent is. Moves stand in the log of the source: who
// keeps that says so.
Act act_of(const Revision& revision, Person who, TextMark parent_text);
// The same piece by piece, for who keeps revisions in pieces: what a name says, where nothing is flagged or hidden …
Act::By author_of(const Actor& actor);
// … and what the tags of a revision say.
void heed_tags(Act& act, std::span<const std::string> tags);
// Whether an item is older than this, the oldest revision it has: its history was cut, or brought in from elsewhere.
bool begins_earlier(const Revision& oldest) noexcept;
// Whether "bot" stands in it as a word: "Bot de Movilab" but not "Robotique".
bool names_a_bot(std::string_view name) noexcept;

// Whether a revision counts, or the first reason why not.
enum class Verdict : std::uint8_t {
    counts,
    before_2001,
    after_2100,
    bot,        // or the wiki's own software
    import,     // brought in from elsewhere; the first of an item counts all the same
    renamed,    // its text is its parent's, its title is not
    unchanged,  // its text is its parent's: a protection, a null edit
    batch,      // one author on more than twenty pages within an hour
    revert,     // takes back what others did
    reverted,   // was taken back
};
inline constexpr std::size_t all_verdicts = 10;
std::string_view id_of(Verdict verdict) noexcept;

// The same at the reader's instant: what counts and lies in a week that has not begun is "not_yet".
std::string_view reason_at(Verdict verdict, Instant at, Instant now) noexcept;

// How many revisions back a text is recognised.
inline constexpr std::size_t revert_radius = 15;

enum class Opening { whole, cut };  // whether the first act is the first revision of its item

// The verdicts of acts of one item, in order, oldest first. Those within revert_radius of a cut end may differ from
// what they are in the whole.
std::vector<Verdict> judge(std::span<const Act> acts, Opening opening);
void judge(std::span<const Act> acts, Opening opening, std::span<Verdict> verdicts);  // as many as acts

// Which acts of an item must be judged again, by their places in it, when those in [first, last] are new or told
// otherwise, or when one was taken out at `first` == `last`; and which must be looked at for it.
struct Window {
    std::size_t load_from = 0;
    std::size_t load_until = 0;  // exclusive
    std::size_t judge_from = 0;
    std::size_t judge_until = 0;  // exclusive

    friend bool operator==(const Window&, const Window&) = default;
};
Window window_around(std::size_t first, std::size_t last, std::size_t acts) noexcept;

// What people did on an item of late, and what of it was taken back: what I16 is made of.
Contest contest_of(std::span<const Act> acts, std::span<const Verdict> verdicts, Instant now);

}  // namespace moisson::health
