// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/config.hpp"
#include "tests/unit/config/refusal.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace std::chrono_literals;
using test::mentions;
using test::refusal;
using test::with_source;

namespace {

Error refused(const std::string& text) {
    return refusal(parse_config(text, "moisson.toml"));
}

Error refused_source(const std::string& lines) {
    return refused(with_source(lines));
}

// The same source at another address.
Result<Config> at_address(const std::string& api, const std::string& lines = {}) {
    return parse_config(
        "contact = \"a@b.org\"\n[[source]]\nname = \"x\"\nkind = \"mediawiki\"\napi = \"" + api + "\"\n" + lines,
        "moisson.toml");
}

}  // namespace

TEST_CASE("a source says what it must and gets a calm rhythm by default") {
    const auto config = parse_config(with_source("namespaces = [0, 4]\n"), "moisson.toml");
    REQUIRE(config.has_value());
    CHECK(config->contact == "you@example.org");
    CHECK(config->time_zone == "Europe/Paris");
    const SourceConfig* source = config->find("movilab");
    REQUIRE(source != nullptr);
    CHECK(source->kind == "mediawiki");
    CHECK(source->mapping == "movilab");
    CHECK(source->poll == 10min);
    CHECK(source->census == 24h);
    CHECK(source->min_delay == 1s);
    CHECK(config->find("absent") == nullptr);
}

TEST_CASE("what is the connector's own reaches it, and only that is left to read") {
    const auto config =
        parse_config(with_source("namespaces = [0, 4]\npoll = \"2s\"\nmin_delay = \"0s\"\n"), "moisson.toml");
    REQUIRE(config.has_value());
    const SourceConfig& source = config->sources.front();
    CHECK(source.poll == 2s);
    CHECK(source.min_delay == 0s);
    CHECK(source.options.text("api")->value() == "https://movilab.org/api.php");
    const Error unread = refusal(source.options.refuse_unread());
    CHECK(mentions(unread.what, "\"namespaces\""));
    CHECK(unread.where == "moisson.toml:6:1");
    CHECK(source.options.integers("namespaces")->value() == std::vector<std::int64_t>{0, 4});
    CHECK(source.options.refuse_unread().has_value());
}

TEST_CASE("a mistyped key of a source is told with the key that was meant") {
    const auto config = parse_config(with_source("poll_ = \"1h\"\n"), "moisson.toml");
    REQUIRE(config.has_value());  // only its connector knows every key
    (void)config->sources.front().options.text("api");
    const Error unread = refusal(config->sources.front().options.refuse_unread());
    CHECK(unread.sentence() == "moisson.toml:6:1: unknown key \"poll_\" in source \"movilab\". Did you mean \"poll\"?");
}

TEST_CASE("a mistyped key of the configuration is told with its line and the key that was meant") {
    const Error error = refused("contct = \"you@example.org\"\n");
    CHECK(error.where == "moisson.toml:1:1");
    CHECK(error.remedy == "Did you mean \"contact\"?");
    CHECK(refused("contact = \"a@b\"\n\n  [[sources]]\nname = \"a\"\n").where.starts_with("moisson.toml:3:"));
}

TEST_CASE("a contact is asked for, and must be one") {
    CHECK(refused("").what == "contact is missing");
    CHECK(refused("").where == "moisson.toml:1:1");
    for (const char* contact : {"\"\"", "\"me\"", "\"http://example.org\"", "\"a b@c\"", "\"@c\"", "\"a@\"",
                                "\"a@b\\r\\nX: y\"", "3", "\"https://\"", "[\"a@b\"]"}) {
        CAPTURE(contact);
        const Error error = refused("\ncontact = " + std::string(contact) + "\n");
        CHECK(error.where.starts_with("moisson.toml:2:"));
        CHECK(mentions(error.remedy, "you@example.org"));
    }
    CHECK(parse_config("contact = \"https://example.org/bot\"\n[[source]]\nname = \"a\"\nkind = \"k\"\n", "f")
              .has_value());
}

TEST_CASE("a contact below a source is told where it belongs") {
    const Error error = refused("[[source]]\nname = \"a\"\nkind = \"k\"\ncontact = \"a@b.org\"\n");
    CHECK(error.what == "contact is missing");
    const Error inside = refused_source("time_zone = \"UTC\"\n");
    CHECK(inside.remedy == "Move it above the first [[source]]");
    CHECK(inside.where == "moisson.toml:6:1");
}

TEST_CASE("names of sources are small letters and digits, and each its own") {
    for (const char* name : {"Movilab", "1a", "a-b", "a_b", "../x", "é", "", "local"}) {
        CAPTURE(name);
        const Error error =
            refused("contact = \"a@b\"\n[[source]]\nkind = \"k\"\nname = \"" + std::string(name) + "\"\n");
        CHECK(error.where == "moisson.toml:4:1");
    }
    const Error twice = refused_source("[[source]]\nname = \"movilab\"\nkind = \"k\"\n");
    CHECK(twice.where == "moisson.toml:7:1");
    CHECK(mentions(twice.what, "moisson.toml:3:1"));
}

