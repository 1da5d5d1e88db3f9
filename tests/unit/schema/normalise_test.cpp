// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/normaliser.hpp"
#include "tests/unit/schema/normalise_rig.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::test;
using Of = Mapping::Condition::Of;

namespace {

const Mapping communs{{kind("commun", Of::template_name, "Commun")},
                      {field("summary", {"param:shortdescription", "param:Commun|Description en une ligne"}),
                       field("homepage", {"param:url", "param:site"}, {"url", {}, {}, {}}),
                       field("organisations", {"param:contributiveorganisation", "param:from"},
                             list_of("organisation", ",", "contributor"))},
                      {}};

const Value& extra(const Snapshot& snapshot, const std::string& key) {
    static const Value none;
    const auto found = snapshot.fields.find("extra");
    return found == snapshot.fields.end() ? none : found->second.at(key);
}

}  // namespace

TEST_CASE("every page has its title and a kind, whatever is in it") {
    const Snapshot snapshot = Page().under({});
    CHECK(snapshot.fields == Value::Object{{"title", "Une page"}, {"kind", "page"}});
    CHECK(snapshot.provenance.at("title").rule == "title");
    CHECK(snapshot.provenance.at("kind").rule == "default");
}

TEST_CASE("the first kind whose conditions all hold is the page's") {
    Mapping mapping;
    mapping.kinds = {{"lieu", {{Of::category, "Lieux"}, {Of::name_space, "0"}}},
                     kind("projet", Of::tag, "chantier"),
                     kind("organisation", Of::collection, "organizations"),
                     kind("document", Of::category, "Lieux")};
    CHECK(Page().in_category("lieux").under(mapping).kind() == "lieu");
    CHECK(Page().in_category("Lieux").under(mapping).provenance.at("kind").rule == "category:Lieux namespace:0");
    CHECK(Page().in_category("Lieux").at(4).under(mapping).kind() == "document");
    CHECK(Page().in_category("Lieux").at(4).tagged("Chantier").under(mapping).kind() == "projet");
    CHECK(Page().of("organizations").under(mapping).kind() == "organisation");
    CHECK(Page().of("Organizations").under(mapping).kind() == "page");
}

TEST_CASE("case, underscores and spaces of template names and keys make no difference") {
    const Snapshot snapshot =
        Page()
            .has("commun", {{"Short_Description", "Un outil"}})
            .under(
                {{kind("commun", Of::template_name, "Commun_")}, {field("summary", {"param:short  description"})}, {}});
    CHECK(snapshot.kind() == "commun");
    CHECK(snapshot.fields.at("summary") == Value("Un outil"));
    CHECK(snapshot.provenance.at("summary").rule == "param:short  description");
    CHECK(snapshot.fields.count("extra") == 0);
}

TEST_CASE("the first rule that means something feeds a field, and the others stay in extra") {
    const Snapshot snapshot = Page()
                                  .has("Commun", {{"shortdescription", "<!-- à remplir -->"},
                                                  {"Description en une ligne", "Deux"},
                                                  {"site", "https://b.org"},
                                                  {"url", "demander à Paul"}})
                                  .under(communs);
    CHECK(snapshot.fields.at("summary") == Value("Deux"));
    CHECK(snapshot.provenance.at("summary").rule == "param:Commun|Description en une ligne");
    CHECK(snapshot.fields.at("homepage") == Value("https://b.org"));
    CHECK(snapshot.provenance.at("homepage").rule == "param:site");
    CHECK(extra(snapshot, "Commun|url") == Value("demander à Paul"));
    const Snapshot both =
        Page().has("Commun", {{"shortdescription", "Un"}, {"Description en une ligne", "Deux"}}).under(communs);
    CHECK(both.fields.at("summary") == Value("Un"));
    CHECK(extra(both, "Commun|Description en une ligne") == Value("Deux"));
}

TEST_CASE("a list is fed by all its rules, each element once") {
    const Snapshot snapshot = Page()
                                  .has("Commun", {{"from", "Le WIP, la coroutine"},
                                                  {"contributiveorganisation", "La Coroutine,La Cofabrik, ,"}})
                                  .under(communs);
    CHECK(snapshot.fields.at("organisations") ==
          Value(Value::List{named("La Coroutine", "contributor"), named("La Cofabrik", "contributor"),
                            named("Le WIP", "contributor")}));
    CHECK(snapshot.provenance.at("organisations").rule == "param:contributiveorganisation");
    CHECK(Page().has("Commun", {{"from", "Le WIP"}}).under(communs).provenance.at("organisations").rule ==
          "param:from");
}

