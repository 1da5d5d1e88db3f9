// SPDX-License-Identifier: GPL-3.0-or-later
// Files as they lie on a disk: packed, cut, damaged, or none at all.
#include "daemon/dump/dump_file.hpp"
#include "tests/unit/support/scratch_folder.hpp"

#include <bzlib.h>
#include <doctest/doctest.h>
#include <zlib.h>
#include <zstd.h>

#include <fstream>
#include <random>

using namespace moisson;
using namespace moisson::daemon;

namespace {

using Pack = std::string (*)(const std::string&);

std::string plain(const std::string& text) {
    return text;
}

std::string gzip(const std::string& text) {
    z_stream stream{};
    REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string packed(deflateBound(&stream, text.size()) + 64, '\0');
    std::string given = text;
    stream.next_in = reinterpret_cast<Bytef*>(given.data());
    stream.avail_in = static_cast<unsigned>(given.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<unsigned>(packed.size());
    REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

std::string bzip2(const std::string& text) {
    std::string packed(text.size() + text.size() / 50 + 700, '\0');
    std::string given = text;
    auto size = static_cast<unsigned>(packed.size());
    REQUIRE(BZ2_bzBuffToBuffCompress(packed.data(), &size, given.data(), static_cast<unsigned>(given.size()), 1, 0,
                                     0) == BZ_OK);
    packed.resize(size);
    return packed;
}

std::string zstd(const std::string& text) {
    std::string packed(ZSTD_compressBound(text.size()), '\0');
    packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3));
    return packed;
}

constexpr Pack all_packs[] = {plain, gzip, bzip2, zstd};

std::string some_text(std::size_t size) {
    std::mt19937 dice(7);
    std::string text;
    while (text.size() < size) text += "ligne " + std::to_string(dice()) + "\n";
    return text;
}

struct OnDisk {
    test::ScratchFolder folder;
    std::string path = folder.file("dump");

    explicit OnDisk(const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }
    std::unique_ptr<DumpFile> open() const {
        auto file = DumpFile::open(path);
        REQUIRE(file.has_value());
        return std::move(*file);
    }
};

std::string rest_of(DumpFile& file) {
    std::string text;
    for (;;) {
        auto bytes = file.read();
        REQUIRE(bytes.has_value());
        if (bytes->empty()) return text;
        text += *bytes;
    }
}

}  // namespace

TEST_CASE("a packed file is read as its text, however large") {
    const std::string text = some_text(3'000'000);
    for (const Pack pack : all_packs) {
        const OnDisk disk(pack(text));
        auto file = disk.open();
        CHECK(rest_of(*file) == text);
        CHECK(file->consumed() == file->size());
    }
}

TEST_CASE("several archives one behind the other are one text") {
    const std::string one = some_text(300'000);
    for (const Pack pack : {gzip, bzip2, zstd}) {
        const OnDisk disk(pack(one) + pack("") + pack(one));
        CHECK(rest_of(*disk.open()) == one + one);
    }
}

TEST_CASE("from any place the rest of the text is read") {
    const std::string text = some_text(1'000'000);
    for (const Pack pack : all_packs) {
        const OnDisk disk(pack(text));
        for (const std::size_t place : {0, 1, 1000, 262'143, 262'144, 262'145, 700'000}) {
            auto file = disk.open();
            REQUIRE(file->skip_to(place));
            CHECK(rest_of(*file) == text.substr(place));
        }
        auto file = disk.open();
        REQUIRE(file->skip_to(text.size()));
        CHECK(rest_of(*file).empty());
        CHECK(!disk.open()->skip_to(text.size() + 1));
    }
}

TEST_CASE("an archive that was cut anywhere says where it ends") {
    const std::string text = some_text(2'000);
    for (const Pack pack : {gzip, bzip2, zstd}) {
        const std::string packed = pack(text);
        for (std::size_t size = 4; size < packed.size(); ++size) {
            const OnDisk disk(packed.substr(0, size));
            auto file = disk.open();
            auto bytes = file->read();
            while (bytes && !bytes->empty()) bytes = file->read();
            REQUIRE(!bytes);
            CHECK(bytes.error().kind == ErrorKind::invalid);
            CHECK(bytes.error().where.find("byte " + std::to_string(size) + " of the file") != std::string::npos);
        }
    }
}

TEST_CASE("an archive that lies is an error, never a text without end") {
    const std::string text = some_text(20'000);
    for (const Pack pack : {gzip, bzip2, zstd}) {
        const std::string packed = pack(text);
        for (std::size_t at = 4; at < packed.size(); at += 7) {
            std::string damaged = packed;
            damaged[at] = static_cast<char>(~damaged[at]);
            const OnDisk disk(damaged);
            auto file = disk.open();
            std::size_t made = 0;
            auto bytes = file->read();
            for (; bytes && !bytes->empty() && made < 1'000'000; bytes = file->read()) made += bytes->size();
            CHECK(made < 1'000'000);
        }
        const OnDisk followed(packed + "what is this?");
        auto file = followed.open();
        auto bytes = file->read();
        while (bytes && !bytes->empty()) bytes = file->read();
        CHECK(!bytes);
    }
}

TEST_CASE("a file is told from others by its size and its beginning") {
    const OnDisk one("<mediawiki>1");
    const OnDisk same("<mediawiki>1");
    const OnDisk other("<mediawiki>2");
    const OnDisk longer("<mediawiki>1 ");
    CHECK(one.open()->identity() == same.open()->identity());
    CHECK(one.open()->identity() != other.open()->identity());
    CHECK(one.open()->identity() != longer.open()->identity());
}

TEST_CASE("what is no file is the mistake of whoever named it") {
    const test::ScratchFolder folder;
    for (const std::string& path : {folder.file("absent"), folder.file("")}) {
        auto file = DumpFile::open(path);
        REQUIRE(!file);
        CHECK(file.error().kind == ErrorKind::config);
        CHECK(file.error().where == path);
    }
    const OnDisk empty("");
    CHECK(rest_of(*empty.open()).empty());
}
