// SPDX-License-Identifier: GPL-3.0-or-later
// Signing in at a place of Communecter's kind, word by word.
#include "config/config.hpp"
#include "connectors/communecter/account.hpp"
#include "connectors/communecter/communecter.hpp"
#include "tests/unit/connectors/communecter_rig.hpp"

#include <doctest/doctest.h>
#include <variant>

namespace moisson {

using namespace communecter_test;

namespace {

constexpr const char* secret_word = "pa:ss & word é";

Result<std::unique_ptr<SignIn>> opened(const std::string& lines, const std::string& address = base) {
    auto config = parse_config(
        "contact = \"a@b.org\"\n[[source]]\nname = \"lieux\"\nkind = \"communecter\"\n"
        "base_url = \"" +
            address + "\"\n" + lines + "[[source.scope]]\ntype = \"events\"\nsource_keys = [\"a\"]\n",
        "moisson.toml");
    REQUIRE(config.has_value());
    return communecter::sign_in(config->sources.front().options);
}

std::unique_ptr<SignIn> door(const std::string& mode, const std::string& more = {}) {
    auto way = opened("sign_in = \"" + mode + "\"\ncredential = \"lieux\"\n" + more);
    if (!way) FAIL(way.error().sentence());
    REQUIRE(*way != nullptr);
    return std::move(*way);
}

Error mistake(const std::string& lines, const std::string& address = base) {
    const auto way = opened(lines, address);
    REQUIRE_FALSE(way.has_value());
    CHECK(way.error().kind == ErrorKind::config);
    return way.error();
}

Credential ada() {
    return Credential{Secret(std::string("ada@example.org")), Secret(std::string(secret_word))};
}

std::string revealed(const SecretFields& fields) {
    std::string text;
    for (const auto& [name, value] : fields) text += name + "=" + std::string(value.reveal()) + ";";
    return text;
}

HttpResponse with_cookies(const std::string& body, const std::vector<std::string>& cookies) {
    HttpResponse response(200, body);
    for (const std::string& cookie : cookies) response.headers.emplace_back("set-cookie", cookie);
    return response;
}

// What becomes of a conversation whose answers are these, in order.
Result<SessionState> talk(Conversation<SessionState>& conversation, std::vector<HttpResponse> answers) {
    for (HttpResponse& answer : answers) {
        REQUIRE(conversation.next().has_value());
        auto step = conversation.accept(std::move(answer));
        if (!step) return fail(step.error());
        if (auto* state = std::get_if<SessionState>(&*step)) return std::move(*state);
    }
    FAIL("it is not over");
    return SessionState{};
}

constexpr const char* me = R"({"userId":"58c9000000000000000000a1"})";
constexpr const char* nobody = R"({"userId":null})";
constexpr const char* welcome =
    R"({"result":true,"id":"58c9","account":{"name":"Ada Lovelace","email":"ada@example.org"},"msg":"bienvenue"})";

}  // namespace

TEST_CASE("without a word of an account there is none, and everything is read as anybody may") {
    auto way = opened("");
    REQUIRE(way.has_value());
    CHECK(*way == nullptr);
    CHECK(opened("sign_in = \"none\"\n").value() == nullptr);
}

TEST_CASE("an account that cannot be meant is refused with its line") {
    CHECK(mistake("sign_in = \"sesion\"\n").remedy.find("did you mean \"session\"?") != std::string::npos);
    CHECK(mistake("sign_in = \"basic\"\n").what == "signing in needs a `credential`");
    CHECK(mistake("credential = \"lieux\"\n").where == "moisson.toml:6:1");
    CHECK(mistake("sign_in = \"bearer\"\ncredential = \"x\"\nlogin_path = \"//evil.example/x?y\"\n").what ==
          "`login_path` is not a path of the site");
    CHECK(mistake("sign_in = \"bearer\"\ncredential = \"x\"\nlogin_path = \"a/../b\"\n").where == "moisson.toml:8:1");
    CHECK(mistake("sign_in = \"basic\"\ncredential = \"x\"\nrefresh_path = \"auth/refresh\"\n").what ==
          "only sign_in = \"bearer\" has a `refresh_path`");
}

TEST_CASE("a password never leaves this machine unencrypted, even where reading may") {
    const std::string account = "allow_plain_http = true\nsign_in = \"basic\"\ncredential = \"x\"\n";
    CHECK(mistake(account, "http://www.petit.example").where == "moisson.toml:5:1");
    CHECK(opened(account, "http://127.0.0.1:8080").has_value());
}

TEST_CASE("a session is opened by a form, kept as a cookie, and proved") {
    const auto way = door("session");
    auto entering = way->enter(ada());
    const auto asked = entering->next();
    REQUIRE(asked.has_value());
    CHECK(asked->url == std::string(base) + "/co2/person/authenticate");
    CHECK(asked->http1_only);
    CHECK(revealed(asked->secret_form) == "email=ada@example.org;pwd=" + std::string(secret_word) + ";");
    CHECK(asked->form == Fields{{"remember", "true"}});
    auto heard = entering->accept(with_cookies(welcome, {"PHPSESSID=abc123; path=/; HttpOnly", "lang=fr"}));
    REQUIRE(heard.has_value());
    const auto proof = entering->next();
    REQUIRE(proof.has_value());
    CHECK(proof->url == std::string(base) + "/co2/person/logged");
    CHECK(revealed(proof->secret_headers) == "Cookie=PHPSESSID=abc123; lang=fr;");
    const auto state = talk(*entering, {HttpResponse(200, me)});
    REQUIRE(state.has_value());
    CHECK(revealed(state->headers) == "Cookie=PHPSESSID=abc123; lang=fr;");
    CHECK(way->renew(*state) == nullptr);
}

TEST_CASE("of cookies that bear one name the last one counts, and one that was taken back is none") {
    auto entering = door("session")->enter(ada());
    const auto state = talk(*entering, {with_cookies(welcome, {"PHPSESSID=visitor; path=/", "old=deleted; expires=x",
                                                               "gone=; path=/", "PHPSESSID=account; path=/"}),
                                        HttpResponse(200, R"({"userId":{"$id":"58c9000000000000000000a1"}})")});
    REQUIRE(state.has_value());
    CHECK(revealed(state->headers) == "Cookie=PHPSESSID=account;");
}

TEST_CASE("Q37: a failure to sign in comes with 200, and each of its words has a meaning") {
    const std::vector<std::pair<std::string, std::string>> words{
        {"emailNotFound", "the site knows no such account"},
        {"emailAndPassNotMatch", "the password is not that of the account"},
        {"notValidatedEmail", "the account's e-mail address was never confirmed"},
        {"accountPending", "the account still waits to be accepted"},
        {"betaTestNotOpen", "the account is not yet let in"},
        {"Vous devez remplir pa:ss & word é", "the site refuses"}};
    for (const auto& [word, meaning] : words) {
        auto entering = door("session")->enter(ada());
        const auto refused =
            talk(*entering, {with_cookies(R"({"result":false,"msg":")" + word + "\"}", {"PHPSESSID=x"})});
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().kind == ErrorKind::config);
        CHECK(refused.error().what == "signing in failed: " + meaning);
        CHECK(refused.error().sentence().find("pa:ss") == std::string::npos);
    }
}

