// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/snapshot.hpp"
#include "tests/unit/schema/random_values.hpp"

#include <doctest/doctest.h>

using namespace moisson;

namespace {

Snapshot commun(const char* summary) {
    Snapshot snapshot;
    snapshot.fields["kind"] = "commun";
    snapshot.fields["title"] = "Dokos";
    snapshot.fields["summary"] = summary;
    snapshot.fields["extra"] = Value(Value::Object{{"Budget", Value("10 €")}});
    for (const char* field : {"kind", "title", "summary", "extra"})
        snapshot.provenance[field].rule = std::string("param:Commun|") + field;
    return snapshot;
}

}  // namespace

TEST_CASE("a snapshot is one text, always the same") {
    Snapshot snapshot;
    snapshot.fields["title"] = "Dokos";
    snapshot.fields["kind"] = "commun";
    snapshot.provenance["title"] = {"title", RevisionId("12"), true};
    CHECK(
        to_json(snapshot) ==
        R"({"fields":{"kind":"commun","title":"Dokos"},"provenance":{"title":{"at_least":true,"revision":"12","rule":"title"}}})");
    CHECK(snapshot.kind() == "commun");
    CHECK(Snapshot{}.kind().empty());
    CHECK(to_json(Snapshot{}) == R"({"fields":{},"provenance":{}})");
}

TEST_CASE("a snapshot read again is the same snapshot") {
    tests::RandomValues random(3);
    for (int i = 0; i < 500; ++i) {
        Snapshot snapshot;
        snapshot.fields = random.object(3);
        for (const auto& [field, value] : snapshot.fields)
            snapshot.provenance[field] = {random.text(), RevisionId(random.text()), random.below(2) == 0};
        const auto read = snapshot_from_json(to_json(snapshot));
        REQUIRE_MESSAGE(read, to_json(snapshot));
        CHECK(*read == snapshot);
    }
}

TEST_CASE("what is not a snapshot is refused") {
    for (const char* text :
         {"", "[]", "{}", "{\"fields\":{}}", "{\"provenance\":{}}", "{\"fields\":[],\"provenance\":{}}",
          "{\"fields\":{},\"provenance\":{\"a\":1}}", "{\"fields\":{},\"provenance\":{\"a\":{\"rule\":\"x\"}}}",
          "{\"fields\":{},\"provenance\":{\"a\":{\"rule\":\"x\",\"revision\":1,\"at_least\":true}}}",
          "{\"fields\":{},\"provenance\":{}"}) {
        const auto read = snapshot_from_json(text);
        REQUIRE_MESSAGE(!read, text);
        CHECK(read.error().kind == ErrorKind::invalid);
    }
}

TEST_CASE("at first sight every value is of the revision read, and may be older") {
    Snapshot first = commun("un logiciel");
    inherit_provenance(first, nullptr, RevisionId("10"), true);
    for (const auto& [field, from] : first.provenance)
        CHECK(from == Provenance{"param:Commun|" + field, RevisionId("10"), true});
    inherit_provenance(first, nullptr, RevisionId("10"), false);
    for (const auto& [field, from] : first.provenance) CHECK(!from.at_least);
}

TEST_CASE("an edit dates what it changed and nothing else") {
    Snapshot first = commun("un logiciel");
    inherit_provenance(first, nullptr, RevisionId("10"), true);
    Snapshot second = commun("un logiciel libre");
    second.provenance["title"].rule = "param:Commun|nom";
    second.fields["tags"] = Value(Value::List{Value("libre")});
    second.provenance["tags"].rule = "category";
    inherit_provenance(second, &first, RevisionId("20"), false);
    CHECK(second.provenance["summary"] == Provenance{"param:Commun|summary", RevisionId("20"), false});
    CHECK(second.provenance["tags"] == Provenance{"category", RevisionId("20"), false});
    CHECK(second.provenance["title"] == Provenance{"param:Commun|nom", RevisionId("10"), true});
    CHECK(second.provenance["extra"] == Provenance{"param:Commun|extra", RevisionId("10"), true});

    Snapshot third = commun("un logiciel");
    inherit_provenance(third, &second, RevisionId("30"), false);
    CHECK(third.provenance["summary"].revision == RevisionId("30"));
    CHECK(third.provenance.count("tags") == 0);
}

TEST_CASE("a value nobody had dated is at least older than this reading") {
    Snapshot undated = commun("x");
    undated.provenance.clear();
    Snapshot after = commun("x");
    inherit_provenance(after, &undated, RevisionId("20"), false);
    CHECK(after.provenance["summary"] == Provenance{"param:Commun|summary", RevisionId("20"), true});
}

TEST_CASE("unknown keys are dated one by one when they are noted one by one") {
    Snapshot before = commun("x");
    before.provenance["extra.Budget"] = {"param:Commun|Budget", RevisionId("5"), false};
    Snapshot after = before;
    (*after.fields["extra"].object())["Lieu"] = "Brest";
    after.provenance["extra.Lieu"].rule = "param:Commun|Lieu";
    inherit_provenance(after, &before, RevisionId("9"), false);
    CHECK(after.provenance["extra.Budget"].revision == RevisionId("5"));
    CHECK(after.provenance["extra.Lieu"].revision == RevisionId("9"));
}
