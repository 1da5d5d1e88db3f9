// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/config.hpp"
#include "tests/unit/config/refusal.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using test::mentions;
using test::refusal;

namespace {

Error refused(const std::string& text) {
    return refusal(parse_mapping(text, "movilab.toml"));
}

Error refused_kind(const std::string& line) {
    return refused("[[kind]]\nis = \"commun\"\nwhen = [" + line + "]\n");
}

Error refused_field(const std::string& field, const std::string& lines) {
    return refused("[field." + field + "]\n" + lines + "\n");
}

std::string hash_of(const std::string& text) {
    const auto mapping = parse_mapping(text, "movilab.toml");
    REQUIRE(mapping.has_value());
    return mapping->hash;
}

}  // namespace

TEST_CASE("the grammar of the design is read as it is written") {
    const auto mapping = parse_mapping(R"(
[[kind]]
is   = "commun"
when = ["template:Commun", "namespace:0"]
[field.summary]
from = ["param:shortdescription", "param:Commun|Description en une ligne"]
type = "line"
[field.organisations]
from = ["param:contributiveorganisation", "param:from"]
type = { list = "organisation", separator = ";", role = "contributor" }
[field.tags]
from = ["category:*", "json:/tags/0", "tag:x"]
type = { list = "line" }
[field.provides]
from = ["param:provides"]
)",
                                       "movilab.toml");
    REQUIRE(mapping.has_value());
    REQUIRE(mapping->kinds.size() == 1);
    using Of = Mapping::Condition::Of;
    CHECK(mapping->kinds[0].is == "commun");
    CHECK(mapping->kinds[0].when ==
          std::vector<Mapping::Condition>{{Of::template_name, "Commun"}, {Of::name_space, "0"}});
    REQUIRE(mapping->fields.size() == 4);
    CHECK(mapping->fields[0].field == "organisations");
    CHECK(mapping->fields[0].type == Mapping::Type{"list", "organisation", ";", "contributor"});
    CHECK(mapping->fields[1].field == "provides");
    CHECK(mapping->fields[1].type == Mapping::Type{"line", "", "", ""});
    CHECK(mapping->fields[2].field == "summary");
    CHECK(mapping->fields[2].from ==
          std::vector<Mapping::From>{{"", "shortdescription", "param:shortdescription"},
                                     {"Commun", "Description en une ligne", "param:Commun|Description en une ligne"}});
    CHECK(mapping->fields[3].type == Mapping::Type{"list", "line", ",", ""});
    CHECK(mapping->fields[3].from[1].key == "/tags/0");
}

TEST_CASE("an unknown word of a mapping is told with its line and the word that was meant") {
    const Error kind = refused("[[kind]]\nis = \"comun\"\nwhen = [\"template:Commun\"]\n");
    CHECK(kind.sentence() == "movilab.toml:2:6: \"comun\" is not a kind. Did you mean \"commun\"?");
    CHECK(refused_kind("\"templte:Commun\"").remedy == "Did you mean \"template\"?");
    CHECK(refused_kind("\"templte:Commun\"").where == "movilab.toml:3:9");
    const Error field = refused_field("sumary", "from = [\"param:a\"]");
    CHECK(field.where.starts_with("movilab.toml:1:"));
    CHECK(field.remedy == "Did you mean \"summary\"?");
    CHECK(refused_field("summary", "from = [\"parm:a\"]").remedy == "Did you mean \"param\"?");
    CHECK(refused_field("summary", "from = [\"param:a\"]\ntype = \"lin\"").remedy == "Did you mean \"line\"?");
    CHECK(refused_field("tags", "from = [\"param:a\"]\ntype = { list = \"lin\" }").remedy == "Did you mean \"line\"?");
    CHECK(refused_field("tags", "from = [\"param:a\"]\ntype = { list = \"line\", seperator = \",\" }").remedy ==
          "Did you mean \"separator\"?");
    CHECK(refused_field("summary", "form = [\"param:a\"]").remedy == "Did you mean \"from\"?");
    CHECK(refused("[[kind]]\nis = \"commun\"\nwen = [\"template:Commun\"]\n").remedy == "Did you mean \"when\"?");
    CHECK(refused("[fields.summary]\nfrom = [\"param:a\"]\n").remedy == "Did you mean \"field\"?");
    // Nothing near: everything that is known.
    CHECK(mentions(refused_field("summary", "from = [\"param:a\"]\ntype = \"geometry\"").remedy, "line, text, url"));
}