TEST_CASE("a cookie that makes us nobody is no session") {
    auto entering = door("session")->enter(ada());
    const auto refused = talk(*entering, {with_cookies(welcome, {"PHPSESSID=x"}), HttpResponse(200, nobody)});
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == ErrorKind::config);
    auto without = door("session")->enter(ada());
    CHECK(talk(*without, {HttpResponse(200, welcome)}).error().what == "signing in failed: the site opened no session");
    auto odd = door("session")->enter(ada());
    CHECK(talk(*odd, {with_cookies(welcome, {"", "a", "; x"})}).error().kind == ErrorKind::invalid);
}

TEST_CASE("Q30: name and password with each request are proved, for wrong ones are let in as nobody") {
    auto entering = door("basic")->enter(ada());
    CHECK(revealed(entering->next()->secret_headers) ==
          "Authorization=Basic YWRhQGV4YW1wbGUub3JnOnBhOnNzICYgd29yZCDDqQ==;");
    const auto state = talk(*entering, {HttpResponse(200, me)});
    REQUIRE(state.has_value());
    CHECK(revealed(state->headers) == "Authorization=Basic YWRhQGV4YW1wbGUub3JnOnBhOnNzICYgd29yZCDDqQ==;");
    auto wrong = door("basic")->enter(ada());
    const auto refused = talk(*wrong, {HttpResponse(200, nobody)});
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == ErrorKind::config);
}

