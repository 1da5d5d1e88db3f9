// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/health_why.hpp"
#include "tests/unit/health/people_of_r.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <map>
#include <set>

using namespace moisson;
using namespace moisson::health;
using namespace moisson::health::test;
using namespace moisson::report;
using namespace std::chrono_literals;

namespace {

std::string name_of(Person who) {
    const std::map<Person, std::string> names{{alice, "alice"}, {bob, "bob"}, {chloe, "chloé"}, {dina, "dina"}};
    const auto found = names.find(who);
    return found == names.end() ? "somebody" : found->second;
}

Telling telling(std::string_view kind) {
    return {kind, name_of,
            [](Instant when) { return std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(when)); }};
}

std::vector<Sentence> why(const Evidence& evidence, Audience audience, std::string_view kind = "commun",
                          const std::vector<Acquaintance>& people = people_of_r) {
    const std::vector<Judged> revisions = revisions_of_r();
    return sentences_of(explain(evidence, grid_of_works(), people, revisions, now, audience), telling(kind));
}

// As it is written on a page: what stands at the head of a sentence is set in bold.
std::string in_bold(const std::vector<Sentence>& sentences) {
    std::string all;
    for (const Sentence& each : sentences)
        all += (all.empty() ? "" : " ") + (each.head.empty() ? std::string() : "**" + each.head + "** : ") + each.text;
    return all;
}

std::string text_of(const std::vector<Sentence>& sentences, std::string_view id) {
    for (const Sentence& each : sentences)
        if (each.id == id) return (each.head.empty() ? "" : each.head + " : ") + each.text;
    return {};
}

// A reason alone, in words.
std::string told(std::vector<Reason> reasons, std::string_view kind = "commun") {
    return paragraph_of(sentences_of(reasons, telling(kind)));
}

bool is_told(const std::vector<Sentence>& sentences, std::string_view id) {
    return std::any_of(sentences.begin(), sentences.end(), [&](const Sentence& each) { return each.id == id; });
}

// No hole where a word should be, and no chances for the public.
void check_is_whole(const Sentence& sentence, Audience audience) {
    const std::string text = (sentence.head.empty() ? "" : sentence.head + " : ") + sentence.text;
    CAPTURE(text);
    REQUIRE(sentence.text.size() > 10);
    REQUIRE(sentence.text.ends_with("."));
    for (const char* hole : {"  ", " .", "()", " )", ": .", "« »", "survi"})
        REQUIRE(text.find(hole) == std::string::npos);
    REQUIRE((audience == Audience::routers || text.find("chances") == std::string::npos));
}

std::optional<Stated> sometimes_stated(std::mt19937_64& random) {
    if (random() % 5 != 0) return std::nullopt;
    return Stated{std::array{Stated::By::source, Stated::By::person}[random() % 2],
                  at("2010-01-01") + 24h * (random() % 9000)};
}

Evidence some_evidence(std::mt19937_64& random, std::string_view kind) {
    Evidence evidence = evidence_of_r();
    if (random() % 8 == 0)
        evidence.weeks = Weeks();
    else if (random() % 2 == 0)
        evidence.weeks = random_history(random);
    else if (random() % 3 == 0)
        evidence.weeks = weeks_of({"2005-06-08"});
    evidence.last_human = at("2026-06-29") - 24h * (random() % 4000);
    evidence.facts.family = family_of(kind);
    evidence.facts.past.read =
        std::array{Past::Read::whole, Past::Read::truncated, Past::Read::two_dates}[random() % 3];
    evidence.facts.past.observed_since = at("2010-01-01") + 24h * (random() % 7000);
    evidence.facts.archived = sometimes_stated(random);
    evidence.facts.stable = sometimes_stated(random);
    evidence.facts.reach = reach_of(random() % 2 == 0 ? std::vector<Acquaintance>() : people_of_r,
                                    std::array{Reach::Names::told, Reach::Names::untold}[random() % 2]);
    evidence.contest = Contest{40, static_cast<std::uint32_t>(random() % 40)};
    for (const Criterion criterion : all_criteria)
        if (random() % 2 == 0)
            evidence.answers.push_back(
                {criterion, Answer::Form::normalised, at("2005-01-01") + 24h * (random() % 9000), false});
    return evidence;
}