TEST_CASE("a rule without template speaks of the one that decided the kind, not of a neighbour") {
    const Page page =
        Page().has("Bandeau", {{"shortdescription", "En travaux"}}).has("Commun", {{"shortdescription", "Un outil"}});
    const Snapshot snapshot = page.under(communs);
    CHECK(snapshot.fields.at("summary") == Value("Un outil"));
    CHECK(extra(snapshot, "Bandeau|shortdescription") == Value("En travaux"));
    const Snapshot absent = Page().has("Bandeau", {{"url", "https://a.org"}}).has("Commun", {}).under(communs);
    CHECK(absent.fields.count("homepage") == 0);
}

TEST_CASE("where no template decided, a rule without template takes the first one that has the key") {
    Mapping mapping = communs;
    mapping.kinds = {kind("commun", Of::category, "Communs")};
    const Snapshot snapshot = Page()
                                  .in_category("Communs")
                                  .has("A", {{"x", "1"}})
                                  .has("B", {{"url", "https://b.org"}})
                                  .has("C", {{"url", "https://c.org"}})
                                  .under(mapping);
    CHECK(snapshot.fields.at("homepage") == Value("https://b.org"));
    CHECK(extra(snapshot, "C|url") == Value("https://c.org"));
}

TEST_CASE("of repeated templates the first counts, and the others are kept with their number") {
    const Snapshot snapshot = Page()
                                  .has("Commun", {{"shortdescription", "Un"}})
                                  .has("Commun", {{"shortdescription", "Deux"}, {"url", "https://b.org"}})
                                  .has("Commun", {{"url", "https://c.org"}})
                                  .under(communs);
    CHECK(snapshot.fields.at("summary") == Value("Un"));
    CHECK(snapshot.fields.count("homepage") == 0);
    CHECK(snapshot.fields.at("extra") == Value(Value::Object{{"Commun#2|shortdescription", "Deux"},
                                                             {"Commun#2|url", "https://b.org"},
                                                             {"Commun#3|url", "https://c.org"}}));
}

TEST_CASE("a parameter written twice counts as the wiki counts it: the last one, and nothing is lost") {
    const Snapshot snapshot =
        Page()
            .has("Commun",
                 {{"shortdescription", "Un"}, {"shortdescription", "Deux"}, {"x", "1"}, {"X", "2"}, {"x", "3"}})
            .under(communs);
    CHECK(snapshot.fields.at("summary") == Value("Deux"));
    CHECK(extra(snapshot, "Commun|shortdescription") == Value("Un"));
    CHECK(extra(snapshot, "Commun|x") == Value("3"));
    CHECK(extra(snapshot, "Commun|X") == Value("2"));
    CHECK(extra(snapshot, "Commun|x#2") == Value("1"));
}

TEST_CASE("unknown keys are kept verbatim, with where they stood; empty ones say nothing") {
    const Snapshot snapshot =
        Page()
            .has("Commun", {{"Clé inconnue", "'''gras''' [[a|b]]\n* c"}, {"vide", ""}, {"1", "positionnel"}})
            .says("/a/b", "json")
            .under(communs);
    CHECK(snapshot.fields.at("extra") ==
          Value(Value::Object{
              {"Commun|Clé inconnue", "'''gras''' [[a|b]]\n* c"}, {"Commun|1", "positionnel"}, {"/a/b", "json"}}));
    CHECK(snapshot.provenance.at("extra.Commun|Clé inconnue").rule == "param:Commun|Clé inconnue");
    CHECK(snapshot.provenance.at("extra./a/b").rule == "json:/a/b");
}

TEST_CASE("a value that was only half understood is kept whole besides") {
    const Mapping mapping{{}, {field("same_as", {"param:pageCo"}, list_of("url"))}, {}};
    const Snapshot snapshot = Page().has("Commun", {{"pageCo", "https://a.org/#@x, voir aussi Paul"}}).under(mapping);
    CHECK(snapshot.fields.at("same_as") == texts({"https://a.org/#@x"}));
    CHECK(extra(snapshot, "Commun|pageCo") == Value("https://a.org/#@x, voir aussi Paul"));
}