TEST_CASE("a value of another nature than the field is refused, with the type that fits") {
    for (const char* type : {"date", "money", "duration", "geo", "scale", "insee", "area"}) {
        CAPTURE(type);
        const Error error = refused_field("summary", "from = [\"param:a\"]\ntype = \"" + std::string(type) + "\"");
        CHECK(error.where == "movilab.toml:3:8");
        CHECK(mentions(error.what, "cannot be of this type"));
    }
    CHECK(mentions(refused_field("cost", "from = [\"param:a\"]").remedy, "\"money\""));
    CHECK(mentions(refused_field("time", "from = [\"param:a\"]\ntype = \"money\"").remedy, "\"duration\""));
    CHECK(mentions(refused_field("location", "from = [\"param:a\"]\ntype = \"line\"").remedy, "\"geo\""));
}

TEST_CASE("dates, prices, places and scales each have their type") {
    const auto mapping = parse_mapping(R"(
[field.starts]
from = ["param:debut"]
type = "date"
[field.cost]
from = ["param:prix"]
type = "money"
[field.time]
from = ["param:duree"]
type = "duration"
[field.complexity]
from = ["param:difficulte"]
type = { scale = "difficulty" }
[field.location]
from = ["param:Coordonnées géo", "param:location"]
type = "geo"
[field.territory]
from = ["param:insee"]
type = "insee"
[field.licence]
from = ["param:licence"]
type = "licence"
[field.surface]
from = ["param:surface"]
type = "area"
[field.how_to]
from = ["param:guides"]
type = { list = "link", separator = "\n" }
)",
                                       "m.toml");
    REQUIRE_MESSAGE(mapping.has_value(), (mapping ? "" : mapping.error().sentence()));
    CHECK(mapping->fields.size() == 9);
    CHECK(mapping->fields[0].type.scale == "difficulty");
    const auto plain = parse_mapping("[field.complexity]\nfrom = [\"param:a\"]\ntype = \"scale\"\n", "m.toml");
    REQUIRE(plain.has_value());
    CHECK(plain->fields[0].type.scale == "difficulty");
    CHECK(refused_field("complexity", "from = [\"param:a\"]\ntype = { scale = \"dificulty\" }").remedy ==
          "Did you mean \"difficulty\"?");
}

TEST_CASE("what the separator would cut can be kept whole, and only that") {
    const auto mapping = parse_mapping(
        "[field.tags]\nfrom = [\"param:a\"]\ntype = { list = \"line\", keep = [\"Rhône, Alpes\"] }\n", "m.toml");
    REQUIRE(mapping.has_value());
    CHECK(mapping->fields[0].type.keep == std::vector<std::string>{"Rhône, Alpes"});
    const Error useless = refused_field("tags", "from = [\"param:a\"]\ntype = { list = \"line\", keep = [\"Rhône\"] }");
    CHECK(useless.where == "movilab.toml:3:33");
    CHECK(mentions(useless.what, "does not hold the separator"));
    CHECK(mentions(refused_field("tags", "from = [\"param:a\"]\ntype = { list = \"line\", keep = \"a, b\" }").what,
                   "a list of texts"));
}