TEST_CASE("Basic is written as RFC 4648 does, whatever the length") {
    for (const auto& [user, secret, expected] :
         {std::tuple{"a", "b", "YTpi"}, std::tuple{"a", "bc", "YTpiYw=="}, std::tuple{"a", "bcd", "YTpiY2Q="}}) {
        auto entering = door("basic")->enter(Credential{Secret(std::string(user)), Secret(std::string(secret))});
        CHECK(entering->next()->secret_headers.front().second.reveal() == std::string("Basic ") + expected);
    }
}

TEST_CASE("a pair of tokens is given for name and password, and renewed once by the second one") {
    const auto way = door("bearer", "login_path = \"auth/login\"\nrefresh_path = \"/auth/refresh\"\n");
    auto entering = way->enter(ada());
    const auto asked = entering->next();
    CHECK(asked->url == std::string(base) + "/auth/login");
    CHECK(revealed(asked->secret_form) == "email=ada@example.org;password=" + std::string(secret_word) + ";");
    CHECK(asked->form.empty());
    const auto state = talk(*entering, {HttpResponse(200, R"({"accessToken":"A1","refreshToken":"R1","user":{}})")});
    REQUIRE(state.has_value());
    CHECK(revealed(state->headers) == "Authorization=Bearer A1;");
    auto renewing = way->renew(*state);
    REQUIRE(renewing != nullptr);
    const auto again = renewing->next();
    CHECK(again->url == std::string(base) + "/auth/refresh");
    CHECK(again->intent == Intent::once);
    CHECK(revealed(again->secret_form) == "refreshToken=R1;");
    const auto renewed = talk(*renewing, {HttpResponse(200, R"({"accessToken":"A2"})")});
    CHECK(revealed(renewed->headers) == "Authorization=Bearer A2;");
    CHECK(way->renew(*renewed) == nullptr);
    CHECK_FALSE(renewing->next().has_value());
    for (const int status : {401, 403, 404, 410}) {
        CAPTURE(status);
        const auto refused = way->renew(*state)->accept(HttpResponse(status, "{}"));
        REQUIRE_FALSE(refused);
        CHECK_FALSE(refused.error().wait);  // it says nothing of the site
    }
}

TEST_CASE("a token that was given in advance is proved") {
    auto entering = door("bearer")->enter(Credential{Secret(), Secret(std::string("T0"))});
    CHECK(revealed(entering->next()->secret_headers) == "Authorization=Bearer T0;");
    CHECK(talk(*entering, {HttpResponse(200, me)}).has_value());
    auto stale = door("bearer")->enter(Credential{Secret(), Secret(std::string("T0"))});
    CHECK(talk(*stale, {HttpResponse(401, R"({"error":"Unauthorized"})")}).error().kind == ErrorKind::config);
}

TEST_CASE("a refused password and a server in trouble are told apart") {
    const std::string paths = "login_path = \"auth/login\"\n";
    for (const auto& [status, kind] : {std::pair{401, ErrorKind::config}, std::pair{403, ErrorKind::config},
                                       std::pair{404, ErrorKind::config}, std::pair{429, ErrorKind::transport},
                                       std::pair{500, ErrorKind::transport}, std::pair{503, ErrorKind::transport}}) {
        auto entering = door("bearer", paths)->enter(ada());
        const auto refused = talk(*entering, {HttpResponse(status, std::string("oops ") + secret_word)});
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().kind == kind);
        CHECK(refused.error().what.starts_with("signing in failed: "));
        CHECK(refused.error().sentence().find(secret_word) == std::string::npos);
        const bool closes = refused.error().wait && refused.error().wait->at_least >= std::chrono::hours(1);
        CHECK_FALSE(closes);  // the source is open to anybody all the same
    }
}

TEST_CASE("an answer that cannot be read is never quoted: it may hold a whole person") {
    for (const std::string& body :
         {std::string("<html>Ada Lovelace</html>"), std::string(""), std::string("Ada Lovelace"),
          std::string(welcome).substr(0, 60), std::string("[]"), std::string(3u << 20, 'A')}) {
        auto entering = door("session")->enter(ada());
        const auto refused = talk(*entering, {HttpResponse(200, body)});
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().what == "signing in failed: the answer cannot be read");
        CHECK(refused.error().sentence().find("Ada") == std::string::npos);
    }
}

