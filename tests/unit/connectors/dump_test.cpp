// SPDX-License-Identifier: GPL-3.0-or-later
// What an export brings: the same as a harvest, as far as a file can tell.
#include "connectors/mediawiki/dump_rows.hpp"
#include "tests/unit/connectors/dump_rig.hpp"

using namespace moisson;
using namespace moisson::dump_test;

namespace {

const std::string two_revisions =
    revision({"11", "", "2024-03-03T10:20:30Z", "vieux"}) + revision({"12", "11", "2024-03-04T10:20:30Z", "neuf"});

std::string with(std::string text, const std::string& old, const std::string& fresh) {
    const std::size_t at = text.find(old);
    REQUIRE(at != std::string::npos);
    return text.replace(at, old.size(), fresh);
}

}  // namespace

TEST_CASE("an export says of which wiki it is") {
    const std::string text = export_of("");
    const DumpHead head = head_of(text);
    CHECK(head.traits.attribution == "Petit wiki");
    CHECK(head.traits.software == "MediaWiki 1.39.17");
    CHECK(head.traits.base_url == "https://petit.example");
    CHECK(head.traits.unique_revision_ids);
    CHECK(head.traits.details.at("articlepath").text_or("") == "/wiki/$1");
    CHECK(head.traits.details.at("dbname").text_or("") == "petit");
    REQUIRE(head.traits.details.at("namespaces").list() != nullptr);
    CHECK(head.traits.details.at("namespaces").list()->size() == 5);
    CHECK(head.traits.details.at("namespaces").list()->back().at("canonical").text_or("") == "Template");
    CHECK(text.substr(head.length - 11, 11) == "</siteinfo>");
}

TEST_CASE("the head of an export may come byte by byte") {
    const std::string text = "\xEF\xBB\xBF<?xml version=\"1.0\"?>\n" + export_of("");
    const std::size_t length = head_of(text).length;
    for (std::size_t size = 0; size < length; ++size) {
        const auto early = mediawiki_test::mediawiki_kind().dump_head(std::string_view(text).substr(0, size));
        REQUIRE(early.has_value());
        CHECK(!early->has_value());
    }
}

TEST_CASE("what is no export is refused at once") {
    for (const std::string& text :
         {std::string("<html><body>404</body></html>"), std::string("{}"),
          std::string("<!DOCTYPE mediawiki [<!ENTITY a \"b\">]><mediawiki>"), export_of("", "0.12"), export_of("", "1"),
          with(export_of(""), "<siteinfo>", "<!ENTITY a \"b\"><siteinfo>"), with(export_of(""), "Petit", "&petit;"),
          with(export_of(""), "Petit", "\xFF"), with(export_of(""), "</case>", ""), std::string(1 << 20, 'a'),
          "<mediawiki>" + std::string(1 << 20, 'a')}) {
        const auto head = mediawiki_test::mediawiki_kind().dump_head(text);
        CAPTURE(text.substr(0, 200));
        REQUIRE(!head.has_value());
        CHECK(head.error().kind == ErrorKind::invalid);
        CHECK(!head.error().remedy.empty());
    }
}

TEST_CASE("a page arrives with its latest text and all its revisions") {
    const ReadDump told = read(export_of(page("5", "L&amp;#039;atelier &amp; co", two_revisions)));
    CHECK(!told.error);
    REQUIRE(told.items().size() == 1);
    const Item item = told.items().front();
    CHECK(item.id.text == "5");
    CHECK(item.title == "L&#039;atelier & co");
    CHECK(item.latest.text == "12");
    CHECK(item.content_model == "wikitext");
    CHECK(!item.redirect_to);
    REQUIRE(told.contents().size() == 1);
    CHECK(told.contents().front().bytes == "neuf");
    CHECK(told.contents().front().revision.text == "12");
    CHECK(told.contents().front().derived.is_null());
    REQUIRE(told.revisions().size() == 2);
    const Revision first = told.revisions().front();
    CHECK(first.id.text == "11");
    CHECK(!first.parent);
    CHECK(told.revisions().back().parent == RevisionId("11"));
    CHECK(to_iso(first.at) == "2024-03-03T10:20:30Z");
    CHECK(first.actor == Actor{"Anne", Actor::Kind::account});
    CHECK(first.size == 5);
    CHECK(first.sha1 == "e3c5f6a8bb89c977957e9764c8f1fe06f8e0a97c");
    CHECK(first.comment == "étape \"11\"");
    CHECK(first.minor);
}

