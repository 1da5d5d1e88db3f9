// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/store/stores.hpp"
#include "tests/unit/store/words.hpp"

using namespace moisson;
using namespace moisson::test;

namespace {

Traits traits() {
    Traits known;
    known.software = "MediaWiki 1.39.17";
    known.base_url = "https://movilab.org";
    known.data_licence = "CC-BY-SA-4.0";
    known.attribution = "Movilab";
    known.unique_revision_ids = true;
    known.pages = 10005;
    known.details = Value::Object{{"articlepath", "/wiki/$1"}, {"server", "https://movilab.org"}};
    return known;
}

Run ended(std::int64_t id, const std::string& verb, Outcome outcome, std::int64_t seconds) {
    Run run;
    run.id = id;
    run.source = movilab;
    run.verb = verb;
    run.started = at(seconds - 10);
    run.ended = at(seconds);
    run.outcome = outcome;
    return run;
}

std::int64_t begin(store::Engine& engine, const std::string& verb, std::int64_t seconds) {
    return must(engine.runs->begin(movilab, verb, at(seconds)));
}

}  // namespace

TEST_CASE_TEMPLATE("a source is remembered with its traits; cursor and baseline are left as they are", Store,
                   MOISSON_STORES) {
    Store store;
    must(store.engine.sources->remember(movilab, "mediawiki", traits()));
    auto row = must(store.engine.sources->find(movilab));
    REQUIRE(row);
    CHECK(row->kind == "mediawiki");
    CHECK(row->traits == traits());
    CHECK(row->cursor.empty());
    CHECK_FALSE(row->baseline_done);
    CHECK_FALSE(row->last_census);

    auto news = delta();
    news.cursor = Cursor{"rc|5"};
    news.baseline_done = true;
    must(store.engine.writer->commit(news));
    auto newer = traits();
    newer.software = "MediaWiki 1.43";
    must(store.engine.sources->remember(movilab, "mediawiki", newer));
    row = must(store.engine.sources->find(movilab));
    CHECK(row->traits->software == "MediaWiki 1.43");
    CHECK(row->cursor.text == "rc|5");
    CHECK(row->baseline_done);

    must(store.engine.sources->remember(movilab, "mediawiki", std::nullopt));
    CHECK(must(store.engine.sources->find(movilab))->traits == newer);
}

TEST_CASE_TEMPLATE("rewinding forgets the cursor and nothing else", Store, MOISSON_STORES) {
    Store store;
    auto news = delta();
    news.items = {page("1", "A")};
    news.cursor = Cursor{"rc|5"};
    news.baseline_done = true;
    must(store.engine.writer->commit(news));
    must(store.engine.sources->rewind(movilab));
    must(store.engine.sources->rewind(SourceName("inconnue")));
    const auto row = must(store.engine.sources->find(movilab));
    CHECK(row->cursor.empty());
    CHECK(row->baseline_done);
    CHECK(must(store.reader->sources()).size() == 1);
    CHECK(must(store.reader->sources()).at(0).alive == 1);
}

TEST_CASE_TEMPLATE("the redirects of a source are those alive", Store, MOISSON_STORES) {
    Store store;
    auto news = delta();
    auto gone = redirect("3", "Modèle:Vieux", "Modèle:Commun");
    gone.life = Life::gone;
    news.items = {page("1", "Modèle:Commun"), redirect("2", "Modèle:Common", "Modèle:Commun"), gone};
    must(store.engine.writer->commit(news));
    const auto found = must(store.engine.sources->redirects(movilab));
    REQUIRE(found.size() == 1);
    CHECK(found[0] == news.items[1].item);
    CHECK(must(store.engine.sources->redirects(SourceName("autre"))).empty());
}

TEST_CASE_TEMPLATE("a source's items are counted as long as they live", Store, MOISSON_STORES) {
    Store store;
    auto news = delta();
    auto gone = page("3", "Ancienne");
    gone.life = Life::gone;
    news.items = {page("1", "Accueil"), redirect("2", "Début", "Accueil"), gone};
    must(store.engine.writer->commit(news));
    CHECK(must(store.engine.sources->alive(movilab)) == 2);
    CHECK(must(store.engine.sources->alive(SourceName("autre"))) == 0);
}

TEST_CASE_TEMPLATE("a run is kept with its proof", Store, MOISSON_STORES) {
    Store store;
    Run run = ended(begin(store.engine, "harvest", 90), "harvest", Outcome::partial, 100);
    run.listed = 12;
    run.seen = 11;
    run.changed = 3;
    run.requests = 5;
    run.bytes = 123456;
    run.error = "one page was too large";
    must(store.engine.runs->end(run));
    const auto kept = must(store.reader->runs({.limit = 10}));
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].id == run.id);
    CHECK(kept[0].source == movilab);
    CHECK(kept[0].verb == "harvest");
    CHECK(kept[0].started == at(90));
    CHECK(kept[0].ended == at(100));
    CHECK(kept[0].outcome == Outcome::partial);
    CHECK(kept[0].listed == 12);
    CHECK(kept[0].seen == 11);
    CHECK(kept[0].changed == 3);
    CHECK(kept[0].requests == 5);
    CHECK(kept[0].bytes == 123456);
    CHECK_FALSE(kept[0].drift);
    CHECK(kept[0].error == run.error);
}

