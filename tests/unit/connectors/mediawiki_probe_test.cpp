// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/licence.hpp"
#include "tests/unit/connectors/mediawiki_rig.hpp"

namespace moisson {

using namespace mediawiki_test;

namespace {

Result<Step<Traits>> probed(HttpResponse answer) {
    auto talk = mediawiki_kind().probe(section_of(api_address));
    REQUIRE(talk.has_value());
    REQUIRE((*talk)->next().has_value());
    return (*talk)->accept(std::move(answer));
}

std::string refused(const Section& section) {
    const auto talk = mediawiki_kind().probe(section);
    REQUIRE_FALSE(talk.has_value());
    CHECK(talk.error().kind == ErrorKind::config);
    return talk.error().sentence();
}

}  // namespace

TEST_CASE("a probe tells in one request what a wiki is") {
    auto step = probed(recorded("probe.json"));
    REQUIRE(step.has_value());
    const Traits& traits = std::get<Traits>(*step);
    CHECK(traits.software == "MediaWiki 1.39.17");
    CHECK(traits.base_url == "https://wiki.example");
    CHECK(traits.attribution == "Movilab d'essai");
    CHECK(traits.unique_revision_ids);
    CHECK(traits.readable);
    CHECK(traits.pages.has_value());
    const Value& details = traits.details;
    CHECK(details.at("case") == Value("first-letter"));
    CHECK(details.at("lang") == Value("fr"));
    CHECK(details.at("articlepath") == Value("/index.php/$1"));
    CHECK(details.at("redirect_words") == Value(Value::List{"#REDIRECTION", "#REDIRECT"}));
    CHECK(to_json(details.at("limits")) == R"({"list":500,"titles":50})");
    CHECK(details.at("readonly") == Value(false));
    bool templates = false;
    for (const Value& ns : *details.at("namespaces").list())
        templates = templates || to_json(ns) == R"({"aliases":[],"canonical":"Template","case":"first-letter",)"
                                                R"("id":10,"name":"Modèle"})";
    CHECK(templates);
    CHECK(details.at("extensions").list()->size() >= 2);
}

TEST_CASE("bots, licence and server of a wiki that says them") {
    ScriptedWiki wiki = small_wiki();
    auto talk = mediawiki_kind().probe(section_of(api_address));
    const auto replies = conformance::play(**talk, [&](const HttpRequest& request) { return wiki.answer(request); });
    REQUIRE(replies.size() == 1);
    CHECK(replies[0].data_licence == "CC-BY-SA-4.0");
    CHECK(replies[0].base_url == "https://petit.example");
    CHECK(replies[0].details.at("bots") == Value(Value::List{"Robot"}));
    CHECK(replies[0].pages == 12u);
    CHECK(wiki.asked().size() == 1);
}

TEST_CASE("a wiki that lists its users to nobody is known without its bots") {
    auto talk = mediawiki_kind().probe(section_of(api_address));
    auto step = (*talk)->accept(HttpResponse(200, R"({"error":{"code":"permissiondenied","info":"no"}})"));
    REQUIRE(step.has_value());
    CHECK(std::holds_alternative<Continue>(*step));
    const auto request = (*talk)->next();
    REQUIRE(request.has_value());
    CHECK(parameter(*request, "list").empty());
    step = (*talk)->accept(recorded("probe.json"));
    REQUIRE(step.has_value());
    CHECK(std::holds_alternative<Traits>(*step));
    CHECK_FALSE((*talk)->next().has_value());
}

TEST_CASE("a wiki that must be signed in to says so, with what to do") {
    const auto step = probed(recorded("read_denied.json"));
    REQUIRE_FALSE(step.has_value());
    CHECK(step.error().kind == ErrorKind::refused);
    CHECK(step.error().what.find("signed in") != std::string::npos);
    CHECK_FALSE(step.error().remedy.empty());
}

TEST_CASE("a page for people in place of an API points at api.php") {
    const auto step = probed(HttpResponse(200, "<!DOCTYPE html><title>Accueil</title>"));
    REQUIRE_FALSE(step.has_value());
    CHECK(step.error().kind == ErrorKind::invalid);
    CHECK(step.error().what.starts_with("this is not a MediaWiki API"));
    CHECK(step.error().remedy.find("address of api.php") != std::string::npos);
    CHECK_FALSE(probed(HttpResponse(200, R"({"results":[]})")).has_value());
    CHECK_FALSE(probed(HttpResponse(200, R"({"query":{"general":{"generator":"DokuWiki"}}})")).has_value());
}

TEST_CASE("licences are called by their SPDX name when it is sure") {
    using mediawiki::licence_of;
    CHECK(licence_of("", "https://creativecommons.org/licenses/by-sa/4.0/deed.fr") == "CC-BY-SA-4.0");
    CHECK(licence_of("x", "http://creativecommons.org/licenses/by-nc-sa/3.0/") == "CC-BY-NC-SA-3.0");
    CHECK(licence_of("", "https://creativecommons.org/publicdomain/zero/1.0/") == "CC0-1.0");
    CHECK(licence_of("CC BY-SA 4.0", "") == "CC-BY-SA-4.0");
    CHECK(licence_of("Creative Commons", "https://creativecommons.org/licenses/by-sa/3.0/fr/") == "Creative Commons");
    CHECK(licence_of("", "https://creativecommons.org/licenses/by-sa/9.9/") ==
          "https://creativecommons.org/licenses/by-sa/9.9/");
    CHECK(licence_of("Usage libre", "https://example.org/") == "Usage libre");
    CHECK(licence_of("", "") == "");
    CHECK(licence_of("cc-", "") == "cc-");
}

TEST_CASE("what a configuration gets wrong is told with its place") {
    CHECK(refused(Section("source", "moisson.toml:4:1")).find("moisson.toml:4:1") == 0);
    CHECK(refused(section_of("movilab.org")).find("moisson.toml:5:1") == 0);
    CHECK(refused(section_of("https://movilab.org/api.php?action=query")).find("bare address") != std::string::npos);
    Section unknown = section_of(api_address);
    unknown.put("namespace", Section::Option{Section::Scalar(std::int64_t{0}), "moisson.toml:6:1"});
    CHECK(refused(unknown).find("moisson.toml:6:1") == 0);
    Section negative = section_of(api_address);
    negative.put("namespaces", Section::Option{std::vector<Section::Scalar>{std::int64_t{-1}}, "moisson.toml:6:1"});
    CHECK(refused(negative).find("-1") != std::string::npos);
    Section plain = section_of("http://wiki.test/api.php");
    plain.put("allow_plain_http", Section::Option{Section::Scalar(true), "moisson.toml:6:1"});
    CHECK(mediawiki_kind().probe(plain).has_value());
}

}  // namespace moisson
