// SPDX-License-Identifier: GPL-3.0-or-later
// The control socket of a running daemon: what it answers, and what it bears.
#include "daemon/control/control_server.hpp"
#include "schema/value.hpp"
#include "tests/unit/connectors/dump_rig.hpp"
#include "tests/unit/daemon/daemon_rig.hpp"
#include "tests/unit/support/scratch_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

using namespace moisson;
using namespace moisson::test;

namespace {

Value json(const Answer& answer) {
    auto value = from_json(answer.body);
    REQUIRE_MESSAGE(value.has_value(), answer.body);
    return std::move(*value);
}

// Asks for a run and hears it to its end; what it found.
Value run(const std::string& socket, const std::string& form) {
    const Answer told = ask(socket, "POST /v1/runs", "source=petit&" + form);
    CHECK(told.status == 200);
    const std::string mark = "event: report\ndata: ";
    const std::size_t report = told.body.find(mark);
    REQUIRE_MESSAGE(report != std::string::npos, told.body);
    const std::size_t begin = report + mark.size();
    auto value = from_json(told.body.substr(begin, told.body.find("\n\n", begin) - begin));
    REQUIRE(value.has_value());
    return std::move(*value);
}

bool answers(const std::string& socket) {
    return ask(socket, "GET /v1/status").status == 200;
}

mediawiki_test::ScriptedWiki wiki_with_a_long_history() {
    auto wiki = mediawiki_test::small_wiki();
    auto& revisions = wiki.page(12).revisions;
    for (int number = 0; number < 4000; ++number)
        revisions.push_back({10'000 + number, "2026-11-21T10:00:00Z", "texte", "Anne", 7, std::string(300, 'x')});
    return wiki;
}

}  // namespace

TEST_CASE("status tells what is stored, and what the daemon is doing") {
    DaemonRig rig;
    rig.hold_request(3);
    rig.start();
    rig.await_held();
    Value busy = json(ask(rig.socket(), "GET /v1/status"));
    CHECK(to_json(busy.at("daemon").at("running")) == "true");
    const Value& at_work = busy.at("sources").list()->front();
    CHECK(to_json(at_work.at("running")) == "true");
    CHECK(at_work.at("progress").at("phase").text_or("") == "pages");
    rig.let_go();
    run(rig.socket(), "verb=poll");  // comes after the harvest
    Value quiet = json(ask(rig.socket(), "GET /v1/status"));
    const Value& source = quiet.at("sources").list()->front();
    CHECK(source.at("name").text_or("") == "petit");
    CHECK(to_json(source.at("running")) == "false");
    CHECK(to_json(source.at("failures")) == "0");
    CHECK_FALSE(source.at("next_poll").is_null());
}

TEST_CASE("a source of which the store knows nothing yet is in status all the same") {
    DaemonRig rig;
    rig.hold_store();
    rig.start();
    const Value status = json(ask(rig.socket(), "GET /v1/status"));
    REQUIRE(status.at("sources").list()->size() == 1);
    const Value& source = status.at("sources").list()->front();
    CHECK(source.at("name").text_or("") == "petit");
    CHECK(source.at("kind").text_or("") == "mediawiki");
    CHECK(to_json(source.at("running")) == "true");
    CHECK(source.at("last_error").is_null());
    rig.let_store_go();
    CHECK(run(rig.socket(), "verb=poll").at("outcome").text_or("") == "complete");
}

TEST_CASE("the read verbs answer from the store while the daemon has it") {
    DaemonRig rig;
    rig.start();
    run(rig.socket(), "verb=poll");
    CHECK(json(ask(rig.socket(), "GET /v1/show?what=Le%20WIP")).at("card").object() != nullptr);
    CHECK(json(ask(rig.socket(), "GET /v1/show?what=le+wip")).at("card").object() != nullptr);
    CHECK(json(ask(rig.socket(), "GET /v1/runs")).at("runs").list()->size() == 2);
    const Answer items = ask(rig.socket(), "GET /v1/export/items");
    CHECK(items.status == 200);
    CHECK(std::count(items.body.begin(), items.body.end(), '\n') == 11);
    CHECK(ask(rig.socket(), "GET /v1/changes").body.empty());
}

TEST_CASE("a resource is found by its words as soon as they are read, beside whatever the daemon does") {
    DaemonRig rig;
    rig.start();
    run(rig.socket(), "verb=poll");
    Value answer = json(ask(rig.socket(), "GET /v1/find?words=wips"));
    for (int looks = 0; looks < 1000 && answer.at("waiting") != Value(0); ++looks)
        answer = json(ask(rig.socket(), "GET /v1/find?words=wips"));
    REQUIRE(answer.at("found").list()->size() == 1);
    const Value& found = answer.at("found").list()->front();
    CHECK(found.at("title") == Value("Le WIP"));
    CHECK(found.at("kind") == Value("lieu"));
    CHECK(found.at("id") == Value("petit-12"));
    CHECK(answer.at("more") == Value(false));
    CHECK(json(ask(rig.socket(), "GET /v1/find?words=wip&kind=commun")).at("found").list()->empty());
    for (const char* question :
         {"words=%E2%80%A6", "words=wip&limit=0", "words=wip&limit=1e3", "words=wip&source=grand"})
        CHECK(ask(rig.socket(), std::string("GET /v1/find?") + question).status == 404);
}

TEST_CASE("what does not exist is told so, with its reason") {
    DaemonRig rig;
    rig.start();
    run(rig.socket(), "verb=poll");
    for (const char* line :
         {"GET /v1/show?what=Nulle+part", "GET /v1/nothing", "GET /", "GET /v1/stop", "POST /v1/runs"}) {
        CAPTURE(std::string(line));
        const Answer refused = ask(rig.socket(), line);
        CHECK(refused.status == 404);
        CHECK_FALSE(json(refused).at("error").is_null());
    }
    for (const char* line : {"DELETE /v1/status", "POST /v1/show", "PUT /v1/stop", "BREW /v1/runs"}) {
        CAPTURE(std::string(line));
        CHECK(ask(rig.socket(), line).status == 405);
    }
    CHECK(ask(rig.socket(), "POST /v1/runs", "source=petit&verb=dance").status == 404);
    CHECK(ask(rig.socket(), "GET /v1/export/nothing").body.find("no such export") != std::string::npos);
    CHECK(answers(rig.socket()));
}

TEST_CASE("a resync is followed to its end, and says what it found") {
    DaemonRig rig;
    rig.start();
    const Value page = run(rig.socket(), "verb=resync&item=Le+WIP");
    CHECK(page.at("outcome").text_or("") == "complete");
    CHECK(to_json(page.at("listed")) == "1");
    const Value unknown = run(rig.socket(), "verb=resync&item=Nulle+part&item=Ailleurs");
    CHECK(unknown.at("outcome").text_or("") == "failed");
    CHECK(unknown.at("error_kind").text_or("") == "config");
    CHECK(unknown.at("error").text_or("").find("Nulle part, Ailleurs") != std::string::npos);
    CHECK(run(rig.socket(), "verb=resync_full").at("outcome").text_or("") == "complete");
}

TEST_CASE("a file is imported by the daemon, and the polls afterwards know what it taught") {
    DaemonRig rig;
    rig.start();
    CHECK(run(rig.socket(), "verb=poll").at("outcome").text_or("") == "complete");
    ScratchFolder folder;
    const std::string path = folder.file("dump.xml");
    std::ofstream(path) << dump_test::export_of(dump_test::page("12", "Le WIP", dump_test::revision({"90"})));
    const Value imported = run(rig.socket(), "verb=import&file=" + path);
    CHECK(imported.at("verb").text_or("") == "import");
    CHECK(imported.at("outcome").text_or("") == "complete");
    CHECK(to_json(imported.at("listed")) == "1");
    CHECK(ask(rig.socket(), "GET /v1/export/revisions").body.find("\"id\":\"90\"") != std::string::npos);
    CHECK(run(rig.socket(), "verb=poll").at("outcome").text_or("") == "complete");
    ask(rig.socket(), "POST /v1/stop");
    CHECK(rig.await_end() == 0);
}

TEST_CASE("a file that the daemon cannot open is no run, and whoever asked learns whose eyes count") {
    DaemonRig rig;
    rig.start();
    const Value absent = run(rig.socket(), "verb=import&file=/nowhere/dump.xml");
    CHECK(absent.at("outcome").text_or("") == "failed");
    CHECK(absent.at("error_kind").text_or("") == "config");
    CHECK(to_json(absent.at("id")) == "0");
    CHECK(to_json(absent.at("notes")).find("its own user") != std::string::npos);
    CHECK(ask(rig.socket(), "POST /v1/runs", "source=petit&verb=import&file=dump.xml").status == 404);
    CHECK(ask(rig.socket(), "POST /v1/runs", "source=petit&verb=import").status == 404);
    CHECK(run(rig.socket(), "verb=poll").at("outcome").text_or("") == "complete");
}

TEST_CASE("a run goes on when the one who asked for it leaves") {
    DaemonRig rig;
    rig.hold_request(4);
    rig.start();
    rig.await_held();
    Caller impatient(rig.socket());
    impatient.say("POST /v1/runs HTTP/1.1\r\nHost: m\r\nContent-Length: 24\r\n\r\nsource=petit&verb=census");
    impatient.hear_until("event: progress");
    impatient.hang_up();
    Caller patient(rig.socket());  // by its third news the daemon knows that the other one left
    patient.say("POST /v1/runs HTTP/1.1\r\nHost: m\r\nContent-Length: 22\r\n\r\nsource=petit&verb=poll");
    for (int news = 0; news < 3; ++news) patient.hear_until("event: progress");
    rig.let_go();
    CHECK(patient.hear().find("\"outcome\":\"complete\"") != std::string::npos);
    ask(rig.socket(), "POST /v1/stop");
    CHECK(rig.await_end() == 0);
    const auto runs = rig.runs_in_store();  // newest first
    REQUIRE(runs.size() == 3);
    CHECK(runs[1].verb == "census");
    for (const Run& one : runs) CHECK(one.outcome == Outcome::complete);
}

TEST_CASE("told to stop it answers, ends with code 0 and takes its socket away") {
    DaemonRig rig;
    rig.start();
    run(rig.socket(), "verb=poll");
    CHECK(ask(rig.socket(), "POST /v1/stop").status == 200);
    CHECK(rig.await_end() == 0);
    CHECK_FALSE(std::filesystem::exists(rig.socket()));
}

TEST_CASE("told to stop in the middle of a run it ends at once, and the run is on record as interrupted") {
    DaemonRig rig;
    rig.hold_request(5);
    rig.start();
    rig.await_held();
    Caller waiting(rig.socket());
    waiting.say("POST /v1/runs HTTP/1.1\r\nHost: m\r\nContent-Length: 22\r\n\r\nsource=petit&verb=poll");
    waiting.hear_until("event: progress");
    CHECK(ask(rig.socket(), "POST /v1/stop").status == 200);
    CHECK(rig.await_end() == 0);
    CHECK(waiting.hear().find("event: report") == std::string::npos);
    const auto runs = rig.runs_in_store();
    REQUIRE(runs.size() == 1);
    CHECK(runs[0].outcome == Outcome::interrupted);
}

TEST_CASE("garbage is refused, and the daemon goes on") {
    DaemonRig rig;
    rig.start();
    const std::string long_header = "GET /v1/status HTTP/1.1\r\nX: " + std::string(20'000, 'a') + "\r\n\r\n";
    const std::string long_address = "GET /v1/show?what=" + std::string(20'000, 'a') + " HTTP/1.1\r\n\r\n";
    std::string many_headers = "GET /v1/status HTTP/1.1\r\n";
    for (int number = 0; number < 5000; ++number) many_headers += "A" + std::to_string(number) + ": b\r\n";
    const std::string all_zero(5000, '\0');
    const std::string tls("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11);
    for (const std::string& bytes :
         {std::string("bonjour\r\n\r\n"), std::string("GET\r\n\r\n"), std::string("GET / HTTP/9.9\r\n\r\n"), tls,
          all_zero, long_header, long_address, many_headers,
          std::string("POST /v1/runs HTTP/1.1\r\nContent-Length: -1\r\n\r\n"),
          std::string("POST /v1/runs HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n"),
          "POST /v1/runs HTTP/1.1\r\nContent-Length: 70000\r\n\r\n" + std::string(70'000, 'a'),
          std::string("POST /v1/runs HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")}) {
        CAPTURE(bytes.substr(0, 60));
        Caller caller(rig.socket());
        CHECK(read_answer(caller.say(bytes).say_no_more().hear()).status == 400);
        CHECK(answers(rig.socket()));
    }
    CHECK(run(rig.socket(), "verb=poll").at("outcome").text_or("") == "complete");
}

TEST_CASE("half a request is no request, wherever it is cut") {
    DaemonRig rig;
    rig.start();
    const std::string whole = "POST /v1/stop HTTP/1.1\r\nHost: m\r\nContent-Length: 3\r\n\r\na=b";
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CAPTURE(size);
        Caller polite(rig.socket());
        CHECK(read_answer(polite.say(whole.substr(0, size)).say_no_more().hear()).status == 400);
        Caller rude(rig.socket());
        rude.say(whole.substr(0, size)).hang_up();
    }
    CHECK(answers(rig.socket()));
}

TEST_CASE("who hangs up in the middle of an answer costs nothing but that answer") {
    DaemonRig rig(wiki_with_a_long_history());
    rig.start();
    run(rig.socket(), "verb=poll");
    const Answer whole = ask(rig.socket(), "GET /v1/export/revisions");
    CHECK(std::count(whole.body.begin(), whole.body.end(), '\n') == 4000 + 13);
    CHECK(whole.body.size() > 1'000'000);  // more than the socket holds by itself
    // Told that there is no room while those who hung up are still on their way out, one comes again.
    const auto is_let_in = [&rig] {
        Caller caller(rig.socket());
        caller.say("GET /v1/export/revisions HTTP/1.1\r\nHost: m\r\n\r\n");
        const bool let_in = caller.hear_until("\r\n\r\n").find("200 OK") != std::string::npos;
        caller.hang_up();
        return let_in;
    };
    for (int times = 0; times < 40; ++times) {  // more than it lets in at once
        bool let_in = false;
        for (int tries = 0; tries < 1000 && !let_in; ++tries) let_in = is_let_in();
        CHECK(let_in);
        CHECK(answers(rig.socket()));
    }
    const bool same = ask(rig.socket(), "GET /v1/export/revisions").body == whole.body;
    CHECK(same);
}

TEST_CASE("more callers than it can hear are sent away, and heard again when there is room") {
    DaemonRig rig;
    rig.start();
    std::vector<std::unique_ptr<Caller>> silent;
    silent.reserve(32);
    for (int count = 0; count < 32; ++count) silent.push_back(std::make_unique<Caller>(rig.socket()));
    Caller late(rig.socket());
    CHECK(late.hear().starts_with("HTTP/1.1 503 "));
    for (auto& caller : silent) CHECK(read_answer(caller->say_no_more().hear()).status == 400);
    bool heard = false;
    for (int tries = 0; tries < 1000 && !heard; ++tries) heard = answers(rig.socket());
    CHECK(heard);
}

TEST_CASE("who reads an export slowly holds up nobody else, and not the end") {
    DaemonRig rig(wiki_with_a_long_history());
    rig.start();
    run(rig.socket(), "verb=poll");
    Caller slow(rig.socket());
    slow.say("GET /v1/export/revisions HTTP/1.1\r\nHost: m\r\n\r\n");
    REQUIRE(slow.hear_until("\r\n\r\n").find("200 OK") != std::string::npos);
    CHECK(answers(rig.socket()));
    CHECK(ask(rig.socket(), "GET /v1/hello").status == 200);
    CHECK(ask(rig.socket(), "GET /v1/export/items").body.find("\"id\":\"12\"") != std::string::npos);
    CHECK(ask(rig.socket(), "POST /v1/stop").status == 200);
    CHECK(rig.await_end() == 0);
}

TEST_CASE("a second daemon does not take the socket of the first") {
    DaemonRig rig;
    rig.start();
    boost::asio::io_context loop;
    daemon::ControlServer second(loop, {});
    const auto refused = second.listen(rig.socket());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().what == "another moissond listens there");
    CHECK(answers(rig.socket()));
}