TEST_CASE("version 0.10 of an export tells the same") {
    const std::string history = page("5", "Accueil", two_revisions);
    std::string older = history;
    for (const char* removed :
         {"      <origin>11</origin>\n", "      <origin>12</origin>\n", " sha1=\"qltz2os6c3v0wls6a0p4du5u5c5ia9o\"",
          " sha1=\"qltz2os6c3v0wls6a0p4du5u5c5ia9o\""})
        older = with(older, removed, "");
    const ReadDump now = read(export_of(history));
    const ReadDump then = read(export_of(older, "0.10"));
    CHECK(now.items() == then.items());
    CHECK(now.revisions() == then.revisions());
    CHECK(now.contents() == then.contents());
}

TEST_CASE("who wrote a revision is an account, an address, or a name brought in from elsewhere") {
    const auto author_of = [](const std::string& contributor) {
        const ReadDump told =
            read(export_of(page("5", "A", revision({"1", "", "2024-01-01T00:00:00Z", "", contributor}))));
        REQUIRE(told.revisions().size() == 1);
        return told.revisions().front().actor;
    };
    CHECK(author_of("<username>Anne</username><id>3</id>") == Actor{"Anne", Actor::Kind::account});
    CHECK(author_of("<ip>192.0.2.17</ip>") == Actor{"192.0.2.17", Actor::Kind::anonymous});
    CHECK(author_of("<username>fabmob&gt;Anne</username><id>0</id>") == Actor{"fabmob>Anne", Actor::Kind::import});
    CHECK(!author_of("<username /><id>0</id>"));
}

TEST_CASE("what the wiki hid is hidden here too") {
    std::string hidden = revision({"9", "", "2024-01-01T00:00:00Z", "x"});
    hidden = with(hidden, "<contributor>\n        <username>Anne</username>\n        <id>7</id>\n      </contributor>",
                  "<contributor deleted=\"deleted\" />");
    hidden = with(hidden, "<comment>étape &quot;9&quot;</comment>", "<comment deleted=\"deleted\" />");
    const std::size_t text = hidden.find("<text");
    hidden.replace(text, hidden.find("</revision>") - text,
                   "<text bytes=\"41\" sha1=\"x\" deleted=\"deleted\" />\n<sha1/>\n");
    const ReadDump told = read(export_of(page("5", "A", hidden)));
    REQUIRE(told.revisions().size() == 1);
    const Revision revision = told.revisions().front();
    CHECK(revision.hidden == Hidden{true, true, true});
    CHECK(!revision.actor);
    CHECK(revision.comment.empty());
    CHECK(revision.sha1.empty());
    CHECK(revision.size == 41);
    CHECK(told.contents().empty());
    CHECK(told.ignored().empty());
    CHECK(told.owed().empty());
    CHECK(told.items().size() == 1);
}

TEST_CASE("an empty text is a text") {
    std::string empty = revision({"9", "", "2024-01-01T00:00:00Z", ""});
    CHECK(read(export_of(page("5", "A", empty))).contents().front().bytes.empty());
    empty = with(empty, " xml:space=\"preserve\"></text>", " />");
    REQUIRE(read(export_of(page("5", "A", empty))).contents().size() == 1);
}

TEST_CASE("a page without its text is asked of the wiki another day") {
    std::string stub = revision({"9", "", "2024-01-01T00:00:00Z", "x"});
    stub = with(stub, " xml:space=\"preserve\">x</text>", " id=\"12\" />");
    const ReadDump told = read(export_of(page("5", "A", stub)));
    CHECK(told.items().size() == 1);
    CHECK(told.contents().empty());
    REQUIRE(told.ignored().size() == 1);
    CHECK(told.ignored().front().subject == "page 5");
    REQUIRE(told.owed().size() == 1);
    CHECK(told.owed().front().item.text == "5");
}

TEST_CASE("a redirect leads where its text says") {
    const std::string there = "    <redirect title=\"B\" />\n" +
                              revision({"9", "", "2024-01-01T00:00:00Z", "#REDIRECTION [[Modèle:Commun]]"});
    const ReadDump told = read(export_of(page("5", "Modèle:C", there, 10)));
    REQUIRE(told.items().size() == 1);
    CHECK(told.items().front().redirect_to == "Modèle:Commun");
}

TEST_CASE("the latest revision is the youngest, wherever it stands") {
    const ReadDump told = read(export_of(page("5", "A",
                                              revision({"9", "8", "2024-01-02T00:00:00Z", "latest"}) +
                                                  revision({"10", "", "2010-01-01T00:00:00Z", "brought in"}))));
    CHECK(told.items().front().latest.text == "9");
    CHECK(told.contents().front().bytes == "latest");
    CHECK(told.revisions().back().id.text == "9");
}

