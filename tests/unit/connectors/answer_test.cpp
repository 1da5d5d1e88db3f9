// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/answer.hpp"

#include "connectors/mediawiki/refusal.hpp"
#include "connectors/retry_after.hpp"

#include <doctest/doctest.h>
#include <string>

namespace moisson {

using mediawiki::Answer;
using mediawiki::PageRow;
using namespace std::chrono_literals;

namespace {

const std::string where = "https://petit.example/api.php";

Answer read(const std::string& body) {
    auto answer = mediawiki::read_answer(HttpResponse(200, body), where);
    REQUIRE_MESSAGE(answer.has_value(), body);
    return std::move(*answer);
}

Answer read_pages(const std::string& pages) {
    return read(R"({"batchcomplete":true,"query":{"pages":)" + pages + "}}");
}

Error refused(const std::string& body, int status = 200, Fields headers = {}) {
    HttpResponse response(status, body);
    response.headers = std::move(headers);
    const auto answer = mediawiki::read_answer(std::move(response), where);
    REQUIRE_MESSAGE(!answer.has_value(), body);
    CHECK(answer.error().where == where);
    return answer.error();
}

std::string in_revision(const std::string& members) {
    return R"([{"pageid":12,"ns":0,"title":"T","lastrevid":34,"contentmodel":"wikitext","revisions":[{"revid":34,)"
           R"("parentid":0,"timestamp":"2026-11-20T10:00:00Z")" +
           members + "}]}]";
}

}  // namespace

TEST_CASE("a text is found in slots, beside the revision, and under a star as old wikis write it") {
    for (const char* shape : {R"(,"slots":{"main":{"contentmodel":"wikitext","content":"été"}})",
                              R"(,"contentmodel":"wikitext","content":"été")", R"(,"*":"été")"}) {
        const Answer answer = read_pages(in_revision(shape));
        REQUIRE(answer.pages.size() == 1);
        CHECK(answer.pages[0].text == "été");
    }
}

TEST_CASE("old wikis give pages by their ids, and flags by the presence of an empty text") {
    const Answer answer = read(
        R"({"batchcomplete":"","query":{"pages":{"12":{"pageid":12,"ns":0,"title":"T","lastrevid":34,"redirect":"",)"
        R"("revisions":[{"revid":34,"parentid":33,"minor":"","timestamp":"2026-11-20T10:00:00Z","*":"x"}]},)"
        R"("-1":{"ns":0,"title":"U","missing":""}}}})");
    CHECK(answer.complete);
    REQUIRE(answer.pages.size() == 2);
    CHECK(answer.pages[0].redirect);
    CHECK(answer.pages[0].revisions.at(0).minor);
    CHECK(answer.pages[1].state == PageRow::State::missing);
}

TEST_CASE("an empty list of PHP stands for an empty object") {
    const Answer answer =
        read(R"({"batchcomplete":true,"continue":[],"query":{"pages":[{"pageid":1,"ns":0,"title":"T","pageprops":[]}],)"
             R"("statistics":[],"recentchanges":[{"type":"log","logid":3,"timestamp":"2026-11-20T10:00:00Z",)"
             R"("title":"T","ns":0,"logparams":[]}]}})");
    CHECK(answer.continuation.empty());
    CHECK(answer.pages.size() == 1);
    CHECK(answer.changes.size() == 1);
    CHECK(read(R"({"batchcomplete":true,"query":[]})").pages.empty());
}

TEST_CASE("hidden parts are hidden, and a text that the wiki lost is not an empty text") {
    const Answer hidden = read_pages(in_revision(
        R"(,"userhidden":true,"commenthidden":true,"sha1hidden":true,"slots":{"main":{"texthidden":true}})"));
    CHECK(hidden.pages[0].revisions.at(0).hidden == Hidden{true, true, true});
    CHECK_FALSE(hidden.pages[0].text.has_value());
    CHECK_FALSE(hidden.pages[0].text_lost);
    const Answer lost = read_pages(in_revision(R"(,"slots":{"main":{"contentmodel":"wikitext","textmissing":true}})"));
    CHECK(lost.pages[0].text_lost);
    CHECK_FALSE(lost.pages[0].text.has_value());
}

TEST_CASE("what surrounds a text is read: categories without prefix, properties, protection and until when") {
    const Answer answer = read_pages(
        R"([{"pageid":1,"ns":0,"title":"T","lastrevid":2,"categories":[{"ns":14,"title":"Catégorie:Les: communs"}],)"
        R"("pageprops":{"defaultsort":"t","noindex":""},"protection":[{"type":"edit","level":"sysop",)"
        R"("expiry":"infinity"},{"type":"move","level":"sysop","expiry":"2030-01-01T00:00:00Z"}]}])");
    const PageRow& page = answer.pages.at(0);
    CHECK(page.categories == std::vector<std::string>{"Les: communs"});
    CHECK(page.properties == std::map<std::string, std::string>{{"defaultsort", "t"}, {"noindex", ""}});
    CHECK(page.protection == std::vector<std::string>{"edit=sysop", "move=sysop until 2030-01-01T00:00:00Z"});
}

TEST_CASE("a continuation is kept as it is, numbers as texts") {
    const Answer answer = read(R"({"continue":{"rvcontinue":"1|2","gapoffset":50,"continue":"||"},"query":{}})");
    CHECK_FALSE(answer.complete);
    CHECK(answer.continuation == Fields{{"continue", "||"}, {"gapoffset", "50"}, {"rvcontinue", "1|2"}});
}

TEST_CASE("a page that makes no sense is set aside with its reason, and its neighbour arrives") {
    for (const char* pages :
         {R"([{"pageid":-1,"title":"T"}])", R"([{"pageid":"12","title":"T"}])", R"([{"pageid":1.5,"title":"T"}])",
          R"([{"pageid":99999999999999999999,"title":"T"}])", R"([{"pageid":0,"title":"T"}])", R"([{"pageid":1}])",
          R"([{"pageid":1,"title":7}])", R"([{"pageid":1,"title":"T","ns":"0"}])",
          R"([{"pageid":1,"title":"T","revisions":7}])", R"([{"pageid":1,"title":"T","revisions":[7]}])",
          R"([{"pageid":1,"title":"T","revisions":[{"revid":0}]}])",
          R"([{"pageid":1,"title":"T","revisions":[{"revid":5,"timestamp":7}]}])",
          R"([{"pageid":1,"title":"T","revisions":[{"revid":5,"slots":{"main":{"content":[]}}}]}])",
          R"([{"pageid":1,"title":"T","revisions":[{"revid":5,"slots":7}]}])",
          R"([{"pageid":1,"title":"T","revisions":[{"revid":5,"tags":[1]}]}])",
          R"([{"pageid":1,"title":"T","categories":[1]}])", R"([{"pageid":1,"title":"T","pageprops":"x"}])",
          R"([{"pageid":1,"title":"T","redirect":[]}])"}) {
        CAPTURE(pages);
        std::string both = pages;
        both.insert(1, R"({"pageid":2,"title":"Voisine"},)");
        const Answer answer = read_pages(both);
        REQUIRE(answer.pages.size() == 1);
        CHECK(answer.pages.front().title == "Voisine");
        REQUIRE(answer.unreadable.size() == 1);
        CHECK(answer.unreadable.front().reason.find("cannot be read: ") != std::string::npos);
    }
    CHECK(read_pages(R"([{"pageid":1,"title":7}])").unreadable.front().id == ItemId("1"));
    CHECK(read_pages(R"([{"pageid":-1,"title":"T"}])").unreadable.front().title == "T");
}

TEST_CASE("types that are not what they should be are an error and nothing else") {
    for (const char* pages : {"7", "\"x\"", "[7]", "[[]]"}) {
        CAPTURE(pages);
        CHECK(refused(std::string(R"({"batchcomplete":true,"query":{"pages":)") + pages + "}}").kind ==
              ErrorKind::invalid);
    }
    CHECK(refused(R"({"batchcomplete":true,"continue":{"x":[]}})").kind == ErrorKind::invalid);
    CHECK(refused(R"({"batchcomplete":true,"continue":"x"})").kind == ErrorKind::invalid);
    CHECK(refused(R"({"batchcomplete":true,"curtimestamp":"soon"})").kind == ErrorKind::invalid);
    CHECK(refused(R"({"query":{}})").kind == ErrorKind::invalid);
}

TEST_CASE("an answer of millions of values, or of endless levels, is refused before it is a tree of them") {
    std::string wide = R"({"batchcomplete":true,"query":{"pages":[)";
    for (int i = 0; i < 500'000; ++i) wide += "{},";
    CHECK(refused(wide + "{}]}}").what == "an answer of more than 500000 values, or of more than 64 levels");
    CHECK(refused("{\"query\":" + std::string(1'000'000, '[')).what ==
          "an answer of more than 500000 values, or of more than 64 levels");
}

TEST_CASE("texts longer than any title, name or comment can be are refused, and a page of any length is not") {
    const std::string many(70'000, 'x');
    CHECK(read_pages(R"([{"pageid":1,"title":")" + many + R"("}])").unreadable.size() == 1);
    CHECK(read_pages(in_revision(",\"comment\":\"" + many + "\"")).unreadable.size() == 1);
    const std::string text(2'000'000, 'y');
    CHECK(read_pages(in_revision(",\"content\":\"" + text + "\"")).pages[0].text == text);
}

TEST_CASE("an HTML page in place of an answer says so and points at api.php") {
    const Error error = refused("<!DOCTYPE html>\n<title>Movilab</title>");
    CHECK(error.kind == ErrorKind::invalid);
    CHECK(error.what.find("not JSON: an HTML page?") == 0);
    CHECK(error.remedy.find("api.php") != std::string::npos);
    CHECK(refused("").what == "not JSON: an empty answer");
    CHECK(refused(R"({"batchcomplete":true,"query":{"pages":[{"pageid":1)").what.find("cut short") !=
          std::string::npos);
}

TEST_CASE("what the API says in a good answer decides, and tells how long to wait") {
    const auto says = [](const std::string& code, Fields headers = {}) {
        return refused(R"({"error":{"code":")" + code + R"(","info":"why"}})", 200, std::move(headers));
    };
    CHECK(says("maxlag").kind == ErrorKind::transport);
    CHECK(says("maxlag").wait == Wait{5s});
    CHECK(says("maxlag", {{"retry-after", "9"}}).wait == Wait{9s});
    CHECK(says("readonly").wait == Wait{60s});
    CHECK(says("ratelimited").wait == Wait{30s});
    CHECK(says("internal_api_error_Exception").kind == ErrorKind::transport);
    CHECK(says("readapidenied").kind == ErrorKind::refused);
    CHECK(says("readapidenied").what.find("signed in") != std::string::npos);
    CHECK_FALSE(says("readapidenied").remedy.empty());
    CHECK(says("permissiondenied").kind == ErrorKind::refused);
    CHECK(says("badcontinue").kind == ErrorKind::invalid);
    CHECK(says("unknown_list").kind == ErrorKind::refused);
    CHECK(says("anything-else").what.find("anything-else") != std::string::npos);
    CHECK(refused(R"({"errors":[{"code":"maxlag","text":"x"}]})").wait == Wait{5s});
    CHECK(refused(R"({"error":"what"})").kind == ErrorKind::refused);
}

TEST_CASE("the same failure is told in the same words, whatever number the request had") {
    const auto failed = [](const std::string& id) {
        return refused(R"({"error":{"code":"internal_api_error_X","info":"[)" + id + R"(] Caught exception"}})").what;
    };
    CHECK(failed("1f2e") == failed("77aa"));
}

TEST_CASE("a server that fails is a failure of the server even when it says something in JSON") {
    CHECK(refused(R"({"error":{"code":"oops","info":"x"}})", 503).kind == ErrorKind::transport);
    CHECK(refused(R"({"batchcomplete":true})", 502).kind == ErrorKind::transport);
    CHECK(refused("", 302, {{"location", "https://elsewhere.example/"}}).what.find("elsewhere") != std::string::npos);
    CHECK(refused("", 404).remedy.find("api.php") != std::string::npos);
}

TEST_CASE("only lag, maintenance and quotas concern the whole wiki") {
    const auto whole = [](const std::string& body, int status) {
        return mediawiki::is_of_whole_source(refused(body, status));
    };
    CHECK(whole(R"({"error":{"code":"maxlag","info":"x"}})", 200));
    CHECK(whole("", 429));
    CHECK_FALSE(whole("", 500));
    CHECK_FALSE(whole("", 503));
    CHECK_FALSE(whole("<html>", 200));
}

TEST_CASE("Retry-After is seconds, or a date held against the server's own clock") {
    const auto wait = [](const std::string& asked, const std::string& date) {
        HttpResponse answer;
        answer.headers = {{"retry-after", asked}, {"date", date}};
        return moisson::retry_after(answer);
    };
    const std::string now = "Sun, 06 Nov 1994 08:49:37 GMT";
    CHECK(wait("120", now) == Wait{120s});
    CHECK(wait(" 7 ", "") == Wait{7s});
    CHECK(wait("Sun, 06 Nov 1994 08:50:07 GMT", now) == Wait{30s});
    CHECK(wait("Sun, 06 Nov 1994 08:00:00 GMT", now) == Wait{0s});
    CHECK(wait("Sun, 06 Nov 1994 08:50:07 GMT", "") == std::nullopt);
    CHECK(wait("Tue, 06 Nov 2094 08:50:07 GMT", now) == Wait{24h});
    CHECK(wait("99999999999999999999", now) == Wait{24h});
    for (const char* odd : {"", "soon", "-5", "1.5", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 31 Feb 1994 08:49:37 GMT",
                            "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 UTC"})
        CHECK(wait(odd, now) == std::nullopt);
}

}  // namespace moisson
