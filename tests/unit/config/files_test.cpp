// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/config.hpp"
#include "tests/unit/config/refusal.hpp"
#include "tests/unit/support/scratch_folder.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <filesystem>
#include <fstream>

using namespace moisson;
using test::mentions;
using test::refusal;
using test::ScratchFolder;
using test::with_source;

namespace {

namespace fs = std::filesystem;

const fs::path shipped = fs::path(MOISSON_SOURCE_DIR) / "config";

void write(const std::string& file, const std::string& text) {
    fs::create_directories(fs::path(file).parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

std::string text_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

constexpr const char* small_mapping = "[[kind]]\nis = \"lieu\"\nwhen = [\"template:T\"]\n";

}  // namespace

TEST_CASE("the shipped configuration asks for a contact, and works once it has one") {
    const ScratchFolder folder;
    const Error error = refusal(load_config({shipped / "moisson.toml", shipped}));
    CHECK(mentions(error.sentence(), "moisson.toml:1:1: contact is missing"));
    std::string text = text_of(shipped / "moisson.toml");
    const std::string off = "# contact = ";
    REQUIRE(mentions(text, off));
    text.erase(text.find(off), 2);
    write(folder.file("moisson.toml"), text);
    const auto config = load_config({folder.file("moisson.toml"), shipped});
    REQUIRE(config.has_value());
    const SourceConfig* source = config->find("movilab");
    REQUIRE(source != nullptr);
    CHECK(source->options.text("api")->value() == "https://movilab.org/api.php");
    CHECK(source->options.integers("namespaces")->value() == std::vector<std::int64_t>{0, 1, 4, 10, 12, 14});
    CHECK(source->options.refuse_unread().has_value());
    CHECK_FALSE(source->rules.hash.empty());
    CHECK(source->rules.fields.size() > 15);
}

TEST_CASE("a private authority is a file of certificates that can be read") {
    const ScratchFolder folder;
    const std::string authority = folder.file("our-ca.pem");
    const std::string file = folder.file("moisson.toml");
    const auto told = [&] { return refusal(load_config({file, shipped})).sentence(); };
    write(file, with_source("ca_file = \"" + authority + "\"\n"));
    CHECK(mentions(told(), "moisson.toml:6:1: "));
    CHECK(mentions(told(), authority));
    write(authority, "-----BEGIN EC PRIVATE KEY-----\n");
    CHECK(mentions(told(), "moisson.toml:6:1: " + authority + " holds no certificate"));
    write(authority, "Our own:\n-----BEGIN CERTIFICATE-----\n");
    const auto config = load_config({file, shipped});
    REQUIRE(config.has_value());
    CHECK(config->sources[0].ca_file == authority);
    CHECK(config->sources[0].options.text("api")->has_value());

    write(file, with_source("ca_file = \"our-ca.pem\"\n"));
    CHECK(mentions(told(), "moisson.toml:6:1: ca_file must be a whole path"));
    write(file, with_source("ca_file = \"\"\n"));
    CHECK(mentions(told(), "ca_file must be a whole path"));
    write(file, with_source("ca_file = false\n"));
    CHECK(mentions(told(), "moisson.toml:6"));
}

TEST_CASE("a mapping beside the configuration wins over the shipped one of the same name") {
    const ScratchFolder folder;
    write(folder.file("moisson.toml"), with_source(""));
    write(folder.file("mappings/movilab.toml"), small_mapping);
    const auto config = load_config({folder.file("moisson.toml"), shipped});
    REQUIRE(config.has_value());
    CHECK(config->sources.front().rules == load_mapping(folder.file("mappings/movilab.toml")));
    CHECK(config->sources.front().rules.kinds.front().is == "lieu");
}

TEST_CASE("a mapping nobody has is refused with the folders that were searched and the nearest one") {
    const ScratchFolder folder;
    write(folder.file("moisson.toml"), with_source("mapping = \"movlab\"\n"));
    const Error error = refusal(load_config({folder.file("moisson.toml"), shipped}));
    CHECK(error.where == folder.file("moisson.toml") + ":6:1");
    CHECK(mentions(error.what, folder.file("mappings")));
    CHECK(mentions(error.what, (shipped / "mappings").string()));
    CHECK(error.remedy == "Did you mean mapping = \"movilab\"?");
    write(folder.file("moisson.toml"), "contact = \"a@b\"\n[[source]]\nname = \"othername\"\nkind = \"k\"\n");
    CHECK(refusal(load_config({folder.file("moisson.toml"), shipped})).where == folder.file("moisson.toml") + ":2:1");
}

TEST_CASE("a mistake in a mapping is told with the mapping's own line") {
    const ScratchFolder folder;
    write(folder.file("moisson.toml"), with_source(""));
    write(folder.file("mappings/movilab.toml"), std::string(small_mapping) + "[field.sumary]\nfrom = [\"param:a\"]\n");
    const Error error = refusal(load_config({folder.file("moisson.toml"), shipped}));
    CHECK(error.where.starts_with(folder.file("mappings/movilab.toml") + ":4:"));
    CHECK(error.remedy == "Did you mean \"summary\"?");
}

TEST_CASE("a file that cannot be read says why and what to do") {
    const ScratchFolder folder;
    const Error absent = refusal(load_config({folder.file("absent.toml"), shipped}));
    CHECK(absent.where == folder.file("absent.toml"));
    CHECK(mentions(absent.what, "No such file"));
    CHECK(mentions(absent.remedy, "--config"));
    fs::create_directories(folder.file("folder"));
    CHECK(mentions(refusal(load_config({folder.file("folder"), shipped})).what, "a folder"));
    write(folder.file("large.toml"), std::string((1U << 20U) + 10, '#'));
    CHECK(mentions(refusal(load_config({folder.file("large.toml"), shipped})).what, "larger than 1 MiB"));
    // A mapping that is there but is no file is not passed over in silence.
    write(folder.file("moisson.toml"), with_source(""));
    fs::create_directories(folder.file("mappings/movilab.toml"));
    CHECK(mentions(refusal(load_config({folder.file("moisson.toml"), shipped})).what, "a folder"));
}

TEST_CASE("a mapping that is tried is a file that says something, and can be read to its end") {
    const ScratchFolder folder;
    const auto told = [](const std::string& file) { return refusal(load_mapping(file)); };
    CHECK(mentions(told(folder.file("nope.toml")).sentence(), "name another with --mapping"));
    REQUIRE(::mkfifo(folder.file("pipe.toml").c_str(), 0600) == 0);
    CHECK(mentions(told(folder.file("pipe.toml")).sentence(), "this is a pipe or a device"));
    CHECK(mentions(told("/dev/zero").sentence(), "this is a pipe or a device"));
    for (const char* text : {"", "# nothing\n", "schema_version = 1\ncontract = \"freeze\"\n"}) {
        write(folder.file("empty.toml"), text);
        CHECK(mentions(told(folder.file("empty.toml")).sentence(), "this mapping is empty"));
    }
    write(folder.file("good.toml"), small_mapping);
    CHECK(load_mapping(folder.file("good.toml")).has_value());
}

TEST_CASE("the sources are known even when a mapping in service is broken") {
    const ScratchFolder folder;
    std::string text = text_of(shipped / "moisson.toml");
    text.erase(text.find("# contact = "), 2);
    write(folder.file("moisson.toml"), text);
    write(folder.file("mappings/movilab.toml"), "[field.sumary]\n");
    const ConfigPlaces places{folder.file("moisson.toml"), shipped};
    CHECK(mentions(refusal(load_config(places)).sentence(), "movilab.toml:1:"));
    const auto sources = load_sources(places);
    REQUIRE(sources.has_value());
    REQUIRE(sources->find("movilab") != nullptr);
    CHECK(sources->find("movilab")->rules.fields.empty());
    CHECK(refusal(load_sources({folder.file("none.toml"), shipped})).kind == ErrorKind::config);
}
