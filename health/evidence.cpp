// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/evidence.hpp"

#include "health/answers.hpp"

#include <algorithm>

namespace moisson::health {
namespace {

std::optional<Instant> date_of(const Vitals& vitals, const RevisionId& revision) {
    const auto found = vitals.dates.find(revision);
    return found == vitals.dates.end() ? std::nullopt : std::optional(found->second);
}

// A fact that the source states: since the revision in which it came, as far as that is known.
std::optional<Stated> stated(const Vitals& vitals, const std::string& fact) {
    const auto from = vitals.snapshot.provenance.find("facts." + fact);
    if (from == vitals.snapshot.provenance.end()) return std::nullopt;
    auto since = date_of(vitals, from->second.revision);
    if (!since) since = vitals.last_any;
    return Stated{Stated::By::source, since.value_or(Instant{})};
}

std::optional<Stated> archived(const Vitals& vitals) {
    auto said = stated(vitals, "archived");
    if (vitals.ended && (!said || *vitals.ended < said->since)) said = Stated{Stated::By::source, *vitals.ended};
    return said;
}

Past past_of(const Vitals& vitals) {
    Past past;
    const auto created = vitals.snapshot.fields.find("created");
    if (created != vitals.snapshot.fields.end()) past.born = from_iso(created->second.text_or(""));
    if (vitals.observed.keeps == Observed::Keeps::two_dates && !vitals.observed.born_seen) {
        past.read = Past::Read::two_dates;
        past.observed_since = vitals.observed.since;
    } else if (vitals.begins_earlier) {
        past.read = Past::Read::truncated;
    }
    return past;
}

}  // namespace

Facts facts_of(const Vitals& vitals) {
    Facts facts;
    facts.family = family_of(vitals.snapshot.kind());
    facts.past = past_of(vitals);
    facts.reach = reach_of(vitals.people, vitals.names);
    facts.archived = archived(vitals);
    facts.stable = stated(vitals, "stable");
    facts.unlisted = stated(vitals, "do_not_list");
    if (!facts.unlisted && vitals.unlisted)
        facts.unlisted = Stated{Stated::By::source, vitals.last_any.value_or(Instant{})};
    return facts;
}

Evidence evidence_of(const Vitals& vitals) {
    Evidence evidence;
    evidence.weeks = vitals.footprint.weeks();
    evidence.facts = facts_of(vitals);
    evidence.shares = vitals.footprint.shares();
    evidence.last_human = vitals.last_human;
    evidence.last_any = vitals.last_any;
    evidence.contest = vitals.contest;
    evidence.questions = questions_of(vitals.talk, vitals.at_home);
    evidence.answers = answers_of(
        vitals.snapshot, [&](const RevisionId& revision) { return date_of(vitals, revision); }, vitals.last_any);
    return evidence;
}

}  // namespace moisson::health
