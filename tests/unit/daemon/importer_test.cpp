// SPDX-License-Identifier: GPL-3.0-or-later
// A file, the importer and a store in memory, on threads as in the program.
#include "daemon/dump/importer.hpp"
#include "store/open.hpp"
#include "tests/unit/connectors/dump_rig.hpp"
#include "tests/unit/support/hand_clock.hpp"
#include "tests/unit/support/scratch_folder.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <fstream>
#include <functional>

using namespace moisson;
using namespace moisson::dump_test;
namespace asio = boost::asio;

namespace {

struct Rig {
    SourceConfig config;
    store::Engine engine = std::move(*store::open_store(":memory:"));
    std::unique_ptr<store::Reader> reader = engine.reader();
    test::HandClock clock;
    test::ScratchFolder folder;
    asio::cancellation_signal stop;
    std::function<void()> at_progress;
    std::vector<daemon::Progress> told;

    Rig() {
        config.name = SourceName("petit");
        config.kind = "mediawiki";
        config.options = mediawiki_test::section_of(mediawiki_test::api_address);
    }

    std::string file(const std::string& text) const {
        std::ofstream(folder.file("dump.xml"), std::ios::binary) << text;
        return folder.file("dump.xml");
    }

    daemon::RunReport import(const std::string& path) {
        asio::io_context loop{1};
        daemon::WorkThread store_thread;
        const daemon::StoreRoles roles{*engine.writer, *engine.sources,   *engine.runs,
                                       *engine.debts,  *engine.standings, *reader};
        daemon::Importer importer(daemon::Importer::Parts{config, mediawiki_test::mediawiki_kind(), clock, store_thread,
                                                          roles, *engine.imports});
        importer.on_progress([this](const daemon::Progress& progress) {
            told.push_back(progress);
            if (at_progress) at_progress();
        });
        daemon::RunReport report;
        auto done = [&](std::exception_ptr broken, daemon::RunReport ended) {
            CHECK(!broken);
            report = std::move(ended);
        };
        auto run = importer.run(path);
        asio::co_spawn(loop, std::move(run), asio::bind_cancellation_slot(stop.slot(), done));
        loop.run();
        return report;
    }
    std::size_t items() {
        std::size_t count = 0;
        REQUIRE(reader->items([&](const ItemRecord&) { return ++count > 0; }));
        return count;
    }
    store::SourceRow row() { return **engine.sources->find(config.name); }
    std::optional<store::ImportMark> mark() { return *engine.imports->mark(config.name); }
};

std::string many_pages(int count) {
    std::string pages;
    for (int id = 1; id <= count; ++id) {
        const std::string first = std::to_string(id * 2);
        const std::string second = std::to_string(id * 2 + 1);
        pages += page(std::to_string(id), "Page " + std::to_string(id),
                      revision({first, "", "2024-01-01T00:00:00Z", "un"}) +
                          revision({second, first, "2024-01-02T00:00:00Z", "deux"}));
    }
    return export_of(pages);
}

}  // namespace

TEST_CASE("a whole file is a complete run, and the harvest after it begins with a list") {
    Rig rig;
    const std::string text = many_pages(3);
    const auto report = rig.import(rig.file(text));
    CHECK(report.run.outcome == Outcome::complete);
    CHECK(report.run.verb == "import");
    CHECK(report.run.listed == 3);
    CHECK(report.run.seen == 3);
    CHECK(report.run.requests == 0);
    CHECK(report.run.bytes == text.size());
    CHECK(rig.items() == 3);
    CHECK(!rig.mark());
    CHECK(!rig.row().baseline_done);
    CHECK(rig.row().traits->hearsay);
    CHECK(rig.row().cursor.text.find("\"told_pages\":3") != std::string::npos);
    REQUIRE(!rig.told.empty());
    CHECK(rig.told.back().bytes_in_all == text.size());
}

