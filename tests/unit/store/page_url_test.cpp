// SPDX-License-Identifier: GPL-3.0-or-later
// Where a person reads an item: the address that the source's own pages link to.
#include "store/sqlite/page_url.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using store::sqlite::page_url;

namespace {

Traits wiki(const char* server, const char* articlepath) {
    Traits traits;
    traits.base_url = "https://movilab.org";
    traits.details = Value(Value::Object{{"server", server}, {"articlepath", articlepath}});
    return traits;
}

std::string address(std::string_view title, const Traits& traits = wiki("", "$1")) {
    return page_url(traits, ItemId("1"), title);
}

}  // namespace

TEST_CASE("addresses are written as the wiki writes them") {
    CHECK(address("Point d'étape Fabrique à communs des tiers-lieux 2023", wiki("https://movilab.org", "/wiki/$1")) ==
          "https://movilab.org/wiki/Point_d%27%C3%A9tape_Fabrique_%C3%A0_communs_des_tiers-lieux_2023");
    CHECK(address("🐝 MOVILAB en fête !") == "%F0%9F%90%9D_MOVILAB_en_f%C3%AAte_!");
    CHECK(address("Pourquoi contribuer sur ce wiki ?") == "Pourquoi_contribuer_sur_ce_wiki_%3F");
    CHECK(address("Wiki:A/B;C@D$E!F*G(H),I~J") == "Wiki:A/B;C@D$E!F*G(H),I~J");
    CHECK(address("a&b=c+d%\"") == "a%26b%3Dc%2Bd%25%22");
}

TEST_CASE("wherever the wiki puts its pages") {
    CHECK(address("Le WIP", wiki("//movilab.org", "/wiki/$1")) == "https://movilab.org/wiki/Le_WIP");
    CHECK(address("Le WIP", wiki("http://localhost:8080", "/index.php?title=$1")) ==
          "http://localhost:8080/index.php?title=Le_WIP");
    CHECK(address("Le WIP", wiki("https://movilab.org/", "/$1/lire")) == "https://movilab.org/Le_WIP/lire");
}

TEST_CASE("a wiki that does not say where its pages are is named itself") {
    CHECK(address("Le WIP", wiki("https://movilab.org", "/wiki/")) == "https://movilab.org");
}

TEST_CASE("whatever bytes a title has, its address has none that must be escaped, and as many pieces") {
    std::string title;
    for (int byte = 0; byte < 256; ++byte) title += static_cast<char>(byte);
    const std::string path = address(title);
    for (const char c : path) CHECK((c > ' ' && c < '\x7F'));
    std::size_t pieces = 0;
    for (std::size_t at = 0; at < path.size(); at += path[at] == '%' ? 3 : 1) ++pieces;
    CHECK(pieces == title.size());
}
