// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/control/kept_pages.hpp"
#include "daemon/cli/render.hpp"
#include "tests/unit/store/stores.hpp"
#include "tests/unit/store/words.hpp"

using namespace moisson;
using namespace moisson::daemon;
using namespace moisson::test;

namespace {

struct Told {
    Result<Done> done = Done{};
    std::vector<KeptLine> lines;
};

Told ask(store::Reader& reader, const std::string& source, const std::string& what) {
    Told told;
    Question question;
    question.path = "/v1/contents";
    question.given = {{"source", source}, {"what", what}};
    told.done = tell_kept_pages(reader, question, [&](std::string_view line) {
        told.lines.push_back(must(kept_line_from(line)));
        return true;
    });
    return told;
}

void fill(InMemory& store) {
    must(store.engine.sources->remember(movilab, "mediawiki", Traits{}));
    auto news = delta();
    auto moved = redirect("7", "Modèle:Ressource", "Modèle:Commun");
    moved.item.ns = 10;
    news.items = {page("1", "Le WIP", "10"), page("2", "La Bulloterie", "20"), page("3", "la bulloterie", "30"), moved};
    news.revisions = {revision("1", "10"), revision("2", "20")};
    news.contents = {content("1", "10", "{{Commun|a=\x01\n«é»}}"), content("2", "20", "bulles")};
    news.snapshots = {snapshot("1", "10", "Le WIP"), snapshot("2", "20", "La Bulloterie")};
    must(store.engine.writer->commit(news));
}

}  // namespace

TEST_CASE("the kept pages of a source come with what is needed to read them, and survive their journey") {
    InMemory store;
    fill(store);
    const Told told = ask(*store.reader, "movilab", "");
    REQUIRE(told.done);
    REQUIRE(told.lines.size() == 4);
    CHECK(std::get<KeptSource>(told.lines[0]).source == movilab);
    const Item& moved = std::get<Item>(told.lines[1]);
    CHECK(moved.redirect_to == "Modèle:Commun");
    CHECK(moved.ns == 10);
    const KeptPage& page = std::get<KeptPage>(told.lines[2]);
    CHECK(page.content == content("1", "10", "{{Commun|a=\x01\n«é»}}"));
    CHECK(page.snapshot == snapshot("1", "10", "Le WIP").snapshot);
    CHECK(page.item.latest == RevisionId("10"));
}

TEST_CASE("a page is found by its title or id; none, or several, is said") {
    InMemory store;
    fill(store);
    CHECK(ask(*store.reader, "", "Le WIP").lines.size() == 3);
    CHECK(ask(*store.reader, "movilab", "2").lines.size() == 3);
    const Told none = ask(*store.reader, "movilab", "Nulle part");
    REQUIRE_FALSE(none.done);
    CHECK(none.done.error().kind == ErrorKind::config);
    CHECK(none.done.error().what == "no such page here");
    const Told several = ask(*store.reader, "", "LA BULLOTERIE");
    REQUIRE_FALSE(several.done);
    CHECK(several.done.error().what.find("movilab:2") != std::string::npos);
    CHECK(several.done.error().what.find("movilab:3") != std::string::npos);
    const Told unknown = ask(*store.reader, "movilib", "");
    REQUIRE_FALSE(unknown.done);
    CHECK(unknown.done.error().remedy == "did you mean \"movilab\"?");
}

TEST_CASE("a line that is none of these is refused") {
    for (const char* line : {"", "{", "{}", "[]", "{\"page\":{}}", "{\"page\":{},\"record\":\"{\"}", "\xFF"}) {
        CAPTURE(line);
        CHECK_FALSE(kept_line_from(line));
    }
}

TEST_CASE("whatever a page says, a terminal only sees text") {
    const Value value =
        Value::Object{{"name", "T|\x1b[2J"}, {"text", "\x1b]0;x\x07"}, {"field", Value()}, {"fate", "unread"}};
    const Value trial = Value::Object{
        {"title", "\u202Eabc"},
        {"source", "movilab"},
        {"item", "1"},
        {"revision", "2"},
        {"kind", Value::Object{{"before", "page"}, {"after", "commun"}, {"rule", "\x1b"}}},
        {"fields", Value::List{Value::Object{{"field", "summary"}, {"value", "\x1b[1m"}, {"before", Value()}}}},
        {"gone", Value::List{Value::Object{{"field", "stage"}, {"before", "\x9b"}}}},
        {"values", Value::List{value}},
        {"templates", Value::List{"\x1b"}},
        {"categories", Value::List{}},
        {"surprises", Value::List{"\x1b"}},
        {"refused", true}};
    const std::string text = render_trial(trial);
    for (const char c : text) CHECK((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
    CHECK(text.find("\u202E") == std::string::npos);
    CHECK(text.find("was page") != std::string::npos);
    CHECK(text.find("no rule speaks of it") != std::string::npos);
    const Value tally = Value::Object{{"name", "\x1b"},
                                      {"pages", 3},
                                      {"values", 3},
                                      {"field", "starts"},
                                      {"examples", Value::List{Value::Object{{"title", "\x1b"}, {"text", "\x1b"}}}}};
    const Value coverage = Value::Object{
        {"source", "movilab"},
        {"pages", 3},
        {"unread", 1},
        {"unread_pages", Value::List{"\x1b"}},
        {"kinds", Value::List{Value::Object{
                      {"kind", "commun"},
                      {"pages", 3},
                      {"refused", 0},
                      {"fields", Value::List{Value::Object{{"field", "summary"}, {"pages", 2}, {"share", 2.0 / 3}}}},
                      {"unread", Value::List{tally}},
                      {"not_understood", Value::List{tally}}}}}};
    const std::string covered = render_coverage(coverage);
    for (const char c : covered) CHECK((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
    CHECK(covered.find("67 %") != std::string::npos);
}