TEST_CASE("the contract of a mapping is one of four words, and what is expected without a field has its list") {
    const auto mapping =
        parse_mapping("contract = \"freeze\"\nknown = [\"param:complement\", \"param:Commun|budget\"]\n", "m.toml");
    REQUIRE(mapping.has_value());
    CHECK(mapping->contract == Mapping::Contract::freeze);
    CHECK(mapping->known.size() == 2);
    CHECK(parse_mapping("", "m.toml")->contract == Mapping::Contract::evolve);
    const Error error = refused("contract = \"freze\"\n");
    CHECK(error.sentence() == "movilab.toml:1:12: \"freze\" is not a contract. Did you mean \"freeze\"?");
    CHECK(refused("contract = 3\n").where == "movilab.toml:1:12");
    CHECK(refused("known = \"param:a\"\n").where == "movilab.toml:1:9");
    CHECK(mentions(refused("known = [\"parm:a\"]\n").remedy, "param"));
}

TEST_CASE("a mapping from the future is refused, not half obeyed") {
    const std::string next = std::to_string(schema_version + 1);
    const Error error = refused("schema_version = " + next + "\n");
    CHECK(error.where == "movilab.toml:1:18");
    CHECK(mentions(error.what, "written for schema " + next));
    CHECK(mentions(error.remedy, "newer Moisson"));
    CHECK(parse_mapping("schema_version = " + std::to_string(schema_version) + "\n", "m.toml").has_value());
    for (const char* odd : {"0", "\"1\"", "1.5", "true"}) {
        CAPTURE(odd);
        CHECK(refused("schema_version = " + std::string(odd) + "\n").where == "movilab.toml:1:18");
    }
}

TEST_CASE("two rules for one thing are refused where the second stands") {
    const Error field = refused("[field.summary]\nfrom = [\"param:a\"]\n[field.summary]\nfrom = [\"param:b\"]\n");
    CHECK(field.where.starts_with("movilab.toml:3:"));
    const Error origin = refused_field("summary", "from = [\"param:Main_Picture\", \"param:main picture\"]");
    CHECK(origin.where == "movilab.toml:2:31");
    CHECK(mentions(origin.what, "twice"));
    CHECK(parse_mapping("[field.summary]\nfrom = [\"json:/a\", \"json:/A\", \"param:/a\"]\n", "m.toml").has_value());
    const std::string commun = "[[kind]]\nis = \"commun\"\nwhen = [\"template:Commun\"]\n";
    const std::string narrower = "[[kind]]\nis = \"lieu\"\nwhen = [\"namespace:0\", \"template:commun\"]\n";
    const Error kind = refused(commun + narrower);
    CHECK(kind.where.starts_with("movilab.toml:4:"));
    CHECK(mentions(kind.what, "never reached"));
    CHECK(mentions(kind.what, "movilab.toml:1:"));
    CHECK(parse_mapping(narrower + commun, "m.toml").has_value());
}

TEST_CASE("a field only takes the type its place in the schema has") {
    CHECK(mentions(refused_field("homepage", "from = [\"param:url\"]").remedy, "\"url\""));
    CHECK(mentions(refused_field("tags", "from = [\"param:a\"]\ntype = \"line\"").remedy, "list = \"line\""));
    CHECK(mentions(refused_field("contacts", "from = [\"param:a\"]\ntype = { list = \"organisation\" }").remedy,
                   "list = \"person\""));
    CHECK(mentions(refused_field("summary", "from = [\"param:a\"]\ntype = { list = \"line\" }").remedy, "\"line\""));
    CHECK(mentions(refused_field("title", "from = [\"param:Titre\"]").what, "is not a field"));
}

