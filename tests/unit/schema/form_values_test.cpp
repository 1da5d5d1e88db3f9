// SPDX-License-Identifier: GPL-3.0-or-later
// Values of a source without wikitext: what people fill into its forms.
#include "schema/typed_value.hpp"
#include "tests/unit/schema/normalise_rig.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::test;

namespace {

Value::List read(std::string_view text, const Mapping::Type& type) {
    return understand(text, type, {Markup::markdown}).elements;
}

Value one(std::string_view text, const std::string& type) {
    const Value::List all = read(text, Mapping::Type{type, {}, {}, {}});
    return all.empty() ? Value() : all.front();
}

}  // namespace

TEST_CASE("the signs of wikitext are text where nobody writes wikitext") {
    CHECK(one("[[Le WIP|le lieu]] {{x}} ''y''", "line") == Value("[[Le WIP|le lieu]] {{x}} ''y''"));
    CHECK(one("{{x}}", "text") == Value("{{x}}"));
    CHECK(read("{{a, b}}, [[c, d]]", list_of("line")) == Value::List{"{{a", "b}}", "[[c", "d]]"});
    CHECK(read("* a\n* b", list_of("line", "\n")) == Value::List{"* a", "* b"});
    CHECK(read("[[Utilisateur:A]]", list_of("person")) == Value::List{Value::Object{{"name", "[[Utilisateur:A]]"}}});
    CHECK(one("Utilisateur:A", "person") == Value(Value::Object{{"name", "Utilisateur:A"}}));
    CHECK(one("Caf&eacute; &amp; Co", "organisation") == Value(Value::Object{{"name", "Café & Co"}}));
}

TEST_CASE("a character reference is not cut where its semicolon parts a list") {
    CHECK(read("Caf&eacute;;R&amp;D ; x", list_of("line", ";")) == Value::List{"Café", "R&D", "x"});
    Mapping::Type kept = list_of("line");
    kept.keep = {"Rhône, Alpes"};
    CHECK(read("a,rhône,  alpes, b", kept) == Value::List{"a", "Rhône, Alpes", "b"});
}

TEST_CASE("several addresses in one value, joined by semicolons, are several; one without its scheme gets one") {
    const Mapping::Type urls = list_of("url");
    CHECK(understand_element("http://a.org ; https://b.org/x;www.c.org", urls, {Markup::markdown}).elements ==
          Value::List{"http://a.org", "https://b.org/x", "http://www.c.org"});
    CHECK(understand_element("a.org/x?y=1&amp;z=2\u00A0; b.org:8080,", urls, {Markup::markdown}).elements ==
          Value::List{"http://a.org/x?y=1&z=2", "http://b.org:8080"});
    CHECK(one("lelieu.re", "url") == Value("http://lelieu.re"));
    const Understood two = understand("http://a.org ; http://b.org", {"url", {}, {}, {}}, {Markup::markdown});
    CHECK(two.elements == Value::List{"http://a.org"});
    CHECK_FALSE(two.whole);
}

TEST_CASE("what is no address is not made one") {
    for (const char* text : {"n/a", "a@b.org", "javascript:alert(1)", "Facebook : Le Lieu", "12.30", "v2.0", "..",
                             ".org", "a..org", "ftp://a.org", "http://", "http://a.org et d'autres", "-", "x."}) {
        CAPTURE(text);
        const Understood understood = understand(text, {"url", {}, {}, {}}, {Markup::markdown});
        CHECK(understood.elements.empty());
        CHECK_FALSE(understood.whole);
    }
}

TEST_CASE("an image is an address, a path at its source, or a file; Q13: without what changes at each reading") {
    CHECK(one("/upload/communecter/organizations/5a/logo.png?_=1763971200", "image") ==
          Value("/upload/communecter/organizations/5a/logo.png"));
    CHECK(one("https://a.org/x.png", "image") == Value("https://a.org/x.png"));
    CHECK(one("logo.png", "image") == Value("logo.png"));
    for (const char* text :
         {"//evil.org/x.png", "/", "/a/../../etc/passwd", "/a\"onerror=x", "/x/..", "javascript:x"}) {
        CAPTURE(text);
        CHECK(one(text, "image").is_null());
    }
}

TEST_CASE("dates, amounts, licences and places are understood behind references, too") {
    CHECK(one("3 mars&nbsp;2024", "date") == Value("2024-03-03"));
    CHECK(one("CC&nbsp;BY-SA 4.0", "licence") == Value("CC-BY-SA-4.0"));
    CHECK(one("3 rue de l&#39;&Eacute;glise", "geo") == Value(Value::Object{{"address", "3 rue de l'Église"}}));
    CHECK(understand(" <b></b> ", {"date", {}, {}, {}}, {Markup::html}).whole);
}

TEST_CASE("a record is read by the markup its reading names") {
    Reading reading;
    reading.values = {{"", 1, "/shortDescription", "Un ''lieu'' &amp; plus", {}}};
    const Mapping mapping{{}, {field("summary", {"json:/shortDescription"})}, {}};
    CHECK(normalise({}, reading, mapping).fields.at("summary") == Value("Un lieu & plus"));
    reading.markup = Markup::markdown;
    CHECK(normalise({}, reading, mapping).fields.at("summary") == Value("Un ''lieu'' & plus"));
}
