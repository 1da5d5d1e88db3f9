// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/secret.hpp"

#include "schema/value.hpp"

#include <doctest/doctest.h>
#include <ostream>
#include <string>
#include <type_traits>
#include <utility>

using namespace moisson;

namespace {

template <class T>
concept Printable = requires(std::ostream& out, const T& what) {
    out << what;
};
template <class T>
concept Comparable = requires(const T& one, const T& other) {
    one == other;
};

}  // namespace

TEST_CASE("a secret cannot be printed, compared, kept as a value or taken for a text, not even by mistake") {
    CHECK_FALSE(Printable<Secret>);
    CHECK_FALSE(Comparable<Secret>);
    CHECK_FALSE(std::is_convertible_v<Secret, std::string>);
    CHECK_FALSE(std::is_convertible_v<Secret, std::string_view>);
    CHECK_FALSE(std::is_convertible_v<std::string, Secret>);
    CHECK_FALSE(std::is_constructible_v<std::string, Secret>);
    CHECK_FALSE(std::is_constructible_v<Value, Secret>);
}

TEST_CASE("what a secret was made from is wiped") {
    std::string text = "une phrase assez longue pour le tas";
    const char* bytes = text.data();
    const Secret secret(std::move(text));
    CHECK(secret.reveal() == "une phrase assez longue pour le tas");
    CHECK(static_cast<const void*>(secret.reveal().data()) != static_cast<const void*>(bytes));
    std::string plain = "court";
    wipe(plain);
    CHECK(plain.empty());
    CHECK(std::string_view(plain.data(), 1) == std::string_view("\0", 1));
}

TEST_CASE("a secret that moved on leaves nothing behind, and a copy is whole") {
    Secret first(std::string("mot"));
    Secret second = std::move(first);
    CHECK(second.reveal() == "mot");
    CHECK(first.empty());  // NOLINT(bugprone-use-after-move,hicpp-invalid-access-moved): that is what is asked
    const Secret third = second;
    second = Secret(std::string("autre"));
    CHECK(third.reveal() == "mot");
    CHECK(second.reveal() == "autre");
    second = third;
    CHECK(second.reveal() == "mot");
    CHECK(Secret().empty());
}

TEST_CASE("a credential without a name is a token that was given in advance") {
    CHECK(Credential{Secret(), Secret(std::string("jeton"))}.is_token());
    CHECK_FALSE(Credential{Secret(std::string("ada")), Secret(std::string("mot"))}.is_token());
}