std::vector<Judged> some_revisions(std::mt19937_64& random) {
    std::vector<Judged> all;
    for (std::uint64_t count = random() % 30; count > 0; --count)
        all.push_back({at("2000-01-01") + 24h * (random() % 11000), static_cast<Verdict>(random() % all_verdicts)});
    return all;
}

std::vector<Acquaintance> some_people(std::mt19937_64& random) {
    std::vector<Acquaintance> people = people_of_r;
    for (Acquaintance& person : people) {
        person.role = static_cast<Acquaintance::Role>(random() % 3);
        person.seen.reset();
        if (random() % 4 != 0) person.seen = 2009y / 1 + std::chrono::months(random() % 220);
    }
    return people;
}

}  // namespace

TEST_CASE("the worked example reads word for word as it is specified") {
    CHECK(
        in_bold(why(completed(evidence_of_r()), Audience::routers)) ==
        "**Vivant** : environ 60 % de chances que la fiche soit modifiée d'ici 12 mois. 3 semaines actives sur les 12 "
        "derniers mois, 2 l'année d'avant : pas de tendance nette. Dernière contribution humaine le 4 mars 2026, soit "
        "0,9 fois l'intervalle habituel. **Fragile** : une seule personne porte plus de la moitié de l'activité. Sans "
        "nouvelle contribution, « en veille » vers mars 2027 ; une contribution aujourd'hui porterait ces chances à 70 "
        "%. À appeler : alice (activité publique en février 2026). Contact déclaré : bob (dernière activité publique "
        "en mars 2025). Non comptées : 2 modifications de robot, 1 renommage.");
}

TEST_CASE("each sentence rests on the revisions its reasons rest on") {
    const std::vector<Sentence> sentences = why(completed(evidence_of_r()), Audience::routers);
    CHECK(sentences.front().revisions.size() == 5);
    CHECK(sentences.back().revisions == std::vector<std::size_t>{0, 1, 2});
}

TEST_CASE("the public reads no chances, no date to come and nobody's name, but what is missing") {
    const std::string text = paragraph_of(why(evidence_of_r(), Audience::everybody));
    CHECK(
        text ==
        "Vivant : des contributions assez récentes et assez fréquentes. 3 semaines actives sur les 12 derniers mois, 2 "
        "l'année d'avant : pas de tendance nette. Dernière contribution humaine le 4 mars 2026, soit 0,9 fois "
        "l'intervalle habituel. Non aiguillable : aucun contact n'est indiqué. Il manque : un contact, le temps à "
        "prévoir, le niveau de complexité, le coût, la licence, un mode d'emploi, la langue ou le territoire. Non "
        "comptées : 2 modifications de robot, 1 renommage.");
}

TEST_CASE("what is asleep, waits to be woken or is orphaned reads the same to the public, and not to routers") {
    Evidence r = evidence_of_r();
    r.weeks = weeks_of({"2015-06-10"});
    const std::string shown = paragraph_of(why(r, Audience::everybody, "methode", {}));
    CHECK(shown.starts_with("En veille : peu de contributions ces derniers temps"));
    CHECK(text_of(why(r, Audience::routers, "methode", {}), "a_reveiller") ==
          "À réveiller : moins de 5 % de chances que la fiche soit modifiée d'ici 12 mois, mais il reste quelqu'un à "
          "appeler.");
    r.facts.reach = Reach{};
    CHECK(text_of(why(r, Audience::routers, "methode", {}), "orphelin") ==
          "Orpheline : moins de 5 % de chances que la fiche soit modifiée d'ici 12 mois, et plus personne de connu à "
          "appeler.");
    CHECK(paragraph_of(why(r, Audience::everybody, "methode", {})) == shown);
}

