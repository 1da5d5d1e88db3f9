// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/credential.hpp"

#include "config/config.hpp"

#include <doctest/doctest.h>
#include <random>
#include <string>

using namespace moisson;

namespace {

std::string fault(const std::string& text) {
    auto read = parse_credential(text, "moisson.toml:9:1");
    if (read) return {};
    CHECK(read.error().kind == ErrorKind::config);
    CHECK(read.error().where == "moisson.toml:9:1");
    CHECK_FALSE(read.error().remedy.empty());
    return read.error().what;
}

Result<Config> with(const std::string& lines) {
    return parse_config("contact = \"a@b.org\"\n[[source]]\nname = \"lieux\"\nkind = \"communecter\"\n" + lines,
                        "moisson.toml");
}

}  // namespace

TEST_CASE("a credential is a name and a password, or a token alone") {
    const auto both = parse_credential("ada@example.org\nmot de passe: é\n", "x");
    REQUIRE(both);
    CHECK(both->user.reveal() == "ada@example.org");
    CHECK(both->secret.reveal() == "mot de passe: é");
    const auto token = parse_credential("eyJhbGciOi\r\n\n", "x");
    REQUIRE(token);
    CHECK(token->is_token());
    CHECK(token->secret.reveal() == "eyJhbGciOi");
    CHECK(parse_credential(" ada \n mot ", "x")->secret.reveal() == " mot ");  // a password may begin with a blank
}

TEST_CASE("what is no credential is refused by what is wrong with it, and never quoted") {
    CHECK(fault("") == "the credential is empty");
    CHECK(fault("\n\r\n") == "the credential is empty");
    CHECK(fault("a\nb\nc\n") == "the credential has more than two lines");
    CHECK(fault("\nmot\n") == "the credential has an empty line");
    CHECK(fault(std::string("a\0b", 3)) == "the credential holds control characters");
    CHECK(fault(std::string(largest_credential + 1, 'x')) == "the credential is too long to be one");
    CHECK(fault("ada\nsecr\x01t-9f\n").find("9f") == std::string::npos);
}

TEST_CASE("any bytes are a credential or a fault, and what is read is one line each") {
    std::mt19937 dice(7);
    const std::string letters = std::string("ab\n\n\r\t:", 7) + '\0';
    for (int round = 0; round < 2'000; ++round) {
        std::string text;
        for (std::size_t length = dice() % 12; length > 0; --length) text += letters[dice() % letters.size()];
        const auto read = parse_credential(text, "x");
        if (!read) continue;
        CHECK_FALSE(read->secret.empty());
        for (const Secret* part : {&read->user, &read->secret})
            CHECK(part->reveal().find_first_of(std::string_view("\n\r\0", 3)) == std::string_view::npos);
    }
}

TEST_CASE("a credential is named by a whole path or as systemd names it, and never written itself") {
    CHECK(with("credential = \"/etc/moisson/lieux.credential\"\n")->sources.front().credential ==
          "/etc/moisson/lieux.credential");
    CHECK(with("credential = \"lieux.compte-1\"\n").has_value());
    CHECK(with("").value().sources.front().credential.empty());
    for (const char* wrong : {"", "ada:motdepasse!", "../compte", "dossier/compte", ".cache"}) {
        CAPTURE(wrong);
        const auto config = with("credential = \"" + std::string(wrong) + "\"\n");
        REQUIRE_FALSE(config.has_value());
        CHECK(config.error().where == "moisson.toml:5:1");
        CHECK(config.error().remedy.find("never the password itself") != std::string::npos);
        CHECK(config.error().sentence().find("motdepasse") == std::string::npos);
    }
}