TEST_CASE("a rule that is not whole is refused where it stands") {
    for (const char* line : {"\"Commun\"", "\"template:\"", "\"template: _\"", "\"namespace:Aide\"", "\"namespace:-1\"",
                             "3", "", "[\"a\"]"}) {
        CAPTURE(line);
        CHECK(refused_kind(line).where.starts_with("movilab.toml:3:"));
    }
    for (const char* line :
         {"from = []", "from = \"param:a\"", "from = [\"a\"]", "from = [\"param:\"]", "from = [\"param:|a\"]",
          "from = [\"param:T|\"]", "from = [\"json:name\"]", "from = [1]", "from = [\"param:a\"]\ntype = 3",
          "from = [\"param:a\"]\ntype = \"list\"", "from = [\"param:a\"]\ntype = { separator = \",\" }"}) {
        CAPTURE(line);
        CHECK(refused_field("summary", line).where.starts_with("movilab.toml:"));
    }
    CHECK(mentions(refused_field("tags", "from = [\"param:a\"]\ntype = { list = \"line\", separator = \"\" }").what,
                   "separator"));
    CHECK(
        mentions(refused_field("tags", "from = [\"param:a\"]\ntype = { list = \"line\", role = \"x\" }").what, "role"));
    CHECK(refused("kind = 3\n").where == "movilab.toml:1:8");
    CHECK(refused("field = []\n").where == "movilab.toml:1:9");
    CHECK(refused("field.summary = 3\n").where.starts_with("movilab.toml:1:"));
    CHECK(refused("kind = [3]\n").where == "movilab.toml:1:9");
}

TEST_CASE("two mappings that mean the same have the same hash, others another") {
    const std::string kinds = "[[kind]]\nis = \"commun\"\nwhen = [\"template:Commun\"]\n";
    const std::string summary = "[field.summary]\nfrom = [\"param:a\", \"param:b\"]\n";
    const std::string image = "[field.image]\nfrom = [\"param:c\"]\ntype = \"image\"\n";
    const std::string hash = hash_of(kinds + summary + image);
    CHECK(hash.size() == 16);
    CHECK(hash_of("# a word\n" + kinds + image + "\n" + summary + "type = \"line\"\n") == hash);
    CHECK(hash_of("[[kind]]\nis = \"commun\"\nwhen = [\"template:commun_\"]\n" + summary + image) == hash);
    CHECK(hash_of(kinds + summary) != hash);
    CHECK(hash_of(kinds + "[field.summary]\nfrom = [\"param:b\", \"param:a\"]\n" + image) != hash);
    CHECK(hash_of("[[kind]]\nis = \"projet\"\nwhen = [\"template:Commun\"]\n" + summary + image) != hash);
    CHECK(hash_of("[[kind]]\nis = \"commun\"\nwhen = [\"category:Commun\"]\n" + summary + image) != hash);
    CHECK(hash_of("") != hash);
    CHECK(hash_of("contract = \"evolve\"\nschema_version = 1\n" + kinds + summary + image) == hash);
    CHECK(hash_of("contract = \"freeze\"\n" + kinds + summary + image) != hash);
    CHECK(hash_of("known = [\"param:z\"]\n" + kinds + summary + image) != hash);
}

TEST_CASE("origins may be put together, have a type each, and take the words of a vocabulary") {
    const auto mapping = parse_mapping(R"(
[[kind]]
is   = "besoin"
when = ["collection:ressources", "json:/section=need"]
[field.location]
from = [["json:/geo/latitude", "json:/geo/longitude"], ["json:/street", ", ", "json:/code", " ", "json:/city"]]
type = "geo"
[field.territory]
from = ["json:/insee", "json:/country"]
type = ["insee", "country"]
[field.typology]
from = ["json:/tags"]
type = { list = "word" }
vocabulary = ["Fablab", ["Ateliers, partagés", "Ateliers"]]
[field.funding]
from = ["json:/asked", "json:/found"]
type = [{ funding = "asked", currency = "EUR" }, { funding = "found" }]
)",
                                       "communecter.toml");
    REQUIRE_MESSAGE(mapping.has_value(), (mapping ? "" : mapping.error().sentence()));
    CHECK(mapping->kinds[0].when[1] == Mapping::Condition{Mapping::Condition::Of::value, "/section=need"});
    const auto& fields = mapping->fields;
    REQUIRE(fields.size() == 4);
    CHECK(fields[0].type_of(0) == Mapping::Type{"funding", {}, {}, "asked", {}, {}, "EUR"});
    CHECK(fields[0].type_of(1) == Mapping::Type{"funding", {}, {}, "found"});
    CHECK(fields[1].from[0].rule == "json:/geo/latitude, json:/geo/longitude");
    CHECK(fields[1].from[1].rule == "json:/street, json:/code json:/city");
    CHECK(fields[1].from[1].pieces.size() == 5);
    CHECK(fields[2].types == std::vector<Mapping::Type>{{"insee", {}, {}, {}}, {"country", {}, {}, {}}});
    CHECK(fields[3].vocabulary == std::vector<Mapping::Label>{{"Fablab", {}}, {"Ateliers, partagés", {"Ateliers"}}});
    CHECK(fields[3].type.keep == std::vector<std::string>{"Ateliers, partagés"});
}

