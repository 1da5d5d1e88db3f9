// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/change.hpp"
#include "tests/unit/schema/random_values.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <map>
#include <set>

using namespace moisson;

namespace {

using Changes = std::vector<FieldChange>;
constexpr auto none = std::nullopt;

Snapshot with(const char* field, Value value) {
    Snapshot snapshot;
    snapshot.fields[field] = std::move(value);
    return snapshot;
}

Value texts(std::vector<std::string> words) {
    return Value(Value::List(words.begin(), words.end()));
}

// What a snapshot tells, as sets of words by field; extra key by key. Null and an empty list tell nothing.
using Told = std::map<std::string, std::multiset<std::string>>;

void tell(Told& told, const std::string& field, const Value& value) {
    const Value::List alone{value};
    for (const Value& element : value.list() ? *value.list() : alone)
        if (!element.is_null()) told[field].insert(element.text() ? *element.text() : to_json(element));
}

Told told_of(const Snapshot& snapshot) {
    Told told;
    for (const auto& [field, value] : snapshot.fields) {
        if (field != "extra")
            tell(told, field, value);
        else
            for (const auto& [key, member] : *value.object()) tell(told, "extra." + key, member);
    }
    return told;
}

// Takes away every `before`, adds every `after`; false when there was nothing to take away.
bool apply(Told& told, const Changes& changes) {
    for (const FieldChange& change : changes) {
        auto& words = told[change.field];
        if (change.before) {
            const auto found = words.find(*change.before);
            if (found == words.end()) return false;
            words.erase(found);
        }
        if (change.after) words.insert(*change.after);
        if (words.empty()) told.erase(change.field);
    }
    return true;
}

}  // namespace

TEST_CASE("a title, a kind and a summary are told as they were and as they are") {
    Snapshot before;
    before.fields = {{"kind", Value("page")}, {"title", Value("Dokos")}, {"stage", Value("idée")}};
    Snapshot after;
    after.fields = {{"kind", Value("commun")}, {"title", Value("DOKOS")}, {"summary", Value("Logiciel")}};
    CHECK(compare(before, after) == Changes{{"kind", "page", "commun"},
                                            {"stage", "idée", none},
                                            {"summary", none, "Logiciel"},
                                            {"title", "Dokos", "DOKOS"}});
}

TEST_CASE("a list is told element by element, and how often counts") {
    CHECK(compare(with("tags", texts({"a", "b", "b"})), with("tags", texts({"b", "c"}))) ==
          Changes{{"tags", none, "c"}, {"tags", "a", none}, {"tags", "b", none}});
    CHECK(compare(with("tags", texts({"a", "b"})), with("tags", texts({"b", "a"}))).empty());
    CHECK(compare(Snapshot{}, with("tags", texts({"a", "a"}))) == Changes{{"tags", none, "a"}, {"tags", none, "a"}});
    CHECK(compare(with("tags", texts({"a"})), Snapshot{}) == Changes{{"tags", "a", none}});
}

TEST_CASE("elements that are not texts are told as canonical JSON") {
    const Value claire = Value(Value::Object{{"role", Value("referent")}, {"name", Value("Claire")}});
    CHECK(compare(Snapshot{}, with("contacts", Value(Value::List{claire, Value(3)}))) ==
          Changes{{"contacts", none, "3"}, {"contacts", none, R"({"name":"Claire","role":"referent"})"}});
    CHECK(compare(with("location", Value(Value::Object{{"lat", Value(48.5)}})),
                  with("location", Value(Value::Object{{"lat", Value(48.25)}}))) ==
          Changes{{"location", R"({"lat":48.5})", R"({"lat":48.25})"}});
}

TEST_CASE("unknown keys are compared one by one") {
    const auto extra = [](Value::Object keys) { return with("extra", Value(std::move(keys))); };
    CHECK(compare(extra({{"Budget", Value("10")}, {"Lieu", Value("Brest")}}),
                  extra({{"Budget", Value("12")}, {"Logo", Value("x.png")}})) ==
          Changes{{"extra.Budget", "10", "12"}, {"extra.Lieu", "Brest", none}, {"extra.Logo", none, "x.png"}});
    CHECK(compare(Snapshot{}, extra({{"Budget", Value("10")}})) == Changes{{"extra.Budget", none, "10"}});
    CHECK(compare(extra({{"Usage", texts({"a", "b"})}}), extra({{"Usage", texts({"a"})}})) ==
          Changes{{"extra.Usage", "b", none}});
}

TEST_CASE("nothing, null and an empty list are the same; an empty text is a text") {
    CHECK(compare(Snapshot{}, with("summary", Value())).empty());
    CHECK(compare(Snapshot{}, with("tags", Value(Value::List{}))).empty());
    CHECK(compare(Snapshot{}, with("extra", Value(Value::Object{}))).empty());
    CHECK(compare(Snapshot{}, with("summary", Value(""))) == Changes{{"summary", none, ""}});
}

TEST_CASE("a field that changes its shape is one change") {
    CHECK(compare(with("tags", Value("a")), with("tags", texts({"a", "b"}))) == Changes{{"tags", "a", R"(["a","b"])"}});
    CHECK(compare(with("extra", Value("a")), with("extra", Value(Value::Object{}))) == Changes{{"extra", "a", "{}"}});
}

