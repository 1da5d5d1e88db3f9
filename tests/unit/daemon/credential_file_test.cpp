// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/system/credential_file.hpp"

#include "tests/unit/support/scratch_folder.hpp"

#include <doctest/doctest.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <fstream>
#include <string>

using namespace moisson;
using namespace moisson::daemon;
using namespace moisson::test;

namespace {

struct Desk {
    ScratchFolder folder;
    Places places;

    void write(const std::string& name, const std::string& text, mode_t mode) const {
        std::ofstream(folder.file(name)) << text;
        REQUIRE(::chmod(folder.file(name).c_str(), mode) == 0);
    }
    SourceConfig source(const std::string& credential) const {
        SourceConfig config;
        config.name = SourceName("lieux");
        config.credential = credential;
        config.options = Section("source \"lieux\"", "moisson.toml:2:1");
        config.options.put("credential", Section::Option{Section::Scalar(credential), "moisson.toml:9:1"});
        return config;
    }
    Result<HeldCredential> read(const std::string& credential) const {
        return read_credential(source(credential), places);
    }
    Error refused(const std::string& credential) const {
        auto held = read(credential);
        REQUIRE_FALSE(held.has_value());
        CHECK(held.error().kind == ErrorKind::config);
        CHECK(held.error().where == "moisson.toml:9:1");
        CHECK(held.error().sentence().find("motsecret") == std::string::npos);
        return held.error();
    }
};

}  // namespace

TEST_CASE("a file that only we may read is a credential") {
    Desk desk;
    for (const mode_t mode : {0600U, 0400U}) {
        desk.write("compte" + std::to_string(mode), "ada\nmotsecret\n", mode);
        auto held = desk.read(desk.folder.file("compte" + std::to_string(mode)));
        REQUIRE(held.has_value());
        CHECK(held->credential.user.reveal() == "ada");
        CHECK(held->stamp.find("motsecret") == std::string::npos);
    }
}

TEST_CASE("a process that has read a credential leaves no core behind in which it could be found") {
    Desk desk;
    desk.write("compte", "ada\nmotsecret\n", 0600);
    REQUIRE(::prctl(PR_SET_DUMPABLE, 1) == 0);
    REQUIRE(desk.read(desk.folder.file("compte")).has_value());
    CHECK(::prctl(PR_GET_DUMPABLE) == 0);
}

TEST_CASE("a file that others may read is refused, and how to mend it is said") {
    Desk desk;
    for (const mode_t mode : {0644U, 0640U, 0604U, 0660U}) {
        CAPTURE(mode);
        desk.write("compte" + std::to_string(mode), "ada\nmotsecret\n", mode);
        const Error error = desk.refused(desk.folder.file("compte" + std::to_string(mode)));
        CHECK(error.what.find("may be read by others") != std::string::npos);
        CHECK(error.remedy.find("chmod 600") != std::string::npos);
    }
}

TEST_CASE("what is no file, too long, or no credential is refused") {
    Desk desk;
    CHECK(desk.refused(desk.folder.file("absent")).what.find("cannot be read") != std::string::npos);
    REQUIRE(::mkdir(desk.folder.file("dossier").c_str(), 0700) == 0);
    CHECK(desk.refused(desk.folder.file("dossier")).what.find("is no file") != std::string::npos);
    REQUIRE(::mkfifo(desk.folder.file("tuyau").c_str(), 0600) == 0);  // and nobody waits for a writer
    CHECK(desk.refused(desk.folder.file("tuyau")).what.find("is no file") != std::string::npos);
    desk.write("long", std::string(100'000, 'x'), 0600);
    CHECK(desk.refused(desk.folder.file("long")).what == "the credential is too long to be one");
    desk.write("vide", "", 0600);
    CHECK(desk.refused(desk.folder.file("vide")).what == "the credential is empty");
}

TEST_CASE("one that systemd gives stands in its folder, where a group is how it lets the service read it") {
    Desk desk;
    CHECK(is_of_service_alone(desk.source("compte"), desk.places));
    CHECK(desk.refused("compte").what.find("systemd") != std::string::npos);
    desk.places.credentials = desk.folder.file("");
    CHECK_FALSE(is_of_service_alone(desk.source("compte"), desk.places));
    CHECK(desk.refused("compte").remedy.find("LoadCredential=compte") != std::string::npos);
    desk.write("compte", "jeton\n", 0440);
    REQUIRE(desk.read("compte").has_value());
    CHECK(desk.read("compte")->credential.is_token());
    REQUIRE(::chmod(desk.folder.file("compte").c_str(), 0444) == 0);
    CHECK(desk.refused("compte").what.find("may be read by others") != std::string::npos);
}

TEST_CASE("a file that was written anew has another stamp") {
    Desk desk;
    desk.write("compte", "ada\nmotsecret\n", 0600);
    const std::string before = desk.read(desk.folder.file("compte"))->stamp;
    CHECK(desk.read(desk.folder.file("compte"))->stamp == before);
    desk.write("nouveau", "ada\nmotsecret\n", 0600);
    REQUIRE(::rename(desk.folder.file("nouveau").c_str(), desk.folder.file("compte").c_str()) == 0);
    CHECK(desk.read(desk.folder.file("compte"))->stamp != before);
}
