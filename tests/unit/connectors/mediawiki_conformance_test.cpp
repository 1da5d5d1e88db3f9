// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/connectors/mediawiki_rig.hpp"

namespace moisson {

using namespace mediawiki_test;
using namespace std::chrono_literals;

namespace {

HttpResponse refusal(const std::string& code, Fields headers = {}) {
    HttpResponse answer(200, R"({"error":{"code":")" + code + R"(","info":"[1f2e] something happened"}})");
    answer.headers = std::move(headers);
    return answer;
}

conformance::Fault says(const std::string& code, ErrorKind kind, std::optional<Wait> wait = std::nullopt) {
    return {"the API says " + code, [code](HttpResponse) { return refusal(code); }, kind, wait};
}

// Replaces one thing in the answer that would have come; the answer must have it.
conformance::Fault replaces(const std::string& from, const std::string& to) {
    auto spoil = [from, to](HttpResponse answer) {
        const auto place = answer.body.find(from);
        REQUIRE(place != std::string::npos);
        answer.body.replace(place, from.size(), to);
        return answer;
    };
    return {from + " becomes " + to, spoil, ErrorKind::invalid, std::nullopt};
}

std::vector<conformance::Fault> all_faults() {
    std::vector<conformance::Fault> faults = conformance::usual_faults();
    faults.push_back(says("maxlag", ErrorKind::transport, Wait{5s}));
    faults.push_back(says("readonly", ErrorKind::transport, Wait{60s}));
    faults.push_back(says("ratelimited", ErrorKind::transport, Wait{30s}));
    faults.push_back(says("internal_api_error_DBQueryError", ErrorKind::transport));
    faults.push_back(says("readapidenied", ErrorKind::refused));
    faults.push_back({"maxlag with its own wait",
                      [](HttpResponse) {
                          return refusal("maxlag", {{"retry-after", "11"}});
                      },
                      ErrorKind::transport, Wait{11s}});
    // The answer of a proxy that knows nothing of JSON types: an object turned into something else.
    faults.push_back(replaces("{\"", "{\"error\":17,\""));
    faults.back().kind = ErrorKind::refused;
    return faults;
}

std::vector<conformance::Fault> query_faults() {
    std::vector<conformance::Fault> faults = all_faults();
    faults.push_back(says("badcontinue", ErrorKind::invalid));
    faults.push_back(says("permissiondenied", ErrorKind::refused));
    faults.push_back(replaces("\"curtimestamp\":\"2026", "\"curtimestamp\":\"soon"));
    faults.push_back(replaces("{\"", "{\"query\":7,\""));
    faults.push_back(replaces("{\"", "{\"continue\":{\"x\":[]},\""));
    return faults;
}

std::vector<Wanted> many_debts() {
    return {{1, {}, "Badge inter lieux", Read::history}, {2, ItemId("4"), {}, Read::content},
            {3, ItemId("99"), "Perdue", Read::history},  {4, {}, "vieux_badge", Read::content},
            {5, ItemId("11"), {}, Read::history},        {6, {}, "<bad>", Read::content},
            {7, ItemId("1"), {}, Read::content},         {8, ItemId("12"), {}, Read::history},
            {9, {}, "W:Ailleurs", Read::content},        {10, ItemId("7"), "Le WIP", Read::content}};
}

}  // namespace

TEST_CASE("whatever goes wrong at any step of a harvest, the same question is asked again and nothing is lost") {
    Rig rig = in_small_pieces();
    conformance::stands_where_it_was<Batch>([&] { return rig.connector->changes(Cursor{}); }, rig.source(),
                                            query_faults());
}

TEST_CASE("whatever goes wrong at any step of a poll, the same question is asked again and nothing is lost") {
    Rig rig = in_small_pieces();
    conformance::stands_where_it_was<Batch>([&] { return rig.connector->changes(poll_from("2026-11-20T10:00:00Z")); },
                                            rig.source(), query_faults());
}

TEST_CASE("whatever goes wrong at any step of a reading of debts, the same question is asked again") {
    Rig rig = in_small_pieces();
    conformance::stands_where_it_was<Batch>([&] { return rig.connector->fetch(many_debts()); }, rig.source(),
                                            query_faults());
}

TEST_CASE("whatever goes wrong at any step of a census, the same question is asked again") {
    Rig rig = in_small_pieces();
    for (const Depth depth : {Depth::latest, Depth::history})
        conformance::stands_where_it_was<Census>([&] { return rig.connector->census(depth); }, rig.source(),
                                                 query_faults());
}

TEST_CASE("whatever goes wrong with a probe, the same question is asked again") {
    Rig rig;
    const auto begin = [] {
        auto talk = mediawiki_kind().probe(section_of(api_address));
        REQUIRE(talk.has_value());
        return std::move(*talk);
    };
    conformance::stands_where_it_was<Traits>(begin, rig.source(), all_faults());
}

TEST_CASE("a harvest goes on from every cursor it gave") {
    Rig rig = in_small_pieces();
    const auto changes = [&](Cursor since) { return rig.connector->changes(std::move(since)); };
    conformance::resumes_from_every_cursor(changes, Cursor{}, rig.source());
}

TEST_CASE("a poll goes on from every cursor it gave") {
    Rig rig = in_small_pieces();
    const auto changes = [&](Cursor since) { return rig.connector->changes(std::move(since)); };
    conformance::resumes_from_every_cursor(changes, poll_from("2026-11-20T10:00:00Z"), rig.source());
}

TEST_CASE("asked for less at any step, every conversation tells the same") {
    Rig rig = in_small_pieces();
    conformance::eases<Batch>([&] { return rig.connector->changes(Cursor{}); }, rig.source());
    conformance::eases<Batch>([&] { return rig.connector->changes(poll_from("2026-11-20T10:00:00Z")); }, rig.source());
    conformance::eases<Batch>([&] { return rig.connector->fetch(many_debts()); }, rig.source());
    for (const Depth depth : {Depth::latest, Depth::history})
        conformance::eases<Census>([&] { return rig.connector->census(depth); }, rig.source());
}

TEST_CASE("a wiki that tells everything twice tells nothing more") {
    Rig once = in_small_pieces();
    Rig twice = in_small_pieces();
    twice.wiki.tells_twice = true;
    for (const Cursor& since : {Cursor{}, poll_from("2026-11-20T10:00:00Z")})
        CHECK(conformance::union_of(twice.changes(since)) == conformance::union_of(once.changes(since)));
    auto census = twice.connector->census(Depth::history);
    auto plain = once.connector->census(Depth::history);
    CHECK(conformance::union_of(conformance::play(*census, twice.source())) ==
          conformance::union_of(conformance::play(*plain, once.source())));
}

TEST_CASE("however a wiki cuts its answers, a harvest says the same") {
    Rig whole;
    const auto expected = conformance::union_of(whole.changes(Cursor{}));
    for (std::size_t pages = 1; pages <= 5; ++pages) {
        for (std::size_t texts = 1; texts <= 4; ++texts) {
            CAPTURE(pages);
            CAPTURE(texts);
            Rig cut;
            cut.wiki.pages_a_list = pages;
            cut.wiki.texts_an_answer = texts;
            cut.wiki.rows_a_list = pages + texts;
            CHECK(conformance::union_of(cut.changes(Cursor{})) == expected);
        }
    }
}

}  // namespace moisson
