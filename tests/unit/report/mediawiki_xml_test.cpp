// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/mediawiki_xml.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using report::escaped_xml;

namespace {

LostRecord lost(const std::string& item, const std::string& revision, std::optional<std::string> text) {
    LostRecord record;
    record.source = SourceName("movilab");
    record.title = "Page <" + item + ">";
    record.revision.item = ItemId(item);
    record.revision.id = RevisionId(revision);
    record.revision.at = from_iso("2026-11-20T10:00:00Z").value();
    record.revision.actor = Actor{"Anne & Bob", Actor::Kind::account};
    record.content_model = "wikitext";
    record.text = std::move(text);
    return record;
}

std::string written(const std::vector<LostRecord>& records) {
    std::string all;
    report::MediaWikiXml xml([&all](std::string_view line) {
        all.append(line).append("\n");
        return true;
    });
    xml.begin();
    for (const LostRecord& record : records) xml.add(record);
    xml.end();
    return all;
}

std::size_t count(const std::string& text, const std::string& word) {
    std::size_t found = 0;
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++found;
    return found;
}

}  // namespace

TEST_CASE("a page's text cannot become markup, and comes back as it was") {
    CHECK(escaped_xml("a < b && \"c\" > d\r\n\t'") == "a &lt; b &amp;&amp; &quot;c&quot; &gt; d&#13;\n\t'");
    CHECK(escaped_xml("]]></text>") == "]]&gt;&lt;/text&gt;");
    CHECK(escaped_xml("é 🐝") == "é 🐝");
}

TEST_CASE("what XML cannot hold is replaced") {
    CHECK(escaped_xml(std::string_view("\0\x1b\x7f\xff", 4)) == "\uFFFD\uFFFD\uFFFD\uFFFD");
    CHECK(escaped_xml("\xef\xbf\xbf") == "\uFFFD");
}

TEST_CASE("the revisions of one page stand in one page") {
    const std::string xml = written({lost("4", "10", "un"), lost("4", "11", "deux"), lost("5", "12", "trois")});
    CHECK(count(xml, "<page>") == 2);
    CHECK(count(xml, "</page>") == 2);
    CHECK(count(xml, "<revision>") == 3);
    CHECK(count(xml, "<title>Page &lt;4&gt;</title>") == 1);
    CHECK(count(xml, "<username>Anne &amp; Bob</username>") == 3);
    CHECK(xml.ends_with("</mediawiki>\n"));
}

TEST_CASE("a revision whose text is unknown is named, not invented") {
    const std::string xml = written({lost("4", "10", std::nullopt)});
    CHECK(count(xml, "<revision>") == 0);
    CHECK(count(xml, "<!-- revision 10: its text is not known -->") == 1);
}

TEST_CASE("who was hidden stays hidden, and an address is an address") {
    LostRecord hidden = lost("4", "10", "un");
    hidden.revision.actor.reset();
    LostRecord address = lost("4", "11", "deux");
    address.revision.actor = Actor{"192.0.2.1", Actor::Kind::anonymous};
    const std::string xml = written({hidden, address});
    CHECK(count(xml, "<contributor deleted=\"deleted\" />") == 1);
    CHECK(count(xml, "<ip>192.0.2.1</ip>") == 1);
}

TEST_CASE("nothing lost is a file without pages") {
    CHECK(count(written({}), "<page>") == 0);
    CHECK(written({}).ends_with("</mediawiki>\n"));
}

TEST_CASE("whoever has read enough is not told more") {
    std::size_t lines = 0;
    report::MediaWikiXml xml([&lines](std::string_view) { return ++lines < 3; });
    CHECK(xml.begin());
    CHECK_FALSE(xml.add(lost("4", "10", "un")));
    CHECK(lines == 3);
}