TEST_CASE("pages outside what is followed are counted and left") {
    const ReadDump told =
        read(export_of(page("5", "Utilisateur:Anne", two_revisions, 2) + page("6", "A", two_revisions)));
    CHECK(told.left_out() == 1);
    CHECK(told.items().size() == 1);
    CHECK(!told.error);
}

TEST_CASE("uploads, log entries and elements nobody knows are passed over") {
    const std::string pages = "  <logitem>\n <id>3</id>\n <title>x</title></logitem>\n" +
                              page("6", "A",
                                   "<restrictions>edit=sysop</restrictions>" + two_revisions +
                                       "<upload><filename>A</filename></upload><odd a=\"b\"/>");
    const ReadDump told = read(export_of(pages));
    CHECK(!told.error);
    CHECK(told.items().size() == 1);
    CHECK(told.revisions().size() == 2);
}

TEST_CASE("a page that cannot be read holds up no other and is named") {
    const std::string broken_head = with(page("4", "B", two_revisions), "<id>4</id>", "<id>0x4</id>");
    const std::string broken_revision = page("5", "C", two_revisions + revision({"13", "12", "yesterday", "x"}));
    const std::string endless = page("6", std::string(70'000, 'x'), two_revisions);
    const std::string nothing = page("7", "D", "");
    const std::string bytes = page("8", "E", revision({"20", "", "2024-01-01T00:00:00Z", "\xFF"}));
    const std::string entity = page("9", "F", revision({"21", "", "2024-01-01T00:00:00Z", "&eacute;"}));
    const std::string cdata = page("10", "G", revision({"22", "", "2024-01-01T00:00:00Z", "<![CDATA[x]]>"}));
    const ReadDump told = read(export_of(broken_head + broken_revision + endless + nothing + bytes + entity + cdata +
                                         page("11", "H", two_revisions)));
    CHECK(!told.error);
    CHECK(told.items().back().title == "H");
    REQUIRE(told.ignored().size() == 8);
    CHECK(told.ignored()[0].subject.starts_with("a page at byte "));
    CHECK(told.ignored()[1].subject.starts_with("a revision of page 5 at byte "));
    CHECK(told.ignored()[2].subject.starts_with("a page at byte "));
    CHECK(told.ignored()[3].subject == "page 7");
    CHECK(told.ignored()[4].subject == "page 8");
    CHECK(told.ignored()[5].subject == "page 9");
    CHECK(told.ignored()[6].subject.starts_with("a revision of page 10 at byte "));
    for (const Ignored& each : told.ignored()) CHECK(!each.reason.empty());
    CHECK(told.owed().size() >= 5);
}

TEST_CASE("a text of more than 16 MiB is left out, its page and the next are not") {
    const std::string large(std::size_t{17} << 20U, 'x');
    const ReadDump told = read(
        export_of(page("4", "B", revision({"1", "", "2024-01-01T00:00:00Z", large})) + page("5", "C", two_revisions)));
    CHECK(!told.error);
    CHECK(told.items().size() == 2);
    CHECK(told.revisions().size() == 3);
    CHECK(told.revisions().front().size == large.size());
    REQUIRE(told.contents().size() == 1);
    CHECK(told.contents().front().item.text == "5");
    CHECK(told.ignored().size() == 1);
}

TEST_CASE("a page with tens of thousands of revisions comes in parts") {
    constexpr int count = 45'000;
    std::string history;
    for (int at = 1; at <= count; ++at)
        history += revision({std::to_string(at), at == 1 ? "" : std::to_string(at - 1), "2024-01-01T00:00:00Z",
                             "étape " + std::to_string(at)});
    const ReadDump told = read(export_of(page("4", "B", history)));
    CHECK(!told.error);
    CHECK(told.batches.size() > 2);
    std::set<std::string> ids;
    for (const Revision& each : told.revisions()) ids.insert(each.id.text);
    CHECK(ids.size() == count);
    CHECK(told.items().back().latest.text == std::to_string(count));
    CHECK(told.contents().back().bytes == "étape " + std::to_string(count));
    for (const DumpBatch& part : told.batches) {
        CHECK(part.batch.revisions.size() <= 22'000);
        CHECK(part.position == (&part == &told.batches.back() ? part.position : told.batches.front().position));
    }
}

TEST_CASE("a sum in base 36 is told in hexadecimal") {
    CHECK(mediawiki::hexadecimal_sum("phoiac9h4m842xq45sp7s6u21eteeq1") == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    CHECK(mediawiki::hexadecimal_sum("0") == std::string(40, '0'));
    CHECK(mediawiki::hexadecimal_sum("").empty());
    CHECK(mediawiki::hexadecimal_sum("Z").empty());
    CHECK(mediawiki::hexadecimal_sum(std::string(31, 'z')).empty());
}