TEST_CASE(
    "a template that was moved is still the one the mapping names, as long as its old name leads to the new one") {
    const Context moved{{{"Commun", "Fiche commun"}, {"Fiche commun", "Fiche de commun"}}, {}};
    // The reader resolves what pages write; the mapping still has the old name.
    const Page page = Page().has("Fiche de commun", {{"shortdescription", "Un"}, {"site", "https://a.org"}});
    const auto record = [&](const Context& context) {
        return Normaliser(communs, context).record_of(Subject{"Une page", 0, {}}, page.reading()).snapshot;
    };
    CHECK(record(moved).kind() == "commun");
    CHECK(record(moved).fields.at("summary") == Value("Un"));
    CHECK(record(moved).fields.at("homepage") == Value("https://a.org"));
    CHECK(record(moved).provenance.at("kind").rule == "template:Commun");
    CHECK(record({}).kind() == "page");
}

TEST_CASE("templates that redirect in a circle lead nowhere, and nothing hangs") {
    const Context circle{{{"Commun", "B"}, {"B", "C"}, {"C", "B"}, {"Projet", "Projet"}}, {}};
    CHECK(Normaliser(communs, circle)
              .record_of(Subject{"Une page", 0, {}}, Page().has("Commun", {}).reading())
              .snapshot.kind() == "commun");
    const Context back{{{"Commun", "B"}, {"B", "Commun"}}, {}};
    CHECK(Normaliser(communs, back)
              .record_of(Subject{"Une page", 0, {}}, Page().has("Commun", {}).reading())
              .snapshot.kind() == "commun");
}

TEST_CASE("a rule that names a template finds it under its new name too") {
    const Context moved{{{"Commun", "Fiche"}}, {}};
    const Page page = Page().has("Fiche", {{"Description en une ligne", "Deux"}});
    CHECK(Normaliser(communs, moved)
              .record_of(Subject{"Une page", 0, {}}, page.reading())
              .snapshot.provenance.at("summary")
              .rule == "param:Commun|Description en une ligne");
}

TEST_CASE("categories, tags and JSON paths feed fields where the mapping says so") {
    const Mapping mapping{
        {},
        {field("tags", {"category:*", "tag:*"}, list_of("line")),
         field("doc_type", {"category:Tutoriel", "category:guide"}), field("summary", {"json:/name"})},
        {}};
    const Snapshot snapshot = Page()
                                  .in_category("Communs, biens et liens")
                                  .in_category("Guide")
                                  .tagged("guide")
                                  .tagged("libre")
                                  .says("/Name", "non")
                                  .says("/name", "oui")
                                  .under(mapping);
    CHECK(snapshot.fields.at("tags") == texts({"Communs, biens et liens", "Guide", "libre"}));
    CHECK(snapshot.provenance.at("tags").rule == "category:*");
    CHECK(snapshot.fields.at("doc_type") == Value("Guide"));
    CHECK(snapshot.provenance.at("doc_type").rule == "category:guide");
    CHECK(snapshot.fields.at("summary") == Value("oui"));
    CHECK(extra(snapshot, "/Name") == Value("non"));
    CHECK(Page().in_category("Guide").under({}).fields.size() == 2);
}

TEST_CASE("the fingerprint changes with everything that decides a record, and with nothing else") {
    Context context{{{"Ancien", "Commun"}}, {"Paul"}};
    Mapping mapping;
    mapping.hash = "1";
    const std::string print = rules_fingerprint("wikitext 1", mapping, context);
    CHECK(print.substr(print.find('.') + 1).size() == 16);
    CHECK(rules_fingerprint("wikitext 1", mapping, context) == print);
    CHECK(rules_fingerprint("wikitext 2", mapping, context) != print);
    CHECK(rules_fingerprint("wikitext 1", mapping, context, schema_version + 1) != print);
    CHECK(schema_of(print) == schema_version);
    CHECK(schema_of(rules_fingerprint("wikitext 1", mapping, context, 12)) == 12);
    CHECK(schema_of("0123456789abcdef") == 1);
    CHECK(schema_of("") == 1);
    CHECK(rules_fingerprint("wikitext 1", Mapping{{}, {}, "2"}, context) != print);
    CHECK(rules_fingerprint("wikitext 1", mapping, {{{"Ancien", "Projet"}}, {"Paul"}}) != print);
    CHECK(rules_fingerprint("wikitext 1", mapping, {{{"Ancien", "Commun"}}, {}}) != print);
    CHECK(rules_fingerprint("wikitext 1", mapping, {{}, {"Ancien", "Commun", "Paul"}}) != print);
}