TEST_CASE("a source without name, kind or table is refused") {
    CHECK(mentions(refused("contact = \"a@b\"\n[[source]]\nkind = \"k\"\n").what, "no name"));
    CHECK(mentions(refused("contact = \"a@b\"\n[[source]]\nname = \"a\"\n").what, "no kind"));
    CHECK(mentions(refused("contact = \"a@b\"\n").what, "no source"));
    CHECK(mentions(refused("contact = \"a@b\"\nsource = []\n").what, "no source"));
    CHECK(mentions(refused("contact = \"a@b\"\n[source]\nname = \"a\"\n").what, "not a table"));
    CHECK(mentions(refused("contact = \"a@b\"\nsource = [1]\n").what, "not a number"));
    CHECK(mentions(refused("contact = \"a@b\"\nsource = \"x\"\n").what, "not a text"));
}

TEST_CASE("wrong types and durations out of bounds are refused where they stand") {
    for (const char* line :
         {"poll = 10", "poll = \"10\"", "poll = \"999ms\"", "poll = \"60w\"", "census = \"59s\"",
          "min_delay = \"61min\"", "min_delay = true", "mapping = 3", "mapping = \"../movilab\"", "mapping = \"A\"",
          "mapping = \"\"", "allow_plain_http = \"yes\"", "born = 1979-05-27", "nested = { a = 1 }", "deep = [[1]]"}) {
        CAPTURE(line);
        CHECK(refused_source(std::string(line) + "\n").where.starts_with("moisson.toml:6:"));
    }
    CHECK(refused("contact = \"a@b\"\ntime_zone = \"../etc/passwd\"\n").where.starts_with("moisson.toml:2:"));
    CHECK(refused("contact = \"a@b\"\ntime_zone = 1\n").where.starts_with("moisson.toml:2:"));
}

TEST_CASE("plain http stays on this machine unless the admin says so") {
    for (const char* api : {"http://localhost/api.php", "http://LOCALHOST:8080/", "http://127.0.0.1:8080/w/api.php",
                            "http://127.1.2.3", "http://[::1]:81/", "https://movilab.org/api.php"}) {
        CAPTURE(api);
        CHECK(at_address(api).has_value());
    }
    for (const char* api : {"http://movilab.org/api.php", "HTTP://movilab.org", "http://127.0.0.1.evil.org/",
                            "http://127.evil.org", "http://localhost.evil.org/", "http://10.0.0.1/", "http://[::2]/"}) {
        CAPTURE(api);
        const Error error = refusal(at_address(api));
        CHECK(error.where == "moisson.toml:5:1");
        CHECK(mentions(error.remedy, "allow_plain_http = true"));
        CHECK(at_address(api, "allow_plain_http = true\n").has_value());
        CHECK_FALSE(at_address(api, "allow_plain_http = false\n").has_value());
    }
}

TEST_CASE("what is no address, or carries a password, is refused even where plain http is allowed") {
    for (const char* api :
         {"movilab.org/api.php", "ftp://movilab.org/", "file:///etc/passwd", "http://", "https:///api.php",
          "https://me:secret@movilab.org/", "me:secret@movilab.org", "https://me:my secret@movilab.org/",
          "https://me:secret@movilab.org:0/", "http://127.0.0.1@evil.org/", "https://a b/", "https://a\\\\b/"}) {
        CAPTURE(api);
        const Error error = refusal(at_address(api, "allow_plain_http = true\n"));
        CHECK(error.where == "moisson.toml:5:1");
        CHECK_FALSE(mentions(error.sentence(), "secret"));
    }
}

TEST_CASE("tables of a source reach its connector in their order, each with its own place and its own unknown keys") {
    const auto config = parse_config(with_source("[[source.scope]]\ntype = \"events\"\n[[source.scope]]\n"
                                                 "type = \"poi\"\ntags = [\"a\", \"b\"]\n"),
                                     "moisson.toml");
    REQUIRE(config.has_value());
    const Section& options = config->sources.front().options;
    CHECK(refusal(options.refuse_unread()).what.find("\"scope\"") == std::string::npos);  // `api` stands before it
    const auto scopes = options.tables("scope");
    REQUIRE(scopes.has_value());
    REQUIRE(scopes->size() == 2);
    CHECK((*scopes)[0].text("type")->value() == "events");
    CHECK((*scopes)[1].text("type")->value() == "poi");
    CHECK((*scopes)[1].place() == "moisson.toml:8:1");
    const Error unread = refusal((*scopes)[1].refuse_unread());
    CHECK(mentions(unread.what, "\"tags\" in [[source.scope]] of source \"movilab\""));
    CHECK(unread.where == "moisson.toml:10:1");
}

TEST_CASE("tables where one value is expected, and a value where tables are, are refused with their place") {
    const Error tables = refused_source("[[source.poll]]\nevery = \"1h\"\n");
    CHECK(mentions(tables.what, "\"poll\" must be a duration between quotes, not a list of tables"));
    const auto config = parse_config(with_source("scope = \"all\"\n"), "moisson.toml");
    REQUIRE(config.has_value());
    const Error value = refusal(config->sources.front().options.tables("scope"));
    CHECK(mentions(value.what, "\"scope\" must be one or several tables, not a text"));
    CHECK(mentions(value.remedy, "[[source.scope]]"));
    CHECK(value.where == "moisson.toml:6:1");
}

TEST_CASE("an address that is called base_url is held to the same rules as one called api") {
    const Error plain = refused_source("base_url = \"http://lieux.example\"\n");
    CHECK(plain.where == "moisson.toml:6:1");
}
