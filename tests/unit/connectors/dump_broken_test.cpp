// SPDX-License-Identifier: GPL-3.0-or-later
// Exports that were cut, or hide what they should not: what came before is kept, and the place is named.
#include "connectors/mediawiki/xml_text.hpp"
#include "tests/unit/connectors/dump_rig.hpp"

using namespace moisson;
using namespace moisson::dump_test;

namespace {

std::string small_export() {
    return export_of(
        page("5", "Accueil", revision({"11"}) + revision({"12", "11", "2024-03-04T10:20:30Z", "neuf &amp; long"})) +
        page("6", "Modèle:Commun", revision({"13", "", "2024-01-01T00:00:00Z", ""}), 10) +
        page("7", "Fin", revision({"14"})));
}

// How many of the pages end before that byte.
std::size_t pages_before(const std::string& text, std::size_t byte) {
    std::size_t count = 0;
    for (std::size_t at = text.find("</page>"); at != std::string::npos && at + 7 <= byte;
         at = text.find("</page>", at + 1))
        ++count;
    return count;
}

}  // namespace

TEST_CASE("an export cut at any byte keeps the pages before and names the place") {
    const std::string text = small_export();
    const DumpHead head = head_of(text);
    const std::size_t whole = text.find("</mediawiki>") + 12;
    for (std::size_t size = head.length; size < whole; ++size) {
        CAPTURE(size);
        const ReadDump told = read_from(std::string_view(text).substr(0, size), head.traits, head.length);
        REQUIRE(told.error.has_value());
        CHECK(told.error->kind == ErrorKind::invalid);
        CHECK(told.error->where.starts_with("byte "));
        CHECK(told.items().size() == pages_before(text, size));
    }
}

TEST_CASE("however an export is cut into pieces, it tells the same") {
    const std::string text = small_export();
    const ReadDump whole = read(text);
    CHECK(!whole.error);
    CHECK(whole.items().size() == 3);
    for (std::size_t at_once = 1; at_once < 200; ++at_once) {
        const ReadDump told = read(text, at_once);
        CHECK(!told.error);
        CHECK(told.items() == whole.items());
        CHECK(told.revisions() == whole.revisions());
        CHECK(told.contents() == whole.contents());
    }
}

TEST_CASE("from the position of any batch the rest is read, and no more") {
    std::string pages;
    for (int at = 1; at <= 1200; ++at)
        pages += page(std::to_string(at), "Page " + std::to_string(at), revision({std::to_string(at)}));
    const std::string text = export_of(pages);
    const ReadDump whole = read(text);
    REQUIRE(whole.batches.size() > 2);
    std::size_t before = 0;
    for (const DumpBatch& batch : whole.batches) {
        before += batch.batch.items.size();
        const ReadDump rest = read_from(text, head_of(text).traits, batch.position);
        CHECK(!rest.error);
        CHECK(before + rest.items().size() == whole.items().size());
    }
}

TEST_CASE("what an export never has stops it, behind the pages before") {
    const std::string good = page("5", "Accueil", revision({"11"}));
    for (const char* bad :
         {"<!DOCTYPE a>", "<!ENTITY a 'b'>", "<!-- a -->", "<?php ?>", "text", "</page>", "<>", "< page>", "<a"}) {
        CAPTURE(bad);
        const ReadDump told = read(export_of(good + bad + good));
        REQUIRE(told.error.has_value());
        CHECK(told.items().size() == 1);
        const ReadDump inside = read(export_of(good + page("6", "B", revision({"12"}) + bad)));
        // The end of a page may come early; what follows then stands where a page should.
        REQUIRE(inside.error.has_value());
        CHECK(inside.items().size() >= 1);
    }
    CHECK(read(export_of(good) + "<mediawiki>").error.has_value());
    CHECK(read(export_of(good) + "\n\n").error.has_value() == false);
    const ReadDump endless = read(export_of(good + "<" + std::string(8000, 'a')));
    REQUIRE(endless.error.has_value());
    CHECK(endless.items().size() == 1);
}

TEST_CASE("a byte changed anywhere never stops the reading without a word") {
    const std::string text = small_export();
    const DumpHead head = head_of(text);
    for (std::size_t at = head.length; at < text.size(); ++at)
        for (const char changed : {'<', '>', '&', '\0', '\xFF', '/'}) {
            std::string odd = text;
            odd[at] = changed;
            const ReadDump told = read_from(odd, head.traits, head.length);
            CHECK(told.items().size() + told.ignored().size() + (told.error ? 3 : 0) >= 3);
            if (told.error) CHECK(!told.error->what.empty());
        }
}

TEST_CASE("references are resolved, others than XML's own are refused") {
    using mediawiki::has_plain_references;
    using mediawiki::plain_text;
    CHECK(plain_text("a &amp;amp; &lt;b&gt; &quot;&apos; &#233;&#xE9;&#x1F41D;") == "a &amp; <b> \"' éé🐝");
    CHECK(plain_text("a\r\nb\rc\n") == "a\nb\nc\n");
    CHECK(plain_text("a&#13;b") == "a\rb");
    CHECK(plain_text(" \n ") == " \n ");
    CHECK(plain_text("\xEF\xBB\xBF"
                     "a") ==
          "\xEF\xBB\xBF"
          "a");
    for (const char* odd : {"&", "&;", "&a;", "&eacute;", "&#;", "&#x;", "&#0;", "&#xD800;", "&#x110000;", "&#-1;",
                            "&#x-1;", "&amp", "& amp;", "&#99999999999999999999;", "&AMP;"}) {
        CAPTURE(odd);
        CHECK(!plain_text(odd));
        CHECK(!has_plain_references(odd));
    }
    CHECK(!plain_text(std::string("a\0b", 3)));
    CHECK(has_plain_references("a &amp; &#233; b"));
}
