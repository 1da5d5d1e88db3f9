// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/control/health_answers.hpp"
#include "health/evidence.hpp"
#include "tests/unit/health/people_of_r.hpp"
#include "tests/unit/store/stores.hpp"
#include "tests/unit/store/words.hpp"

#include <doctest/doctest.h>
#include <algorithm>

using namespace moisson;
using namespace moisson::daemon;
using namespace moisson::health;
using namespace std::chrono_literals;
namespace story = moisson::health::test;

namespace {

const Instant now = story::now;

// The charts of a few resources, and nothing else.
class Charts final : public store::HealthReader {
public:
    std::vector<store::Chart> all;
    std::vector<store::TransitionRow> changes;

    Result<std::optional<store::Chart>> chart(const ResourceId& resource, Instant) override {
        for (const store::Chart& each : all)
            if (each.resource == resource) return std::optional(each);
        return std::optional<store::Chart>{};
    }
    Result<std::optional<store::Chart>> answers(const ResourceId& resource, Instant then) override {
        return chart(resource, then);
    }
    Result<Done> labels(const store::LabelFilter& filter,
                        const std::function<bool(const store::LabelRow&)>& take) override {
        for (const store::Chart& each : all) {
            const bool fits =
                (filter.kind.empty() || filter.kind == each.kind) && (!filter.source || *filter.source == each.source);
            const Facts facts = facts_of(each.vitals);
            const Weeks weeks = each.vitals.footprint.weeks();
            if (fits && !take({each.resource, each.source, each.item, each.title, each.kind,
                               standing(weeks, facts, now, Audience::routers), facts, weeks}))
                break;
        }
        return Done{};
    }
    Result<Done> transitions(Instant since, const std::function<bool(const store::TransitionRow&)>& take) override {
        for (const store::TransitionRow& each : changes)
            if (each.transition.at >= since && !take(each)) break;
        return Done{};
    }
    Result<std::map<Label, std::uint64_t>> label_counts(const std::optional<SourceName>&) override {
        return std::map<Label, std::uint64_t>{};
    }
};

// A resource on which alice worked on these days.
store::Chart chart_of(const std::string& id, const std::string& title, const std::string& kind,
                      std::initializer_list<const char*> days) {
    store::Chart chart;
    chart.resource = ResourceId("movilab-" + id);
    chart.source = moisson::test::movilab;
    chart.item = ItemId(id);
    chart.title = title;
    chart.kind = kind;
    chart.vitals.snapshot.fields = {{"kind", Value(kind)}, {"title", Value(title)}};
    for (const char* day : days) {
        Act act;
        act.at = story::at(day);
        act.who = story::alice;
        chart.vitals.footprint.add(act);
        chart.vitals.last_human = chart.vitals.last_any = act.at;
        chart.revisions.push_back(
            {chart.source, chart.item, RevisionId(std::string("r") + day), {act.at, Verdict::counts}});
    }
    chart.names[story::alice] = {{moisson::test::movilab, "Alice \x1b[31m"}};
    return chart;
}

struct Desk {
    moisson::test::InMemory store;
    Charts charts;

    Desk() {
        using namespace moisson::test;
        must(store.engine.sources->remember(movilab, "mediawiki", Traits{}));
        auto news = delta();
        news.items = {page("1", "Dokos"), page("2", "La Bulloterie"), page("3", "Vieille méthode"),
                      page("4", "Oubliée")};
        must(store.engine.writer->commit(news));
        charts.all = {
            chart_of("1", "Dokos", "outil_numerique", {"2025-11-05", "2026-01-07", "2026-03-04", "2026-06-03"}),
            chart_of("2", "La Bulloterie", "lieu", {"2026-03-04"}),
            chart_of("3", "Vieille méthode", "methode", {"2015-03-04", "2016-01-06"}),
            chart_of("4", "Oubliée", "methode", {"2014-03-05"})};
        charts.all[2].vitals.people = {{story::alice, Acquaintance::Role::contributor, 2026y / 2}};
    }

    HealthDesk desk() {
        return {*store.reader, charts, [](std::string_view) { return grid_of_works(); },
                [](Instant when) { return std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(when)); },
                now};
    }
    std::vector<std::string> ask(const std::string& path, std::map<std::string, std::string> given) {
        HealthDesk desk = this->desk();
        std::vector<std::string> lines;
        auto said = answer_health(desk, daemon::Question{path, std::move(given)}, [&](std::string_view line) {
            lines.emplace_back(line);
            return true;
        });
        REQUIRE_MESSAGE(said, (said ? "" : said.error().sentence()));
        CHECK(*said);
        return lines;
    }
    Error refused(const std::string& path, std::map<std::string, std::string> given) {
        HealthDesk desk = this->desk();
        auto said =
            answer_health(desk, daemon::Question{path, std::move(given)}, [](std::string_view) { return true; });
        REQUIRE_FALSE(said);
        return said.error();
    }
};

