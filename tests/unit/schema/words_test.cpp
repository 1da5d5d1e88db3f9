// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/change.hpp"
#include "schema/record.hpp"
#include "schema/result.hpp"

#include <doctest/doctest.h>

using namespace moisson;

TEST_CASE("an error is one line: place, cause, remedy") {
    CHECK(Error{ErrorKind::config, "moisson.toml:4:1", "no contact", "Add contact = \"you@example.org\"", {}}
              .sentence() == "moisson.toml:4:1: no contact. Add contact = \"you@example.org\"");
    CHECK(Error{ErrorKind::transport, "movilab", "connection refused", "", {}}.sentence() ==
          "movilab: connection refused");
    CHECK(Error{ErrorKind::transport, "", "it is empty.", "Try again.", {}}.sentence() == "it is empty. Try again.");
    CHECK(Error{ErrorKind::transport, "movilab", "", "", {}}.sentence() == "movilab");
    CHECK(Error{ErrorKind::transport, "", "", "Try again.", {}}.sentence() == "Try again.");
    CHECK(Error{}.sentence().empty());
}

TEST_CASE("an error stays one line when a server's words hold several") {
    CHECK(Error{ErrorKind::invalid, "wiki", "got <html>\r\n<body>", "Check\napi", {}}.sentence() ==
          "wiki: got <html>  <body>. Check api");
}

TEST_CASE("every kind of error has its word") {
    CHECK(name_of(ErrorKind::transport) == "transport");
    CHECK(name_of(ErrorKind::refused) == "refused");
    CHECK(name_of(ErrorKind::invalid) == "invalid");
    CHECK(name_of(ErrorKind::conflict) == "conflict");
    CHECK(name_of(ErrorKind::storage) == "storage");
    CHECK(name_of(ErrorKind::config) == "config");
    CHECK(name_of(ErrorKind::cancelled) == "cancelled");
}

TEST_CASE("outcomes and causes are found again under their words") {
    for (const char* word : {"running", "complete", "partial", "failed", "refused", "interrupted"}) {
        const auto outcome = outcome_named(word);
        REQUIRE_MESSAGE(outcome, word);
        CHECK(name_of(*outcome) == word);
    }
    for (const char* word : {"source", "local", "mapping", "schema", "link", "ours"}) {
        const auto cause = cause_named(word);
        REQUIRE_MESSAGE(cause, word);
        CHECK(name_of(*cause) == word);
    }
    for (const char* word : {"", "Complete", "complete ", "gone"}) {
        CHECK(!outcome_named(word));
        CHECK(!cause_named(word));
    }
}

TEST_CASE("an author is an account, anonymous, or was imported") {
    CHECK(name_of(Actor::Kind::account) == "account");
    CHECK(name_of(Actor::Kind::anonymous) == "anonymous");
    CHECK(name_of(Actor::Kind::import) == "import");
}
