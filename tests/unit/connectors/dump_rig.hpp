// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/unit/connectors/mediawiki_rig.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

// Exports as MediaWiki writes them, and what a reading of one brought.
namespace moisson::dump_test {

inline std::string siteinfo() {
    return R"(  <siteinfo>
    <sitename>Petit wiki</sitename>
    <dbname>petit</dbname>
    <base>https://petit.example/wiki/Accueil</base>
    <generator>MediaWiki 1.39.17</generator>
    <case>first-letter</case>
    <namespaces>
      <namespace key="-1" case="first-letter">Spécial</namespace>
      <namespace key="0" case="first-letter" />
      <namespace key="1" case="first-letter">Discussion</namespace>
      <namespace key="2" case="first-letter">Utilisateur</namespace>
      <namespace key="10" case="first-letter">Modèle</namespace>
    </namespaces>
  </siteinfo>
)";
}

inline std::string export_of(const std::string& pages, const std::string& version = "0.11") {
    return "<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-" + version + "/\" version=\"" + version +
           "\" xml:lang=\"fr\">\n" + siteinfo() + pages + "</mediawiki>\n";
}

struct Written {
    std::string id = {};
    std::string parent = {};
    std::string at = "2024-03-03T10:20:30Z";
    std::string text = "Bonjour";
    std::string contributor = "<username>Anne</username>\n        <id>7</id>";
};

inline std::string revision(const Written& given) {
    const std::string parent = given.parent.empty() ? "" : "      <parentid>" + given.parent + "</parentid>\n";
    return "    <revision>\n      <id>" + given.id + "</id>\n" + parent + "      <timestamp>" + given.at +
           "</timestamp>\n      <contributor>\n        " + given.contributor +
           "\n      </contributor>\n      <minor/>\n      <comment>étape &quot;" + given.id +
           "&quot;</comment>\n      <origin>" + given.id +
           "</origin>\n      <model>wikitext</model>\n      <format>text/x-wiki</format>\n      <text bytes=\"" +
           std::to_string(given.text.size()) + "\" sha1=\"qltz2os6c3v0wls6a0p4du5u5c5ia9o\" xml:space=\"preserve\">" +
           given.text + "</text>\n      <sha1>qltz2os6c3v0wls6a0p4du5u5c5ia9o</sha1>\n    </revision>\n";
}

inline std::string page(const std::string& id, const std::string& title, const std::string& inside, int ns = 0) {
    return "  <page>\n    <title>" + title + "</title>\n    <ns>" + std::to_string(ns) + "</ns>\n    <id>" + id +
           "</id>\n" + inside + "  </page>\n";
}

struct ReadDump {
    std::vector<DumpBatch> batches;
    std::optional<Error> error;

    template <class Row>
    std::vector<Row> all(std::vector<Row> Batch::*rows) const {
        std::vector<Row> found;
        for (const DumpBatch& each : batches)
            found.insert(found.end(), (each.batch.*rows).begin(), (each.batch.*rows).end());
        return found;
    }
    std::vector<Item> items() const { return all(&Batch::items); }
    std::vector<Revision> revisions() const { return all(&Batch::revisions); }
    std::vector<Content> contents() const { return all(&Batch::contents); }
    std::vector<Ignored> ignored() const { return all(&Batch::ignored); }
    std::vector<Owed> owed() const { return all(&Batch::owed); }
    std::uint64_t left_out() const {
        std::uint64_t sum = 0;
        for (const DumpBatch& each : batches) sum += each.left_out;
        return sum;
    }
};

inline Section followed() {
    return mediawiki_test::section_of(mediawiki_test::api_address);
}

inline DumpHead head_of(std::string_view text) {
    auto head = mediawiki_test::mediawiki_kind().dump_head(text);
    REQUIRE(head.has_value());
    REQUIRE(head->has_value());
    return std::move(**head);
}

// Everything behind the head, `at_once` bytes a piece.
inline ReadDump read_from(std::string_view text, const Traits& traits, std::uint64_t from,
                          std::size_t at_once = std::size_t{1} << 16U) {
    auto dump = mediawiki_test::mediawiki_kind().dump(followed(), traits, from);
    REQUIRE(dump.has_value());
    ReadDump read;
    text.remove_prefix(from);
    for (bool more = true; more;) {
        if (text.empty()) (*dump)->end();
        (*dump)->take(text.substr(0, at_once));
        more = !text.empty();
        text.remove_prefix(std::min(text.size(), at_once));
        for (;;) {
            auto batch = (*dump)->next();
            if (!batch) {
                read.error = batch.error();
                return read;
            }
            if (!*batch) break;
            read.batches.push_back(std::move(**batch));
        }
    }
    return read;
}

inline ReadDump read(std::string_view text, std::size_t at_once = std::size_t{1} << 16U) {
    const DumpHead head = head_of(text);
    return read_from(text, head.traits, head.length, at_once);
}

}  // namespace moisson::dump_test