std::string all_of(const std::vector<std::string>& lines) {
    std::string all;
    for (const std::string& line : lines) all += line + "\n";
    return all;
}

bool has(const std::string& text, std::string_view word) {
    return text.find(word) != std::string::npos;
}

}  // namespace

TEST_CASE("why tells routers the chances and the public none, in words and in lines") {
    Desk desk;
    const auto told = desk.ask("/v1/why", {{"what", "Dokos"}, {"for", "routers"}, {"form", "text"}});
    CHECK(told.front() == "L'outil numérique « Dokos » (movilab-1)");
    CHECK(told.back().starts_with("Vivant : environ "));
    CHECK(has(told.back(), "de chances que la fiche soit modifiée d'ici 12 mois"));
    const auto shown = desk.ask("/v1/why", {{"what", "movilab-1"}, {"form", "text"}});
    CHECK(shown.back().starts_with("Vivant : des contributions assez récentes"));
    CHECK_FALSE(has(shown.back(), "chances"));
    const auto line = from_json(desk.ask("/v1/why", {{"what", "1"}, {"for", "routers"}}).front());
    REQUIRE(line);
    CHECK(line->at("health").at("label") == Value("vivant"));
    CHECK(line->at("why").list()->front().at("head") == Value("Vivant"));
    CHECK(line->at("why").list()->front().at("revisions").list()->size() == 4);
    CHECK(line->at("why").list()->front().at("revisions").list()->front().at("id") == Value("r2025-11-05"));
}

TEST_CASE("a place is not judged by how often its page is edited") {
    Desk desk;
    const auto told = desk.ask("/v1/why", {{"what", "La Bulloterie"}, {"for", "routers"}, {"form", "text"}});
    CHECK(told.front() == "Le lieu « La Bulloterie » (movilab-2)");
    CHECK(told.back().starts_with("On ne juge pas le lieu au rythme des modifications de sa fiche. "));
    CHECK_FALSE(has(told.back(), "chances"));
}

TEST_CASE("a resource that nobody knows is told with the nearest, and so is a label") {
    Desk desk;
    const Error unknown = desk.refused("/v1/why", {{"what", "Dokoss"}});
    CHECK(unknown.kind == ErrorKind::config);
    CHECK(has(unknown.sentence(), "did you mean \"Dokos\"?"));
    CHECK(has(desk.refused("/v1/health", {{"label", "vivent"}}).sentence(), "did you mean \"vivant\"?"));
    CHECK(has(desk.refused("/v1/health", {{"label", "xyzxyzxyz"}}).sentence(), "a_reveiller, orphelin"));
    CHECK(has(desk.refused("/v1/health", {{"for", "everybody"}}).sentence(), "routers or public"));
    CHECK(has(desk.refused("/v1/health", {{"label", "orphelin"}}).sentence(), "en_veille"));
    CHECK(has(desk.refused("/v1/health", {{"source", "movilap"}}).sentence(), "did you mean \"movilab\"?"));
    CHECK(has(desk.refused("/v1/wake", {{"limit", "none"}}).sentence(), "not a number"));
    CHECK(has(desk.refused("/v1/transitions", {{"since", "soon"}}).sentence(), "not a date"));
    HealthDesk open = desk.desk();
    CHECK_FALSE(*answer_health(open, daemon::Question{"/v1/else", {}}, [](std::string_view) { return true; }));
}

TEST_CASE("resources are listed by label, the three that the public does not tell apart as one") {
    Desk desk;
    const auto routers = desk.ask("/v1/health", {{"for", "routers"}, {"form", "text"}});
    CHECK(all_of(routers) ==
          "L'outil numérique « Dokos » : vivant (movilab-1)\n"
          "Le lieu « La Bulloterie » : fraîcheur inconnue (aucune réponse n'est donnée) (movilab-2)\n"
          "La méthode « Vieille méthode » : à réveiller (movilab-3)\nLa méthode « Oubliée » : orpheline (movilab-4)\n"
          "1 × vivant\n1 × à réveiller\n1 × orphelin\n");
    const auto shown = desk.ask("/v1/health", {{"label", "en_veille"}});
    CHECK(shown.size() == 2);
    CHECK(has(shown[0], "\"label\":\"en_veille\""));
    CHECK(desk.ask("/v1/health", {{"label", "orphelin"}, {"for", "routers"}}).size() == 1);
    CHECK(desk.ask("/v1/health", {{"kind", "lieu"}}).size() == 1);
}

