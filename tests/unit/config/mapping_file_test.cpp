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

TEST_CASE("types that do not work yet are not accepted in silence") {
    for (const char* type : {"date", "money", "duration", "geo", "bool", "insee"}) {
        CAPTURE(type);
        CHECK(mentions(refused_field("summary", "from = [\"param:a\"]\ntype = \"" + std::string(type) + "\"").what,
                       "is not a type"));
    }
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
}
