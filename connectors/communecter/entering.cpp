// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/entering.hpp"

#include "connectors/communecter/refusal.hpp"
#include "connectors/communecter/words.hpp"
#include "schema/value.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <utility>

namespace moisson::communecter {

namespace {

using Mode = AccountOptions::Mode;

constexpr std::size_t longest_cookies = std::size_t{16} << 10U;  // bytes: more, no server takes
constexpr std::size_t largest_answer = std::size_t{1} << 20U;    // bytes: a person, with all that is linked to one

// What the words of a site mean, for those it has a word for. Others are not repeated: they might hold what was sent.
constexpr std::array meanings{
    std::pair{"emailNotFound", "the site knows no such account"},
    std::pair{"emailAndPassNotMatch", "the password is not that of the account"},
    std::pair{"notValidatedEmail", "the account's e-mail address was never confirmed"},
    std::pair{"accountPending", "the account still waits to be accepted"},
    std::pair{"betaTestNotOpen", "the account is not yet let in"},
};

constexpr const char* look_at_credential =
    "look at the file of the credential, and sign in once with a browser; it is not tried again before the file or the "
    "configuration changes, or a day has passed";

HttpRequest request_to(const Doorway& site, const std::string& path, Intent intent) {
    HttpRequest request(site.base_url + "/" + path);
    request.headers = {{"X-Requested-With", "XMLHttpRequest"}, {"Accept", "application/json"}};
    request.intent = intent;
    request.http1_only = true;  // it looks for `Authorization` in that case only
    return request;
}

std::string address_of(const Doorway& site, const std::string& path) {
    return site.base_url + "/" + path;
}

// RFC 4648. What it is made of is secret, so it does not go through a library that keeps buffers.
Secret basic_of(const Credential& credential) {
    static constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string plain;
    plain.reserve(credential.user.reveal().size() + credential.secret.reveal().size() + 1);
    plain.append(credential.user.reveal()).append(":").append(credential.secret.reveal());
    std::string text = "Basic ";
    text.reserve(text.size() + plain.size() * 2 + 4);
    for (std::size_t at = 0; at < plain.size(); at += 3) {
        const auto byte = [&](std::size_t i) -> std::uint32_t {
            return at + i < plain.size() ? static_cast<unsigned char>(plain[at + i]) : 0;
        };
        const std::uint32_t three = byte(0) << 16U | byte(1) << 8U | byte(2);
        for (std::size_t i = 0; i < 4; ++i)
            text += at + i <= plain.size() ? digits[three >> (18U - 6U * i) & 63U] : '=';
    }
    wipe(plain);
    return Secret(std::move(text));
}

Secret bearer_of(std::string_view token) {
    std::string text;
    text.reserve(token.size() + 8);
    text.append("Bearer ").append(token);
    return Secret(std::move(text));
}

tl::unexpected<Error> not_let_in(const std::string& where, std::string_view meaning) {
    return fail(ErrorKind::config, where, "signing in failed: " + std::string(meaning), look_at_credential);
}

// The answer as JSON, wiped from where it came from. Its bytes are never quoted.
Result<Value> read_answer(HttpResponse& response, const std::string& where) {
    std::string body = std::exchange(response.body, {});
    const bool too_large = body.size() > largest_answer;
    const std::size_t start = std::min(body.find('{'), body.size());  // behind what PHP may have to say of itself
    auto value = too_large ? Result<Value>(fail(ErrorKind::invalid, where, {}))
                           : from_json(std::string_view(body).substr(start));
    wipe(body);
    if (value && value->object() != nullptr) return value;
    return fail(ErrorKind::transport, where, "signing in failed: the answer cannot be read");
}

std::string_view meaning_of(const Value& answer) {
    const std::string said = answer.at("msg").text_or("");
    for (const auto& [word, meaning] : meanings)
        if (said == word) return meaning;
    return "the site refuses";
}

// Everything but the two answers that speak of the account itself.
std::optional<Error> failure_of(HttpResponse& response, const std::string& where) {
    HttpResponse bare(response.status, "");
    bare.headers = response.headers;
    auto failure = refusal_of_status(bare, where);
    if (failure) failure->what = "signing in failed: " + failure->what;
    return failure;
}

bool is_header_text(std::string_view text) {
    return !text.empty() && text.find_first_of(std::string_view("\r\n\0;", 4)) == std::string_view::npos;
}

// The pair of tokens of an answer; the second may be missing.
Result<SessionState> tokens_of(HttpResponse& response, const std::string& where) {
    auto answer = read_answer(response, where);
    if (!answer) return fail(std::move(answer.error()));
    const Secret access(answer->at("accessToken").text_or(""));
    if (!is_header_text(access.reveal()))
        return fail(ErrorKind::invalid, where, "signing in failed: the site gave no token",
                    "are `login_path` and `refresh_path` those of this site?");
    SessionState state;
    state.headers.emplace_back("Authorization", bearer_of(access.reveal()));
    state.renewal = Secret(answer->at("refreshToken").text_or(""));
    return state;
}

}  // namespace

Entering::Entering(Doorway site, Credential credential) : site_(std::move(site)), credential_(std::move(credential)) {
    const bool given_in_advance = credential_.is_token();
    if (site_.options.mode == Mode::basic)
        state_.headers.emplace_back("Authorization", basic_of(credential_));
    else if (site_.options.mode == Mode::bearer && given_in_advance)
        state_.headers.emplace_back("Authorization", bearer_of(credential_.secret.reveal()));
    else
        asking_ = Asking::to_be_let_in;
}

HttpRequest Entering::login_request() const {
    const bool by_token = site_.options.mode == Mode::bearer;
    HttpRequest request = request_to(site_, site_.options.login_path, Intent::idempotent);
    request.secret_form = {{"email", credential_.user}, {by_token ? "password" : "pwd", credential_.secret}};
    if (!by_token) request.form = {{"remember", "true"}};  // a week instead of half an hour: fewer passwords on the way
    return request;
}

HttpRequest Entering::whoami_request() const {
    HttpRequest request = request_to(site_, "co2/person/logged", Intent::read);
    request.secret_headers = state_.headers;
    return request;
}

std::optional<HttpRequest> Entering::next() {
    switch (asking_) {
        case Asking::to_be_let_in:
            return login_request();
        case Asking::who_we_are:
            return whoami_request();
        case Asking::nothing:
            break;
    }
    return std::nullopt;
}

Result<Step<SessionState>> Entering::accept(HttpResponse response) {
    auto step = asking_ == Asking::to_be_let_in ? take_answer(response)
                : asking_ == Asking::who_we_are
                    ? take_proof(response)
                    : fail(ErrorKind::invalid, site_.base_url, "an answer nobody asked for");
    wipe(response.body);
    return step;
}

Result<Step<SessionState>> Entering::take_answer(HttpResponse& response) {
    const std::string where = address_of(site_, site_.options.login_path);
    if (response.status == 401 || response.status == 403)
        return not_let_in(where, "the password is not that of the account");
    if (response.status == 404 || response.status == 410)
        return not_let_in(where, "the site knows no such account, or nothing is at this address");
    if (auto failure = failure_of(response, where)) return fail(std::move(*failure));
    if (site_.options.mode == Mode::bearer) {
        auto state = tokens_of(response, where);
        if (!state) return fail(std::move(state.error()));
        asking_ = Asking::nothing;
        return std::move(*state);
    }
    if (auto taken = take_cookie(response); !taken) return fail(std::move(taken.error()));
    asking_ = Asking::who_we_are;
    return Continue{};
}

// Every cookie of the answer, without what it says of them. PHP gives a visitor a session before it gives the account
// one of the same name: the last one counts.
Result<Done> Entering::take_cookie(const HttpResponse& response) {
    const std::string where = address_of(site_, site_.options.login_path);
    HttpResponse copy(response.status, response.body);
    const auto answer = read_answer(copy, where);
    if (!answer) return fail(answer.error());
    const bool* result = answer->at("result").flag();
    if (result == nullptr || !*result) return not_let_in(where, meaning_of(*answer));
    std::map<std::string_view, std::string_view> jar;
    for (const auto& [header, value] : response.headers) {
        if (header != "set-cookie") continue;
        const std::string_view pair = std::string_view(value).substr(0, value.find(';'));
        const std::size_t sign = pair.find('=');
        if (is_header_text(pair) && sign != std::string_view::npos)
            jar.insert_or_assign(pair.substr(0, sign), pair.substr(sign + 1));
    }
    std::string cookies;
    cookies.reserve(longest_cookies);  // a text that grows leaves a copy behind
    for (const auto& [name, value] : jar) {
        if (value.empty() || value == "deleted") continue;
        if (cookies.size() + name.size() + value.size() + 3 > longest_cookies) break;
        if (!cookies.empty()) cookies += "; ";
        cookies.append(name).append("=").append(value);
    }
    if (cookies.empty()) return fail(ErrorKind::invalid, where, "signing in failed: the site opened no session");
    state_.headers = {{"Cookie", Secret(std::move(cookies))}};
    return Done{};
}

Result<Step<SessionState>> Entering::take_proof(HttpResponse& response) {
    const std::string where = address_of(site_, "co2/person/logged");
    const bool by_token = site_.options.mode == Mode::bearer;
    const std::string_view unknown =
        by_token ? "the token is not, or no longer, good" : "the site takes us for nobody with this name and password";
    if (response.status == 401 || response.status == 403) return not_let_in(where, unknown);
    if (auto failure = failure_of(response, where)) return fail(std::move(*failure));
    const auto answer = read_answer(response, where);
    if (!answer) return fail(answer.error());
    if (!is_set(answer->at("userId"))) return not_let_in(where, unknown);  // an id, in one of its forms
    asking_ = Asking::nothing;
    return std::move(state_);
}

std::optional<HttpRequest> Renewing::next() {
    if (done_) return std::nullopt;
    HttpRequest request = request_to(site_, site_.options.refresh_path, Intent::once);
    request.secret_form = {{"refreshToken", renewal_}};
    return request;
}

Result<Step<SessionState>> Renewing::accept(HttpResponse response) {
    const std::string where = address_of(site_, site_.options.refresh_path);
    // It speaks of the session: what anybody may read stays open.
    if (response.status == 401 || response.status == 403 || response.status == 404 || response.status == 410)
        return not_let_in(where, "the session is not renewed");
    if (auto failure = failure_of(response, where)) return fail(std::move(*failure));
    auto state = tokens_of(response, where);
    wipe(response.body);
    if (!state) return fail(std::move(state.error()));
    done_ = true;
    return std::move(*state);
}

}  // namespace moisson::communecter