TEST_CASE("what its source asks not to list is in nothing that the public reads") {
    Desk desk;
    desk.charts.all[0].vitals.snapshot.provenance["facts.do_not_list"] = Provenance{"facts", RevisionId("r"), false};
    CHECK(desk.ask("/v1/health", {}).size() == 3);
    CHECK(desk.ask("/v1/health", {{"for", "routers"}}).size() == 4);
    CHECK(has(desk.refused("/v1/why", {{"what", "Dokos"}}).sentence(), "asks not to list it"));
    CHECK(desk.ask("/v1/why", {{"what", "Dokos"}, {"for", "routers"}}).size() == 1);
}

TEST_CASE("what is finished and stable has no label for the public") {
    Desk desk;
    desk.charts.all[2].vitals.snapshot.provenance["facts.stable"] = Provenance{"facts", RevisionId("r"), false};
    CHECK(desk.ask("/v1/health", {{"label", "en_veille"}}).size() == 1);
    const auto told = desk.ask("/v1/why", {{"what", "Vieille méthode"}, {"form", "text"}});
    CHECK(has(told.back(), "Finie et stable"));
    CHECK(desk.ask("/v1/wake", {}).size() == 1);
}

TEST_CASE("the queue names first what is the better known and can be called, with whom, and makes names harmless") {
    Desk desk;
    const auto told = desk.ask("/v1/wake", {{"form", "text"}});
    CHECK(told[0] == "1. La méthode « Vieille méthode » (movilab-3)");
    CHECK(has(told[1], "À appeler : Alice \\x1b[31m (activité publique en février 2026)."));
    CHECK(has(told[1], "Il manque : un contact"));
    CHECK(has(all_of(told), "2. La méthode « Oubliée » (movilab-4)"));
    const auto lines = desk.ask("/v1/wake", {{"limit", "1"}});
    REQUIRE(lines.size() == 1);
    const auto line = from_json(lines.front());
    REQUIRE(line);
    CHECK(line->at("label") == Value("a_reveiller"));
    CHECK(*line->at("priority").number() == doctest::Approx(std::log2(3) * 1.0 * 0.5));
}

TEST_CASE("changes of label are told to routers as kept, and to the public as far as it can tell labels apart") {
    Desk desk;
    desk.charts.all = {desk.charts.all[2]};
    const store::Chart& old = desk.charts.all.front();
    const Facts facts = facts_of(old.vitals);
    const Weeks weeks = old.vitals.footprint.weeks();
    for (const Transition& each : transitions(weeks, facts, now, Audience::routers))
        desk.charts.changes.push_back({old.resource, old.source, old.item, old.title, old.kind, each, now});
    const auto routers = desk.ask("/v1/transitions", {{"for", "routers"}});
    CHECK(routers.size() == desk.charts.changes.size());
    CHECK(has(all_of(routers), "\"to\":\"a_reveiller\""));
    const auto shown = desk.ask("/v1/transitions", {});
    CHECK(shown.size() < routers.size());
    CHECK_FALSE(has(all_of(shown), "a_reveiller"));
    for (const std::string& line : shown) CHECK(has(line, "T00:00:00Z\""));
    const auto words = desk.ask("/v1/transitions", {{"for", "routers"}, {"form", "text"}});
    CHECK(words.back().ends_with("« Vieille méthode », en veille → à réveiller : le temps a passé (movilab-3)"));
    CHECK(desk.ask("/v1/transitions", {{"since", "2026-06-30"}, {"for", "routers"}}).empty());
}

TEST_CASE("places are listed with how fresh their answers are, and events by whether they are over") {
    Desk desk;
    Snapshot& place = desk.charts.all[1].vitals.snapshot;
    for (const char* field : {"contacts", "licence", "homepage", "how_to"}) place.fields[field] = Value("dit");
    desk.charts.all.push_back(chart_of("5", "Fête", "evenement", {"2026-03-04"}));
    desk.charts.all.push_back(chart_of("6", "Kermesse", "evenement", {"2026-03-04"}));
    desk.charts.all.push_back(chart_of("7", "Un jour", "evenement", {"2026-03-04"}));
    desk.charts.all[4].vitals.snapshot.fields["starts"] = Value("2026-12-24T18:00:00Z");
    desk.charts.all[5].vitals.snapshot.fields["starts"] = Value("2026-05-01");
    for (const char* audience : {"routers", "public"}) {
        const std::string text = all_of(desk.ask("/v1/health", {{"for", audience}, {"form", "text"}}));
        CAPTURE(text);
        CHECK(has(text, "Le lieu « La Bulloterie » : informations qui commencent à dater (au plus "));
        CHECK(has(text, "L'évènement « Fête » : à venir (movilab-5)\n"));
        CHECK(has(text, "L'évènement « Kermesse » : passé (movilab-6)\n"));
        CHECK(has(text, "L'évènement « Un jour » : sans date (movilab-7)\n"));
        CHECK(text.ends_with("1 × à venir\n1 × passé\n1 × informations qui commencent à dater\n"));
    }
    const auto lines = desk.ask("/v1/health", {{"kind", "evenement"}});
    REQUIRE(lines.size() == 3);
    CHECK(has(lines[0], "\"happening\":\"a_venir\""));
    Value status = Value::Object{{"sources", Value::List{Value::Object{{"name", "movilab"}}}}};
    HealthDesk open = desk.desk();
    REQUIRE(add_health(open, daemon::Question{"/v1/status", {}}, status));
    const Value& source = status.at("sources").list()->front();
    CHECK(source.at("answers") == Value(Value::Object{{"commence_a_dater", 1}}));
    CHECK(source.at("events") == Value(Value::Object{{"a_venir", 1}, {"passe", 1}, {"unknown", 1}}));
}

