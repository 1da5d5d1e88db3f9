// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/connectors/communecter_rig.hpp"

#include <doctest/doctest.h>

namespace moisson {

using namespace communecter_test;
using namespace std::chrono_literals;

namespace {

HttpResponse says(const std::string& body) {
    return HttpResponse(200, body);
}

conformance::Fault saying(const std::string& body, ErrorKind kind) {
    return {body, [body](HttpResponse) { return says(body); }, kind, std::nullopt};
}

// What is no JSON is a failure of the server here: its PHP prints pages, lines and halves.
std::vector<conformance::Fault> all_faults() {
    std::vector<conformance::Fault> faults = conformance::usual_faults();
    const std::set<std::string> shapes{"a list", "a number", "null", "an object that says nothing"};
    for (conformance::Fault& fault : faults) {
        if (fault.kind == ErrorKind::invalid && !shapes.contains(fault.name) && !fault.name.starts_with("HTTP"))
            fault.kind = ErrorKind::transport;
        if (fault.name == "HTTP 403" || fault.name == "HTTP 410") fault.wait = Wait{24h};
    }
    faults.push_back(saying("MongoDB: connection refused", ErrorKind::transport));
    faults.push_back(saying(R"({"result":false,"msg":"Please login first"})", ErrorKind::refused));
    faults.push_back(saying(R"({"result":false,"error":"401","msg":"Login First"})", ErrorKind::refused));
    faults.push_back(saying(R"({"result":false,"error":"400","msg":"Contenu Invalide foo"})", ErrorKind::invalid));
    faults.push_back(saying("<br />\n<b>Notice</b>: Undefined index {\"results\":", ErrorKind::transport));
    return faults;
}

std::vector<Wanted> many_debts() {
    const auto wanted = [](std::int64_t row, const std::string& item, Read what) {
        return Wanted{row, ItemId(item), {}, what};
    };
    return {wanted(1, "organizations-" + id(1), Read::content),   wanted(2, "organizations-" + id(4), Read::history),
            wanted(3, "organizations-" + id(3), Read::content),   wanted(4, "organizations-" + id(5), Read::content),
            wanted(5, "organizations-" + id(99), Read::content),  wanted(6, "answers-" + id(71), Read::content),
            wanted(7, "events-" + id(31), Read::content),         wanted(0, "organizations-" + id(2), Read::standing),
            wanted(0, "organizations-" + id(98), Read::standing), wanted(8, "nonsense", Read::content)};
}

}  // namespace

TEST_CASE("whatever goes wrong at any step of a harvest of Communecter, the same is asked again and nothing is lost") {
    CommunecterRig rig;
    conformance::stands_where_it_was<Batch>([&] { return rig.connector->changes(Cursor{}); }, rig.source(),
                                            all_faults());
}

TEST_CASE("whatever goes wrong at any step of a poll of Communecter, the same is asked again and nothing is lost") {
    CommunecterRig rig;
    const Cursor since = *rig.changes().back().cursor;
    conformance::stands_where_it_was<Batch>([&] { return rig.connector->changes(since); }, rig.source(), all_faults());
}

TEST_CASE("whatever goes wrong at any step of a reading of elements, the same is asked again") {
    CommunecterRig rig;
    conformance::stands_where_it_was<Batch>([&] { return rig.connector->fetch(many_debts()); }, rig.source(),
                                            all_faults());
}

TEST_CASE("whatever goes wrong at any step of a census of Communecter, the same is asked again") {
    CommunecterRig rig;
    conformance::stands_where_it_was<Census>([&] { return rig.connector->census(Depth::latest); }, rig.source(),
                                             all_faults());
}

TEST_CASE("whatever goes wrong with a probe of Communecter, the same is asked again") {
    CommunecterRig rig;
    const auto begin = [] {
        auto talk = communecter_kind().probe(source_section(usual_scopes()));
        REQUIRE(talk.has_value());
        return std::move(*talk);
    };
    std::vector<conformance::Fault> faults = all_faults();
    // A page in the place of an element is what a server of 2018 has: the probe is there to find that out.
    std::erase_if(faults, [](const conformance::Fault& fault) {
        return fault.name == "an HTML page" || fault.name.find("Notice") != std::string::npos;
    });
    conformance::stands_where_it_was<Traits>(begin, rig.source(), faults);
}

TEST_CASE("a harvest of Communecter goes on from every cursor it gave") {
    CommunecterRig rig;
    const auto changes = [&](Cursor since) { return rig.connector->changes(std::move(since)); };
    conformance::resumes_from_every_cursor(changes, Cursor{}, rig.source());
}

TEST_CASE("a poll of Communecter goes on from every cursor it gave") {
    CommunecterRig rig;
    const Cursor since = *rig.changes().back().cursor;
    for (int number = 200; number < 210; ++number)
        rig.site.add("organizations", id(number), place("Nouveau", 1763000000 + number));
    const auto changes = [&](Cursor from) { return rig.connector->changes(std::move(from)); };
    conformance::resumes_from_every_cursor(changes, since, rig.source());
}

TEST_CASE("asked for less at any step, every conversation with Communecter tells the same") {
    CommunecterRig rig;
    const Cursor since = *rig.changes().back().cursor;
    conformance::eases<Batch>([&] { return rig.connector->changes(Cursor{}); }, rig.source());
    conformance::eases<Batch>([&] { return rig.connector->changes(since); }, rig.source());
    conformance::eases<Batch>([&] { return rig.connector->fetch(many_debts()); }, rig.source());
    conformance::eases<Census>([&] { return rig.connector->census(Depth::latest); }, rig.source());
}

}  // namespace moisson