TEST_CASE("a file that was cut keeps what came before, names the place, and spares the harvest that") {
    Rig rig;
    const std::string text = many_pages(3);
    const auto report = rig.import(rig.file(text.substr(0, text.size() - 200)));
    CHECK(report.run.outcome == Outcome::partial);
    REQUIRE(report.error);
    CHECK(report.error->where.find("byte ") != std::string::npos);
    CHECK(rig.items() == 2);
    CHECK(rig.mark());
    CHECK(rig.row().cursor.text == R"({"harvest":{"phase":"listing"}})");
}

TEST_CASE("an import that is stopped goes on where it stood") {
    Rig rig;
    const std::string path = rig.file(many_pages(3000));
    rig.at_progress = [&rig] { rig.stop.emit(asio::cancellation_type::terminal); };
    CHECK(rig.import(path).run.outcome == Outcome::interrupted);
    REQUIRE(rig.mark());
    CHECK(rig.mark()->position > 0);
    rig.at_progress = {};
    const std::uint64_t before = rig.items();
    CHECK(before < 3000);
    const auto rest = rig.import(path);
    CHECK(rest.run.outcome == Outcome::complete);
    CHECK(rest.run.listed <= 3000 - before + 500);
    CHECK(rig.items() == 3000);
}

TEST_CASE("a file of the latest revisions alone leaves the past to the harvest") {
    Rig rig;
    const std::string text = export_of(page("1", "A", revision({"9", "8"})) + page("2", "B", revision({"12", "11"})));
    CHECK(rig.import(rig.file(text)).run.outcome == Outcome::complete);
    CHECK(rig.row().cursor.text == R"({"harvest":{"phase":"listing"}})");
}

TEST_CASE("a page whose past has a hole is asked for by itself") {
    Rig rig;
    const std::string text =
        export_of(page("1", "A", revision({"9", "8"})) + page("2", "B", revision({"11"}) + revision({"12", "11"})));
    CHECK(rig.import(rig.file(text)).run.outcome == Outcome::complete);
    CHECK(rig.row().cursor.text.find("told_until") != std::string::npos);
    const auto due = *rig.engine.debts->due(rig.config.name, rig.clock.now(), 10);
    REQUIRE(due.size() == 1);
    CHECK(due.front().item.text == "1");
}

TEST_CASE("a file of another wiki changes nothing and calls a human") {
    Rig rig;
    std::string text = many_pages(3);
    text.replace(text.find("petit.example"), 13, "autre.example");
    const auto report = rig.import(rig.file(text));
    CHECK(report.run.outcome == Outcome::refused);
    CHECK(rig.items() == 0);
    CHECK(!rig.row().traits);
}

TEST_CASE("what is no export leaves no trace") {
    Rig rig;
    for (const std::string& text : {std::string("no export"), std::string(), many_pages(1).substr(0, 300)}) {
        const auto report = rig.import(rig.file(text));
        REQUIRE(report.error);
        CHECK(report.error->kind == ErrorKind::config);
        CHECK(report.run.id == 0);
    }
    CHECK(!rig.engine.sources->find(rig.config.name)->has_value());
}

TEST_CASE("templates that redirect are known at the end, wherever they stand in the file") {
    Rig rig;
    const std::string text =
        export_of(page("1", "A", revision({"1", "", "2024-01-01T00:00:00Z", "{{Ancien|resume=x}}"})) +
                  page("2", "Modèle:Ancien",
                       "    <redirect title=\"Modèle:Neuf\" />\n" +
                           revision({"2", "", "2024-01-01T00:00:00Z", "#REDIRECTION [[Modèle:Neuf]]"}),
                       10));
    CHECK(rig.import(rig.file(text)).run.outcome == Outcome::complete);
    CHECK(rig.engine.sources->redirects(rig.config.name)->size() == 1);
    // Nothing is left under the rules of the beginning.
    const auto stale = rig.engine.writer->stale(rig.config.name, "other rules", {}, 10);
    CHECK(stale->size() == 1);
}