TEST_CASE("an event is not over on its last day, where the house stands") {
    Desk desk;
    desk.charts.all = {chart_of("5", "Fête", "evenement", {"2026-03-04"})};
    auto& said = desk.charts.all.front().vitals.snapshot.fields;
    const auto is_to_come = [&](const std::string& when) {
        HealthDesk open = desk.desk();
        open.day_of = moisson::test::must(days_in("Europe/Paris"));
        open.now = *from_iso(when);
        std::string told;
        moisson::test::must(answer_health(open, {"/v1/health", {}}, [&](std::string_view line) {
            told += line;
            return true;
        }));
        return has(told, "\"happening\":\"a_venir\"");
    };
    SUBCASE("a feast of one day") {
        said["starts"] = said["ends"] = Value("2029-07-14");
    }
    SUBCASE("a feast of two") {
        said["starts"] = Value("2029-07-13T18:00:00Z");
        said["ends"] = Value("2029-07-14");
    }
    SUBCASE("a feast of which nobody said when it ends") {
        said["starts"] = Value("2029-07-14");
    }
    CHECK(is_to_come("2029-07-14T10:00:00Z"));
    CHECK(is_to_come("2029-07-14T21:59:59Z"));
    CHECK_FALSE(is_to_come("2029-07-14T22:00:00Z"));
}

TEST_CASE("a status counts nothing that is gone or archived, and says null where there is nothing to count") {
    Desk desk;
    desk.charts.all[1].life = Life::gone;
    desk.charts.all[1].vitals.ended = story::at("2026-05-01");
    Value status = Value::Object{{"sources", Value::List{Value::Object{{"name", "movilab"}}}}};
    HealthDesk open = desk.desk();
    REQUIRE(add_health(open, daemon::Question{"/v1/status", {}}, status));
    CHECK(status.at("sources").list()->front().at("answers").is_null());
    CHECK(status.at("sources").list()->front().at("events").is_null());
}

TEST_CASE("what is shown of a page says how its resource is, to whom it may be said") {
    Desk desk;
    HealthDesk open = desk.desk();
    const auto shown = [&](const std::string& resource, const std::string& audience) {
        Value value = Value::Object{{"card", Value::Object{{"resource", resource}}}};
        REQUIRE(add_health(open, daemon::Question{"/v1/show", {{"for", audience}}}, value));
        return value.at("card").at("health");
    };
    CHECK(shown("movilab-4", "routers").at("label") == Value("orphelin"));
    CHECK(shown("movilab-4", "routers").at("words") == Value("orpheline"));
    CHECK(shown("movilab-4", "").at("label") == Value("en_veille"));
    CHECK(shown("movilab-4", "").at("missing").list()->front() == Value("contact"));
    CHECK(shown("movilab-2", "routers").at("label").is_null());
    CHECK(has(shown("movilab-2", "routers").at("words").text_or(""), "fraîcheur inconnue"));
    CHECK(shown("movilab-9", "routers").is_null());
    Value candidates = Value::Object{{"candidates", Value::List{}}};
    CHECK(add_health(open, daemon::Question{"/v1/show", {}}, candidates));
    Value runs = Value::Object{{"runs", Value::List{}}};
    CHECK(add_health(open, daemon::Question{"/v1/runs", {}}, runs));
    CHECK(runs == Value(Value::Object{{"runs", Value::List{}}}));
}

TEST_CASE("what is found says how it is, each by its own") {
    Desk desk;
    HealthDesk open = desk.desk();
    Value answer =
        Value::Object{{"found", Value::List{Value::Object{{"id", "movilab-1"}}, Value::Object{{"id", "movilab-3"}}}}};
    REQUIRE(add_health(open, daemon::Question{"/v1/find", {{"for", "routers"}}}, answer));
    CHECK(answer.at("found").list()->front().at("health").at("words") == Value("vivant"));
    CHECK(answer.at("found").list()->back().at("health").at("label") == Value("a_reveiller"));
    const auto refused = add_health(open, daemon::Question{"/v1/find", {{"for", "nobody"}}}, answer);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::config);
}