TEST_CASE("what somebody decided is told as decided, with its day") {
    Evidence r = evidence_of_r();
    r.facts.archived = Stated{Stated::By::person, at("2026-01-01")};
    CHECK(text_of(why(r, Audience::routers, "methode"), "archive") ==
          "Archivée : une personne en a décidé le 1er janvier 2026.");
    r.facts.archived->by = Stated::By::source;
    CHECK(text_of(why(r, Audience::everybody), "archive") == "Archivé : la source le dit depuis le 1er janvier 2026.");
    r.facts.stable = Stated{Stated::By::source, at("2025-01-01")};
    CHECK(text_of(why(r, Audience::everybody), "faits_contradictoires") ==
          "Faits contradictoires : la fiche est dite à la fois finie et archivée.");
    r.facts.archived.reset();
    CHECK(text_of(why(r, Audience::routers, "methode"), "fini_et_stable") ==
          "Finie et stable : la fiche est dite finie depuis le 1er janvier 2025 ; qu'elle ne soit plus modifiée est "
          "normal.");
    r.facts.stable.reset();
    r.facts.archived = Stated{Stated::By::person, at("2026-09-05")};
    CHECK(text_of(why(r, Audience::routers), "next") ==
          "« archivé » à partir de septembre 2026 ; une contribution aujourd'hui porterait ces chances à 70 %.");
}

TEST_CASE("what is new or unknown is not judged") {
    Evidence r = evidence_of_r();
    r.weeks = weeks_of({"2026-06-10"});
    CHECK(text_of(why(r, Audience::routers, "communaute"), "naissant") ==
          "Naissante : 1 semaine active, la première connue en juin 2026 : trop tôt pour en dire plus.");
    CHECK(text_of(why(r, Audience::routers), "next") ==
          "Sans nouvelle contribution, « en veille » vers décembre 2026 ; une contribution aujourd'hui porterait à 55 "
          "% les "
          "chances que la fiche soit modifiée d'ici 12 mois.");
    r.facts.past = {Past::Read::two_dates, at("2026-01-05"), {}};
    r.last_human = at("2026-06-10");
    CHECK(text_of(why(r, Audience::everybody, "methode"), "indetermine") ==
          "Indéterminée : modifiée récemment, historique inconnu.");
    r.last_human = at("2026-01-10");
    CHECK(text_of(why(r, Audience::everybody), "indetermine").starts_with("Indéterminé : de l'histoire de la fiche"));
    r.weeks = Weeks();
    CHECK(text_of(why(r, Audience::everybody), "indetermine").starts_with("Indéterminé : aucune contribution lisible"));
}

TEST_CASE("what is the same in steps of five percent is not told as a gain") {
    const std::vector<Reason> same{{"vivant", {{"p12", 0.99}, {"percent", 100.0}}, {}},
                                   {"one_contribution", {{"p12", 0.991}, {"percent", 100.0}}, {}}};
    CHECK(told(same) == "Vivant : plus de 95 % de chances que la fiche soit modifiée d'ici 12 mois.");
    CHECK(told({{"en_veille", {{"p12", 0.2}, {"percent", 20.0}}, {}},
                {"one_contribution", {{"p12", 0.4}, {"percent", 40.0}}, {}}}) ==
          "En veille : environ 20 % de chances que la fiche soit modifiée d'ici 12 mois. Une contribution aujourd'hui "
          "porterait ces chances à 40 %.");
}

TEST_CASE("weeks and trends are counted in the singular, the plural, and none") {
    const auto weeks = [](double recent, double before, std::string_view trend) {
        return told({{"active_weeks", {{"recent", recent}, {"before", before}, {"trend", trend}}, {}}});
    };
    CHECK(weeks(0, 0, "unclear") == "Aucune semaine active depuis deux ans.");
    CHECK(weeks(1, 0, "unclear") ==
          "1 semaine active sur les 12 derniers mois, aucune l'année d'avant : pas de tendance nette.");
    CHECK(weeks(0, 9, "down") == "Aucune semaine active sur les 12 derniers mois, 9 l'année d'avant : en baisse.");
    CHECK(weeks(9, 1, "up") == "9 semaines actives sur les 12 derniers mois, 1 l'année d'avant : en hausse.");
}

