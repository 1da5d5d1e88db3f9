// SPDX-License-Identifier: GPL-3.0-or-later
// An account at a scripted source: who is let in when, what is asked then, and when nothing more is tried.
#include "daemon/http/membership.hpp"

#include "daemon/http/driver.hpp"
#include "tests/unit/http/client_rig.hpp"
#include "tests/unit/support/loopback_server.hpp"
#include "tests/unit/support/run.hpp"
#include "tests/unit/support/scripted_http.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace moisson;
using namespace moisson::daemon;
using namespace moisson::test;
using namespace std::chrono_literals;

namespace {

Secret secret(std::string text) {
    return Secret(std::move(text));
}

// Asks for one token in exchange for one other thing.
class Exchange : public Conversation<SessionState> {
public:
    Exchange(std::string path, Secret shown) : path_(std::move(path)), shown_(std::move(shown)) {}

    std::optional<HttpRequest> next() override {
        if (done_) return std::nullopt;
        HttpRequest request("https://example.org/" + path_);
        request.secret_form = {{"shown", shown_}};
        request.intent = Intent::idempotent;
        return request;
    }
    Result<Step<SessionState>> accept(HttpResponse answer) override {
        if (answer.status == 401) return fail(ErrorKind::config, path_, "not let in");
        if (answer.status != 200) return fail(ErrorKind::transport, path_, "HTTP " + std::to_string(answer.status));
        done_ = true;
        SessionState state;
        state.headers = {{"Authorization", Secret(answer.body)}};
        state.renewal = Secret("renews " + answer.body);
        return state;
    }
    bool ease(const Error&) override { return false; }

private:
    std::string path_;
    Secret shown_;
    bool done_ = false;
};

class Way : public SignIn {
public:
    std::unique_ptr<Conversation<SessionState>> enter(const Credential& credential) const override {
        return std::make_unique<Exchange>("login", credential.secret);
    }
    std::unique_ptr<Conversation<SessionState>> renew(const SessionState& state) const override {
        return std::make_unique<Exchange>("renew", state.renewal);
    }
    bool is_over(const HttpResponse& answer) const override { return answer.status == 401; }
    std::string described() const override { return "way"; }
};

// One read, which is shown to anybody; signed in or not is told by the answer.
class Reading : public Conversation<std::string> {
public:
    std::optional<HttpRequest> next() override {
        if (done_) return std::nullopt;
        HttpRequest request("https://example.org/read");
        request.session = session;
        return request;
    }
    Result<Step<std::string>> accept(HttpResponse answer) override {
        if (answer.status != 200) return fail(ErrorKind::refused, "read", "HTTP " + std::to_string(answer.status));
        done_ = true;
        return Step<std::string>(std::move(answer.body));
    }
    bool ease(const Error&) override { return false; }
    Session session = Session::wanted;

private:
    bool done_ = false;
};

// The source: passwords, tokens that end, and a journal without secrets.
struct Site {
    std::string password = "mot";
    std::set<std::string> good;  // tokens
    std::set<std::string> renewals;
    std::string journal;  // l: login, r: renewal, a: read by the account, x: refused with a stale token, p: public read
    int given = 0;
    int broken_logins = 0;
    bool honours = true;
    bool renews = true;

    HttpResponse token() {
        const std::string token = "t" + std::to_string(++given);
        if (honours) good = {token};
        renewals = {"renews " + token};
        return HttpResponse(200, token);
    }
    Result<HttpResponse> answer(const HttpRequest& request) {
        const bool login = request.url.ends_with("/login");
        if (login || request.url.ends_with("/renew")) {
            journal += login ? 'l' : 'r';
            const std::string shown(request.secret_form.front().second.reveal());
            if (login && broken_logins > 0) return --broken_logins, HttpResponse(502, "");
            const bool right = login ? shown == password : renews && renewals.contains(shown);
            return right ? token() : HttpResponse(401, "");
        }
        if (request.secret_headers.empty()) return journal += 'p', HttpResponse(200, "public");
        const bool known = good.contains(std::string(request.secret_headers.front().second.reveal()));
        journal += known ? 'a' : 'x';
        return known ? HttpResponse(200, "for the account") : HttpResponse(401, "");
    }
};

struct Rig {
    asio::io_context loop{1};
    HandClock clock;
    Site site;
    ScriptedHttp http{[this](const HttpRequest& request) { return site.answer(request); }};
    std::string password = "mot";
    std::string stamp = "file 1";
    std::optional<Error> unreadable;
    Membership membership{std::make_unique<Way>(), [this]() -> Result<HeldCredential> {
                              if (unreadable) return fail(*unreadable);
                              return HeldCredential{Credential{secret("ada"), secret(password)}, stamp};
                          }};
    Driver driver{http, clock, Manners{}, [] { return 0.5; }};