TEST_CASE_TEMPLATE("that a source asked to be left alone is kept until a run says otherwise; a file says nothing of it",
                   Store, MOISSON_STORES) {
    Store store;
    const auto left_by = [&](const std::string& verb, const std::optional<Closing>& closing) {
        Run run = ended(begin(store.engine, verb, 90), verb, Outcome::failed, 100);
        run.closing = closing;
        must(store.engine.runs->end(run));
        const auto kept = must(store.engine.sources->find(movilab))->closing;
        CHECK(must(store.reader->sources()).at(0).row.closing == kept);
        return kept;
    };
    const Closing closing{at(0), at(86'400), "https://movilab.org/api.php", "HTTP 403: « non »", "write to them"};
    CHECK_FALSE(left_by("harvest", std::nullopt));
    CHECK(left_by("harvest", closing) == closing);
    CHECK(left_by("import", std::nullopt) == closing);
    CHECK_FALSE(left_by("poll", std::nullopt));
}

TEST_CASE_TEMPLATE("runs that never ended are closed as interrupted, once", Store, MOISSON_STORES) {
    Store store;
    begin(store.engine, "poll", 10);
    must(store.engine.runs->end(ended(begin(store.engine, "poll", 20), "poll", Outcome::complete, 30)));
    begin(store.engine, "poll", 40);
    CHECK(must(store.engine.runs->close_interrupted(at(50))) == 2);
    CHECK(must(store.engine.runs->close_interrupted(at(60))) == 0);
    const auto newest = must(store.reader->runs({.limit = 2}));
    REQUIRE(newest.size() == 2);
    CHECK(newest[0].outcome == Outcome::interrupted);
    CHECK(newest[0].ended == at(50));
    CHECK(newest[1].outcome == Outcome::complete);
}

TEST_CASE_TEMPLATE("the last census is the last complete one of the latest revisions; any depth tells the drift", Store,
                   MOISSON_STORES) {
    Store store;
    const auto census = [&](const std::string& verb, Outcome outcome, std::int64_t seconds,
                            std::optional<std::uint64_t> drift) {
        Run run = ended(begin(store.engine, verb, seconds - 10), verb, outcome, seconds);
        run.drift = drift;
        must(store.engine.runs->end(run));
        const auto status = must(store.reader->sources()).at(0);
        return std::pair(status.row.last_census, status.drift);
    };
    using Known = std::pair<std::optional<Instant>, std::optional<std::uint64_t>>;
    CHECK(census("poll", Outcome::complete, 100, std::nullopt) == Known{std::nullopt, std::nullopt});
    CHECK(census("census", Outcome::complete, 200, 2) == Known{at(200), 2});
    CHECK(census("census", Outcome::failed, 300, std::nullopt) == Known{at(200), 2});
    CHECK(census("census", Outcome::partial, 400, 1) == Known{at(200), 1});
    CHECK(census("deep_census", Outcome::complete, 500, 5) == Known{at(200), 5});
    CHECK(census("resync_full", Outcome::complete, 600, 0) == Known{at(600), 0});
    CHECK(must(store.engine.sources->find(movilab))->last_census == at(600));
}

TEST_CASE_TEMPLATE("the status of a source counts what it holds", Store, MOISSON_STORES) {
    Store store;
    must(store.engine.sources->remember(SourceName("zzz"), "mediawiki", std::nullopt));
    auto news = delta();
    auto gone = page("3", "C");
    gone.life = Life::gone;
    auto talk = page("4", "Discussion:A");
    talk.resource = talk.home = ResourceId("movilab-1");
    news.items = {page("1", "A"), redirect("2", "B", "A"), gone, talk};
    news.revisions = {revision("1", "10"), revision("1", "11"), revision("3", "30")};
    news.owed = {debt("1")};
    news.ignored = {Ignored{"log 1", {}, "unknown"}};
    must(store.engine.writer->commit(news));
    must(store.engine.runs->end(ended(begin(store.engine, "harvest", 20), "harvest", Outcome::complete, 30)));
    must(store.engine.runs->end(ended(begin(store.engine, "poll", 40), "poll", Outcome::failed, 50)));
    const auto all = must(store.reader->sources());
    REQUIRE(all.size() == 2);
    CHECK(all[1].row.name == SourceName("zzz"));
    CHECK_FALSE(all[1].last_run);
    const auto& status = all[0];
    CHECK(status.row.name == movilab);
    CHECK(status.alive == 3);
    CHECK(status.gone == 1);
    CHECK(status.revisions == 3);
    CHECK(status.resources == 2);
    CHECK(status.owed == 1);
    CHECK(status.ignored == 1);
    CHECK(status.last_run->verb == "poll");
    CHECK(status.last_complete->verb == "harvest");
}
