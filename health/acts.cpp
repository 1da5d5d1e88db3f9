// SPDX-License-Identifier: GPL-3.0-or-later
// What a revision says of itself, as the rules look at it.
#include "health/contributions.hpp"
#include "health/weeks.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace moisson::health {
namespace {

// Names that MediaWiki keeps for its own software.
constexpr std::array<std::string_view, 7> software{"MediaWiki default",  "Conversion script",  "Maintenance script",
                                                   "ScriptImporter",     "Delete page script", "Move page script",
                                                   "Command line script"};

Act::By signer_of(const Revision& revision) {
    if (revision.bot) return Act::By::bot;
    if (!revision.actor || revision.hidden.user) return Act::By::hidden;
    return author_of(*revision.actor);
}

// Of a name as it is written: every byte of a letter with an accent belongs to a word.
bool is_of_word(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

TextMark mark_of(std::string_view sha1) noexcept {
    constexpr std::size_t digits = 16;
    std::uint64_t mark = 0;
    if (sha1.size() < digits) return TextMark::unknown;
    const char* const end = sha1.data() + digits;
    const auto read = std::from_chars(sha1.data(), end, mark, 16);
    return read.ec == std::errc() && read.ptr == end ? TextMark{mark} : TextMark::unknown;
}

bool names_a_bot(std::string_view name) noexcept {
    constexpr std::string_view word = "bot";
    for (std::size_t at = 0; at + word.size() <= name.size(); ++at) {
        const std::size_t end = at + word.size();
        if (!std::equal(word.begin(), word.end(), name.begin() + static_cast<std::ptrdiff_t>(at),
                        [](char wanted, char c) { return wanted == lower(c); }))
            continue;
        if ((at == 0 || !is_of_word(name[at - 1])) && (end == name.size() || !is_of_word(name[end]))) return true;
    }
    return false;
}

Act::By author_of(const Actor& actor) {
    if (actor.kind == Actor::Kind::import) return Act::By::import;
    if (actor.kind == Actor::Kind::anonymous) return Act::By::anonymous;
    if (std::find(software.begin(), software.end(), actor.name) != software.end()) return Act::By::system;
    return names_a_bot(actor.name) ? Act::By::bot : Act::By::account;
}

void heed_tags(Act& act, std::span<const std::string> tags) {
    for (const std::string& tag : tags) {
        act.tagged_reverted = act.tagged_reverted || tag == "mw-reverted";
        act.tagged_revert = act.tagged_revert || tag == "mw-rollback" || tag == "mw-undo" || tag == "mw-manual-revert";
    }
}

Act act_of(const Revision& revision, Person who, TextMark parent_text) {
    Act act;
    act.at = revision.at;
    act.text = mark_of(revision.sha1);
    act.parent_text = parent_text;
    act.by = signer_of(revision);
    if (act.by != Act::By::hidden) act.who = who;
    heed_tags(act, revision.tags);
    return act;
}

bool begins_earlier(const Revision& oldest) noexcept {
    return oldest.parent.has_value() || (oldest.actor && oldest.actor->kind == Actor::Kind::import);
}

std::string_view id_of(Verdict verdict) noexcept {
    constexpr std::array<std::string_view, all_verdicts> ids{
        "counts", "before_2001", "after_2100", "bot", "import", "renamed", "unchanged", "batch", "revert", "reverted"};
    return ids[static_cast<std::size_t>(verdict)];
}

std::string_view reason_at(Verdict verdict, Instant at, Instant now) noexcept {
    if (verdict == Verdict::counts && week_number(at) > week_number(now)) return "not_yet";
    return id_of(verdict);
}

}  // namespace moisson::health