TEST_CASE("the declared contact is called first, who looks after it is told as that, and a name steers no terminal") {
    const Telling loud{"commun", [](Person) { return std::string("<bob>\x1b & l'autre"); }, telling("commun").day_of};
    const std::vector<Reason> reasons{
        {"to_call", {{"person", bob}, {"seen", 2026y / 3}, {"role", std::string_view("contact")}}, {}}};
    CHECK(paragraph_of(sentences_of(reasons, loud)) ==
          "À appeler : <bob>\\x1b & l'autre, contact déclaré (activité publique en mars 2026).");
    CHECK(told({{"to_call", {{"person", dina}, {"seen", 2026y / 3}, {"role", std::string_view("caretaker")}}, {}}}) ==
          "À appeler : dina, qui en prend soin (activité publique en mars 2026).");
    CHECK(told({{"contact", {{"person", bob}}, {}}}) == "Contact déclaré : bob (aucune activité publique connue).");
}

TEST_CASE("an event is told by whether it is over, and a place by how fresh its answers are") {
    CHECK(paragraph_of({sentence_of(Happening::a_venir, "evenement")}) == "À venir : l'évènement n'est pas terminé.");
    CHECK(paragraph_of({sentence_of(Happening::passe, "evenement")}) == "Passé : l'évènement est terminé.");
    CHECK(sentence_of_kind("organisation").text ==
          "On ne juge pas l'organisation au rythme des modifications de sa fiche.");
    const auto answers = [](Known<AnswerFreshness> known) {
        const auto sentence = sentence_of(known);
        return sentence ? sentence->text : std::string();
    };
    CHECK(answers(AnswerFreshness{80, false}) == "Les informations utiles pour aiguiller sont à jour (80 sur 100).");
    CHECK(answers(AnswerFreshness{45, true}) ==
          "Les informations utiles pour aiguiller commencent à dater (45 sur 100, au plus).");
    CHECK(answers(AnswerFreshness{12, true}).empty());
    CHECK(answers(tl::unexpected(Unknown::no_grid)).empty());
    for (const Unknown unknown : {Unknown::no_date, Unknown::no_answer})
        CHECK(answers(tl::unexpected(unknown)).starts_with("On ne sait pas si"));
}

TEST_CASE("whatever the core explains is told in whole sentences, and nothing of it is left out") {
    std::mt19937_64 random(7);
    std::set<std::string_view> told_ids;
    const std::vector<std::string_view> kinds{"commun", "methode", "lieu", "evenement", "besoin", "unheard of"};
    for (int round = 0; round < 1500; ++round) {
        const Instant then = at("2010-01-01") + 24h * (random() % 7000);
        Evidence evidence = some_evidence(random, kinds[random() % kinds.size()]);
        if (round % 5 == 0) {  // chance alone rarely begins something of late
            evidence.weeks = Weeks();
            evidence.weeks.add(*week_of(then - 40 * 24h));
        }
        const std::vector<Judged> revisions = some_revisions(random);
        const auto audience = std::array{Audience::routers, Audience::everybody}[random() % 2];
        const auto people = random() % 3 == 0 ? std::vector<Acquaintance>() : some_people(random);
        const auto reasons =
            explain(evidence, random() % 8 == 0 ? Grid{} : grid_of_works(), people, revisions, then, audience);
        const auto sentences = sentences_of(reasons, telling(kinds[random() % kinds.size()]));
        for (const Sentence& sentence : sentences) {
            told_ids.insert(sentence.id);
            check_is_whole(sentence, audience);
        }
        for (const Reason& reason : reasons)
            REQUIRE((is_told(sentences, reason.id) || reason.id == "one_contribution"));
    }
    for (const Label label : all_labels) CHECK_MESSAGE(told_ids.contains(id_of(label)), id_of(label));
    for (const Flag flag : all_flags) CHECK_MESSAGE(told_ids.contains(id_of(flag)), id_of(flag));
    for (const std::string_view id :
         {"active_weeks", "last_edit", "next", "to_call", "contact", "missing", "not_counted"})
        CHECK_MESSAGE(told_ids.contains(id), id);
}
