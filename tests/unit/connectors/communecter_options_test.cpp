// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/options.hpp"

#include "config/config.hpp"
#include "connectors/communecter/communecter.hpp"
#include "tests/unit/connectors/communecter_rig.hpp"

#include <doctest/doctest.h>

namespace moisson {

using namespace communecter_test;

namespace {

// As it is written in the configuration, so that places are real.
Result<communecter::Options> read(const std::string& lines) {
    auto config = parse_config(
        "contact = \"a@b.org\"\n[[source]]\nname = \"communecter\"\nkind = \"communecter\"\n" + lines, "moisson.toml");
    if (!config) return fail(config.error());
    return communecter::read_options(config->sources.front().options);
}

constexpr const char* site = "base_url = \"https://www.communecter.org/\"\n";

Error refused(const std::string& lines) {
    const auto options = read(lines);
    REQUIRE_FALSE(options.has_value());
    CHECK(options.error().kind == ErrorKind::config);
    CHECK(options.error().where.starts_with("moisson.toml:"));
    return options.error();
}

}  // namespace

TEST_CASE("a source says where it is, what of it is followed, and gets calm manners by default") {
    const auto options = read(std::string(site) +
                              "[[source.scope]]\ntype = \"organizations\"\ntags = [\"TiersLieux\"]\n"
                              "without_tags = [\"RéseauTiersLieux\"]\ncountries = [\"FR\", \"RE\"]\n"
                              "publication = \"assume\"\nbecause = \"the portal publishes them under ODbL\"\n"
                              "[[source.scope]]\ntype = \"answers\"\nform = \"6438366673d20a0de1533c77\"\n"
                              "costum = \"lesCommunsDesTierslieux\"\npublication = \"assume\"\n"
                              "because = \"the site of the call shows them\"\n");
    if (!options) FAIL(options.error().sentence());
    CHECK(options->base_url == "https://www.communecter.org");
    CHECK(options->page_size == 200);
    CHECK(options->overlap == std::chrono::hours(2));
    CHECK_FALSE(options->paging.has_value());
    CHECK_FALSE(options->dialect.has_value());
    REQUIRE(options->scopes.size() == 2);
    CHECK(options->scopes[0].met_as == Publication::assumed);
    CHECK(options->scopes[0].because == "the portal publishes them under ODbL");
    CHECK(options->scopes[1].form == "6438366673d20a0de1533c77");
}

TEST_CASE("what cannot be meant is refused with its line and what to write instead") {
    const std::string events = "[[source.scope]]\ntype = \"events\"\nsource_keys = [\"a\"]\n";
    const std::vector<std::pair<std::string, std::string>> mistakes{
        {events, "needs `base_url`"},
        {std::string(site), "from 1 to 50 scopes"},
        {std::string(site) + "[[source.scope]]\ntags = [\"a\"]\n", "has no `type`"},
        {std::string(site) + "[[source.scope]]\ntype = \"organisations\"\n", "did you mean \"organizations\""},
        {std::string(site) + "[[source.scope]]\ntype = \"citoyens\"\n", "cannot be \"citoyens\""},
        {std::string(site) + events + "publication = \"assume\"\n", "needs a reason"},
        {std::string(site) + events + "because = \"why not\"\n", "is not said"},
        {std::string(site) + events + "form = \"6438366673d20a0de1533c77\"\n", "only a scope of answers"},
        {std::string(site) + "[[source.scope]]\ntype = \"answers\"\n", "needs the id of the call"},
        {std::string(site) + "[[source.scope]]\ntype = \"answers\"\nform = \"6438366673d20a0de1533c77\"\n",
         "answers say nothing of their publication"},
        {std::string(site) + "[[source.scope]]\ntype = \"answers\"\nform = \"6438366673d20a0de1533c77\"\n"
                             "costum = \"../x\"\n",
         "cannot be the name of a costum"},
        {std::string(site) + events + events, "asks for the same"},
        {std::string(site) + events + "tag = \"a\"\n", "Did you mean \"tags\""},
        {std::string(site) + "page_size = 5000\n" + events, "from 1 to 500"},
        {std::string(site) + "overlap = \"30d\"\n" + events, "at most"},
        {std::string(site) + "paging = \"pages\"\n" + events, "one of auto, index"},
        {"base_url = \"https://www.communecter.org/?x\"\n" + events, "bare address"},
        {"base_url = \"http://www.communecter.org\"\n" + events, "http"},
    };
    for (const auto& [lines, words] : mistakes) {
        const Error error = refused(lines);
        CHECK_MESSAGE(error.sentence().find(words) != std::string::npos, error.sentence());
    }
}

TEST_CASE("what would follow nothing, everything, or something else than was meant is refused with what to write") {
    const std::string places = "[[source.scope]]\ntype = \"organizations\"\n";
    const std::string tagged = places + "tags = [\"a\", \"b\"]\n";
    const std::string answering =
        "[[source.scope]]\ntype = \"answers\"\npublication = \"assume\"\nbecause = \"shown\"\nform = ";
    std::string many;
    for (int number = 0; number < 51; ++number) many += places + "tags = [\"" + std::to_string(number) + "\"]\n";
    struct Mistake {
        std::string lines;
        std::string what;
        std::string remedy;
    };
    const std::vector<Mistake> mistakes{
        {tagged + "countries = [\"fr\"]\n", "\"fr\" is no code of a country", "like \"FR\""},
        {tagged + "countries = [\"France\"]\n", "\"France\" is no code", "two capital letters"},
        {places + "tags = []\n", "`tags` is an empty list", "fill it, or remove it"},
        {places, "would follow all organizations of the site", "tags = "},
        {places + "without_tags = [\"a\"]\n", "would follow all organizations", "source_keys"},
        {tagged + "without_tags = [\"b\"]\n", "\"b\" is in `tags` and in `without_tags`", "from one of them"},
        {tagged + places + "tags = [\"b\", \"a\", \"b\"]\n", "the same as one above", "remove it"},
        {"[[source.scope]]\ntype = \"events\"\nsource_keys = [\"a\"]\nvariant = \"navigator\"\n",
         "lists organizations, and no events", "remove `variant`"},
        {answering + "\"6438366673d20a0de1533c77\"\nvariant = \"navigator\"\n", "lists organizations, and no answers",
         "remove `variant`"},
        {answering + "\"6438366673D20A0DE1533C77\"\n", "small letters", "form = \"6438366673d20a0de1533c77\""},
        {"dialect = \"legacy2018\"\n" + answering + "\"6438366673d20a0de1533c77\"\n", "a site of 2018 has no answers",
         "remove `dialect`"},
        {many, "at most 50 scopes", "join those of one type"},
        {"[source.scope]\ntype = \"organizations\"\ntags = [\"a\"]\n", "cannot be a single table", "[[source.scope]]"},
    };
    for (const Mistake& mistake : mistakes) {
        const Error error = refused(std::string(site) + mistake.lines);
        CHECK_MESSAGE(error.what.find(mistake.what) != std::string::npos, error.sentence());
        CHECK_MESSAGE(error.remedy.find(mistake.remedy) != std::string::npos, error.sentence());
    }
}

TEST_CASE("the address of a site is that of its root, or of the folder in which it stands") {
    const std::string events = "[[source.scope]]\ntype = \"events\"\nsource_keys = [\"a\"]\n";
    for (const std::string inside : {"co2/search/globalautocomplete", "api", "costum/navigator/gettl", "index.php"}) {
        const Error error = refused("base_url = \"https://www.communecter.org/ph/" + inside + "\"\n" + events);
        CHECK_MESSAGE(error.what.find("leads into the site") != std::string::npos, error.sentence());
        CHECK(error.remedy == "base_url = \"https://www.communecter.org/ph\"");
    }
    CHECK(read("base_url = \"https://www.communecter.org/ph/\"\n" + events).has_value());
    CHECK(read("base_url = \"http://127.0.0.1:5080\"\n" + events).has_value());
}

TEST_CASE("a reason that nobody can read is no reason") {
    const std::string scope = "[[source.scope]]\ntype = \"events\"\nsource_keys = [\"a\"]\n";
    for (const std::string blank : {" ", "  \\t ", "\\u00a0", "\\u200b\\u3000"}) {
        const Error because =
            refused(std::string(site) + scope + "publication = \"assume\"\nbecause = \"" + blank + "\"\n");
        CHECK_MESSAGE(because.what.find("`because` says nothing") != std::string::npos, because.sentence());
        const Error contact = refused(std::string(site) + "contact_because = \"" + blank + "\"\n" + scope);
        CHECK_MESSAGE(contact.what.find("`contact_because` says nothing") != std::string::npos, contact.sentence());
    }
}

TEST_CASE("what is followed changes with the scopes, and with what they assume") {
    const auto followed = [](const ScopeWords& words) { return communecter::followed(source_section({words})); };
    const std::string events = followed({"events", {}, {}, {}, {"k"}, {}});
    CHECK_FALSE(events.empty());
    CHECK(followed({"events", {}, {}, {}, {"k"}, {}}) == events);
    CHECK(followed({"events", {"a"}, {}, {}, {"k"}, {}}) != events);
    CHECK(followed({"events", {}, {}, {}, {"k"}, "they say so"}) != events);
    CHECK(followed({"poi", {}, {}, {}, {"k"}, {}}) != events);
}

}  // namespace moisson