TEST_CASE("provenance is not news") {
    Snapshot before = with("title", Value("Dokos"));
    Snapshot after = before;
    before.provenance["title"] = {"title", RevisionId("1"), true};
    after.provenance["title"] = {"param:Commun|nom", RevisionId("2"), false};
    CHECK(compare(before, after).empty());
}

TEST_CASE("comparing anything with itself finds nothing, and the changes lead from before to after and back") {
    tests::RandomValues random(11);
    std::size_t found = 0;
    for (int i = 0; i < 800; ++i) {
        const Snapshot before = random.snapshot();
        const Snapshot after = random.snapshot();
        CHECK(compare(before, before).empty());
        const Changes changes = compare(before, after);
        found += changes.size();
        CHECK(std::is_sorted(changes.begin(), changes.end()));
        Told told = told_of(before);
        REQUIRE(apply(told, changes));
        CHECK(told == told_of(after));
        Changes back = compare(after, before);
        for (FieldChange& change : back) std::swap(change.before, change.after);
        std::sort(back.begin(), back.end());
        CHECK(back == changes);
    }
    CHECK(found > 800);
}

TEST_CASE("comparing is total whatever the fields hold") {
    tests::RandomValues random(12);
    for (int i = 0; i < 500; ++i) {
        Snapshot before;
        Snapshot after;
        before.fields = random.object(3);
        after.fields = random.object(3);
        CHECK(compare(before, before).empty());
        for (const FieldChange& change : compare(before, after)) CHECK(change.before != change.after);
    }
}

TEST_CASE("a page of fifty thousand unknown keys is compared and dated like any other") {
    Value::Object keys;
    Snapshot after;
    for (int i = 0; i < 50000; ++i) {
        keys["key " + std::to_string(i)] = Value(i);
        after.provenance["extra.key " + std::to_string(i)].rule = "param";
    }
    const Snapshot before = with("extra", Value(keys));
    keys["key 7"] = Value("seven");
    after.fields["extra"] = Value(std::move(keys));
    CHECK(compare(before, after) == Changes{{"extra.key 7", "7", "seven"}});
    inherit_provenance(after, &before, RevisionId("2"), false);
    CHECK(!after.provenance["extra.key 7"].at_least);
    CHECK(after.provenance["extra.key 8"].at_least);
}

namespace {

Value person(const char* name, const char* role) {
    return Value(Value::Object{{"name", Value(name)}, {"role", Value(role)}});
}

Value list(Value::List elements) {
    return Value(std::move(elements));
}

Value shuffled(const Value& value, tests::RandomValues& random) {
    Value out = value;
    if (auto* elements = out.list())
        for (std::size_t i = elements->size(); i > 1; --i) std::swap((*elements)[i - 1], (*elements)[random.below(i)]);
    return out;
}

}  // namespace

TEST_CASE("an element of a list that is told otherwise is one change, not one that went and one that came") {
    CHECK(compare(with("contacts", list({person("Claire", "référente"), person("Yoann", "auteur")})),
                  with("contacts", list({person("Yoann", "auteur"), person("CLAIRE", "autrice")}))) ==
          Changes{{"contacts", R"({"name":"Claire","role":"référente"})", R"({"name":"CLAIRE","role":"autrice"})"}});
    CHECK(compare(with("tags", texts({"Low_tech", "eau"})), with("tags", texts({"low  tech", "feu"}))) ==
          Changes{{"tags", none, "feu"}, {"tags", "Low_tech", "low  tech"}, {"tags", "eau", none}});
    CHECK(compare(with("tags", texts({"a", "A"})), with("tags", texts({"A", "A"}))) == Changes{{"tags", "a", "A"}});
}

TEST_CASE("the order of a list means nothing, whatever its elements are") {
    tests::RandomValues random(13);
    for (int i = 0; i < 500; ++i) {
        Snapshot before;
        before.fields = random.object(3);
        Snapshot after = before;
        for (auto& [field, value] : after.fields) value = shuffled(value, random);
        CHECK(compare(before, after).empty());
    }
}

TEST_CASE("spaces, capitals, entities and composed accents are how a value is written, not what it says") {
    const auto written = [](const char* before, const char* after) {
        return is_cosmetic({"summary", std::string(before), std::string(after)});
    };
    CHECK(written("Un  lieu\nouvert", "Un lieu ouvert "));
    CHECK(written("Un lieu ouvert", "UN LIEU OUVERT"));
    CHECK(written("Fablab &amp; atelier", "Fablab & atelier"));
    CHECK(written("L&#39;&eacute;cole", "L'École"));
    CHECK(
        written("e\xCC\x81"
                "cole",
                "école"));
    CHECK_FALSE(written("Un lieu ouvert", "Un lieu fermé"));
    CHECK_FALSE(written("theme", "thème"));
    CHECK_FALSE(written("https://example.org/Atelier", "https://example.org/atelier"));
    CHECK_FALSE(is_cosmetic({"summary", none, ""}));
    CHECK_FALSE(is_cosmetic({"summary", "x", none}));
    CHECK_FALSE(is_cosmetic({"@life", "Alive", "alive"}));
}

TEST_CASE("what is cosmetic one way is cosmetic the other way, and any two values can be asked about") {
    tests::RandomValues random(14);
    for (int i = 0; i < 2000; ++i) {
        const FieldChange change{"tags", random.text(), random.text()};
        CHECK(is_cosmetic(change) == is_cosmetic({"tags", change.after, change.before}));
        CHECK(is_cosmetic({"tags", change.before, change.before}));
    }
}