    Rig() { driver.speak_for(membership); }

    // "" when it failed.
    std::string read(Session session = Session::wanted) {
        Reading talk;
        talk.session = session;
        auto reply = run(loop, clock, driver.next_reply(talk));
        return reply && *reply ? **reply : std::string{};
    }
    void begin_run(std::optional<Refusal> on_record = {}) {
        driver.start_counting();
        membership.begin_run(on_record);
    }
};

}  // namespace

TEST_CASE("whoever has an account signs in once, for the requests that want it, and not before one does") {
    Rig rig;
    CHECK(rig.read(Session::none) == "public");
    CHECK(rig.site.journal == "p");
    CHECK(rig.read() == "for the account");
    CHECK(rig.read() == "for the account");
    CHECK(rig.read(Session::none) == "public");
    CHECK(rig.site.journal == "plaap");
    CHECK(rig.membership.trouble().empty());
}

TEST_CASE("a token that ended is renewed once, and the request is made again") {
    Rig rig;
    rig.read();
    rig.site.good.clear();
    CHECK(rig.read() == "for the account");
    CHECK(rig.site.journal == "laxra");
}

TEST_CASE("what cannot be renewed is entered anew, once") {
    Rig rig;
    rig.read();
    rig.site.good.clear();
    rig.site.renews = false;
    CHECK(rig.read() == "for the account");
    CHECK(rig.site.journal == "laxrla");
}

TEST_CASE("where neither helps the stale token is dropped, and the read is made as anybody may") {
    Rig rig;
    rig.read();
    rig.site.good.clear();
    rig.site.renews = false;
    rig.site.password = "another";
    CHECK(rig.read() == "public");
    CHECK(rig.site.journal == "laxrlp");
    CHECK(rig.membership.trouble() == "login: not let in");
    CHECK(rig.read() == "public");
    CHECK(rig.site.journal == "laxrlpp");
}

TEST_CASE("a session that is given and not honoured is not asked for at each request") {
    Rig rig;
    rig.site.honours = false;
    CHECK(rig.read() == "public");
    CHECK(rig.read() == "public");
    CHECK(rig.site.journal == "lxpp");
    CHECK(rig.membership.trouble().find("does not honour") != std::string::npos);
    CHECK_FALSE(rig.membership.refusal().has_value());
    rig.begin_run();
    rig.site.honours = true;
    CHECK(rig.read() == "for the account");
}

TEST_CASE("a source that ends each session at once is not shown the password at each request") {
    Rig rig;
    rig.site.renews = false;
    for (int number = 0; number < 20; ++number) {
        rig.read();
        rig.site.good.clear();
    }
    CHECK(std::count(rig.site.journal.begin(), rig.site.journal.end(), 'l') == 3);
    CHECK(rig.membership.trouble() == "signing in failed: the site ends each session at once");
    rig.begin_run();
    CHECK(rig.read() == "for the account");
    Rig renewed;
    for (int number = 0; number < 20; ++number) {
        renewed.read();
        renewed.site.good.clear();
    }
    CHECK(renewed.site.given == 3);
}

TEST_CASE("a session ends with the credential it was given for") {
    Rig changed;
    changed.read();
    changed.begin_run();
    CHECK(changed.read() == "for the account");
    CHECK(changed.site.journal == "laa");
    changed.stamp = "file 2";
    changed.begin_run();
    changed.read();
    CHECK(changed.site.journal == "laala");
    changed.unreadable = Error{ErrorKind::config, "moisson.toml:9:1", "it is not there", {}, std::nullopt};
    changed.begin_run();
    CHECK(changed.read() == "public");
    CHECK(changed.site.journal == "laalap");
}