TEST_CASE("what is put together wrongly is refused where it stands, with the way to write it") {
    CHECK(mentions(refused_field("location", "from = [[\"json:/a\"]]\ntype = \"geo\"").what, "two origins at least"));
    CHECK(mentions(refused_field("location", "from = [[\"json:/a\", \"x\", \"json:/b\"]]\ntype = \"geo\"").what,
                   "does not say where it comes from"));
    CHECK(mentions(refused_field("territory", "from = [\"json:/a\", \"json:/b\"]\ntype = [\"insee\"]").what,
                   "2 origins and 1 types"));
    CHECK(
        mentions(refused_field("territory", "from = [\"json:/a\"]\ntype = [\"line\"]").what, "cannot be of this type"));
    CHECK(mentions(refused_field("funding", "from = [\"json:/a\"]\ntype = \"funding\"").remedy, "currency"));
    CHECK(mentions(refused_field("funding", "from = [\"json:/a\"]\ntype = { funding = \"askd\" }").remedy, "asked"));
    CHECK(mentions(
        refused_field("funding", "from = [\"json:/a\"]\ntype = { funding = \"asked\", currency = \"euro\" }").what,
        "not a currency"));
    CHECK(mentions(refused_field("legal_form", "from = [\"json:/a\"]\nvocabulary = []").what, "a list of words"));
    CHECK(mentions(refused_field("legal_form", "from = [\"json:/a\"]\nvocabulary = [\"A b\", [\"c\", \"a_b\"]]").what,
                   "stands here twice"));
    CHECK(mentions(refused_field("legal_form", "from = [\"json:/a\"]\nvocabulary = [[]]").what, "empty"));
    CHECK(mentions(refused_field("legal_form", "from = [\"json:/a\"]\ntype = \"word\"").what, "no vocabulary"));
    CHECK(mentions(refused_field("starts", "from = [\"json:/a\"]\ntype = \"date\"\nvocabulary = [\"x\"]").what,
                   "takes no words"));
    for (const char* condition : {"\"json:/section\"", "\"json:section=x\"", "\"json:/section=\""}) {
        CAPTURE(condition);
        CHECK(mentions(refused_kind(condition).what, "which value is where"));
    }
}

TEST_CASE("what a mapping does not use is no part of its hash, and what it uses is") {
    const std::string head = "[field.typology]\nfrom = [\"json:/tags\"]\ntype = { list = \"line\" }\n";
    CHECK(hash_of(head) != hash_of(head + "vocabulary = [\"A\"]\n"));
    CHECK(hash_of(head + "vocabulary = [\"A\"]\n") != hash_of(head + "vocabulary = [[\"A\", \"B\"]]\n"));
    const std::string place = "[field.location]\ntype = \"geo\"\n";
    CHECK(hash_of(place + "from = [[\"json:/a\", \"json:/b\"]]") !=
          hash_of(place + "from = [[\"json:/a\", \" \", \"json:/b\"]]"));
    CHECK(hash_of("[[kind]]\nis = \"lieu\"\nwhen = [\"json:/A=x\"]") !=
          hash_of("[[kind]]\nis = \"lieu\"\nwhen = [\"json:/a=x\"]"));
}