TEST_CASE("a notice of PHP before the answer hides nothing") {
    auto entering = door("session")->enter(ada());
    CHECK(talk(*entering,
               {with_cookies("<b>Notice</b>: mgs\n" + std::string(welcome), {"PHPSESSID=x"}), HttpResponse(200, me)})
              .has_value());
}

TEST_CASE("after an error the same question is asked") {
    auto entering = door("session")->enter(ada());
    REQUIRE_FALSE(entering->accept(HttpResponse(502, "")).has_value());
    CHECK(entering->next()->url.ends_with("/co2/person/authenticate"));
    REQUIRE(entering->accept(with_cookies(welcome, {"PHPSESSID=x"})).has_value());
    REQUIRE_FALSE(entering->accept(HttpResponse(502, "")).has_value());
    CHECK(entering->next()->url.ends_with("/co2/person/logged"));
    CHECK_FALSE(entering->ease(Error{}));
    REQUIRE(entering->accept(HttpResponse(200, me)).has_value());
    CHECK_FALSE(entering->next().has_value());
    CHECK_FALSE(entering->accept(HttpResponse(200, me)).has_value());
}

TEST_CASE("that a session is over is told by 401, or by a word that comes with 200") {
    const auto way = door("session");
    CHECK(way->is_over(HttpResponse(401, "")));
    CHECK(way->is_over(HttpResponse(200, R"({"result":false,"msg":"Please login first"})")));
    CHECK(way->is_over(HttpResponse(200, R"({"result":false,"error":"401","msg":"Login First"})")));
    CHECK_FALSE(way->is_over(HttpResponse(200, R"({"result":false,"msg":"Access denied"})")));
    CHECK_FALSE(way->is_over(HttpResponse(200, R"({"name":"Un lieu où Please login first"})")));
    CHECK_FALSE(way->is_over(HttpResponse(200, "<html>login first</html>")));
    CHECK_FALSE(way->is_over(HttpResponse(503, "")));
}

TEST_CASE("another password path or another site is another account") {
    CHECK(door("basic")->described() != door("session")->described());
    CHECK(door("bearer", "login_path = \"a\"\n")->described() != door("bearer", "login_path = \"b\"\n")->described());
}

TEST_CASE("lists are read as anybody may; only whole elements are asked for in the session") {
    CommunecterRig rig;
    auto changes = rig.connector->changes({});
    for (int asked = 0; asked < 20; ++asked) {
        const auto request = changes->next();
        if (!request) break;
        CHECK(request->session == Session::none);
        REQUIRE(changes->accept(rig.site.answer(*request)).has_value());
    }
    const ItemId place("organizations-5a1b2c3d4e5f60718293a4b5");
    auto inquiry = rig.connector->fetch({{0, place, {}, Read::standing}});
    CHECK(inquiry->next()->session == Session::wanted);
}

TEST_CASE("a site of 2018 shows whole elements to people who signed in, and to nobody else") {
    const ItemId place("organizations-5a1b2c3d4e5f60718293a4b5");
    Section section = source_section(usual_scopes());
    section.put("sign_in", text_option("session"));
    section.put("credential", text_option("lieux"));
    const auto connector =
        CommunecterRig::opened(section, {{"dialect", "legacy2018"}, {"detail", "html"}, {"paging", "index"}});
    const auto ask = [&] { return connector->fetch({{0, place, {}, Read::standing}}); };
    auto inquiry = ask();
    CHECK(inquiry->next()->url.ends_with("/co2/element/get/type/organizations/id/5a1b2c3d4e5f60718293a4b5"));
    auto told = inquiry->accept(HttpResponse(
        200, R"({"result":true,"map":{"_id":{"$id":"5a1b2c3d4e5f60718293a4b5"},"preferences":{"isOpenData":true}}})"));
    REQUIRE(told.has_value());
    CHECK(standing_of(std::get<Batch>(*told), place.text) == "open");
    auto ghost = ask();
    auto gone =
        ghost->accept(HttpResponse(200, R"~({"result":true,"map":{"slug":"unknown","name":"Unknown (deleted)"}})~"));
    REQUIRE(gone.has_value());
    CHECK(std::get<Batch>(*gone).gone.size() == 1);
    auto stranger = ask();
    auto silent = stranger->accept(HttpResponse(200, R"({"result":false,"msg":"Please login first"})"));
    REQUIRE(silent.has_value());
    CHECK(std::get<Batch>(*silent).standings.empty());
    CHECK_FALSE(stranger->next().has_value());
}

}  // namespace moisson