TEST_CASE("a refused password is not shown again in this run, nor in the next ones of that day") {
    Rig rig;
    rig.password = "wrong";
    CHECK(rig.read() == "public");
    CHECK(rig.site.journal == "lp");
    for (int hour = 1; hour < 24; ++hour) {
        rig.clock.advance(1h);
        rig.begin_run();
        CHECK(rig.read() == "public");
    }
    CHECK(std::count(rig.site.journal.begin(), rig.site.journal.end(), 'l') == 1);
    CHECK(rig.membership.trouble() == "login: not let in");
    rig.clock.advance(1h);
    rig.begin_run();
    rig.read();
    CHECK(std::count(rig.site.journal.begin(), rig.site.journal.end(), 'l') == 2);
}

TEST_CASE("a password that was changed is tried at once") {
    Rig rig;
    rig.password = "wrong";
    rig.read();
    rig.password = "mot";
    rig.stamp = "file 2";
    rig.begin_run();
    CHECK_FALSE(rig.membership.refusal().has_value());  // whether or not it is needed in this run
    CHECK(rig.read() == "for the account");
    CHECK_FALSE(rig.membership.refusal().has_value());
}

TEST_CASE("a refusal on record holds in a new process, unless the clock says that it cannot be true") {
    Rig rig;
    const Instant now = rig.clock.now();
    rig.begin_run(Refusal{now - 1h, "way file 1", "not let in an hour ago"});
    CHECK(rig.read() == "public");
    CHECK(rig.site.journal == "p");
    CHECK(rig.membership.trouble() == "not let in an hour ago");
    Rig other;
    other.begin_run(Refusal{now + 1h, "way file 1", "from the future"});
    CHECK(other.read() == "for the account");
    Rig changed;
    changed.begin_run(Refusal{now - 1h, "another way file 1", "of another account"});
    CHECK(changed.read() == "for the account");
}

TEST_CASE("a server in trouble is asked again, and says nothing of the password") {
    Rig rig;
    rig.site.broken_logins = 2;
    CHECK(rig.read() == "for the account");
    CHECK(rig.site.journal == "llla");
    Rig broken;
    broken.site.broken_logins = 100;
    CHECK(broken.read() == "public");
    CHECK(broken.site.journal == "lllllp");
    CHECK(broken.read() == "public");
    CHECK(broken.site.journal == "lllllpp");
    CHECK_FALSE(broken.membership.refusal().has_value());
    broken.site.broken_logins = 0;
    broken.begin_run();
    CHECK(broken.read() == "for the account");
}

TEST_CASE("a credential that can no longer be read is told, and the read is made as anybody may") {
    Rig rig;
    rig.unreadable = Error{ErrorKind::config, "moisson.toml:9:1", "others may read it", {}, std::nullopt};
    CHECK(rig.read() == "public");
    CHECK(rig.membership.trouble() == "moisson.toml:9:1: others may read it");
    CHECK_FALSE(rig.membership.refusal().has_value());
}

TEST_CASE("signing in is paused before and counted like any other request") {
    Rig rig;
    rig.http.takes(rig.clock, 100ms);
    rig.read();
    REQUIRE(rig.http.times.size() == 2);
    CHECK(rig.http.times[1] - rig.http.times[0] == 1'100ms);
    CHECK(rig.driver.spent().requests == 2);
}

TEST_CASE("secrets are sent in the form and in headers whose case is kept, and stand in no error") {
    std::string heard;
    LoopbackServer server([&](const Heard& request) {
        heard = request.head + "\n" + request.body;
        return answer("ok");
    });
    ClientRig client;
    HttpRequest request(server.url() + "/login");
    request.form = {{"remember", "true"}};
    request.secret_form = {{"email", secret("ada@example.org")}, {"pwd", secret("mot & clé")}};
    request.secret_headers = {{"Authorization", secret("Bearer A1")}};
    request.http1_only = true;
    REQUIRE(client.send(request).has_value());
    CHECK(heard.find("\r\nAuthorization: Bearer A1\r\n") != std::string::npos);
    CHECK(heard.find("HTTP/1.1") != std::string::npos);
    CHECK(heard.find("remember=true&email=ada%40example.org&pwd=mot%20%26%20cl%C3%A9") != std::string::npos);
    request.secret_headers = {{"Authorization", secret("Bearer A1\r\nX: y")}};
    const auto refused = client.send(request);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().sentence().find("A1") == std::string::npos);
}
