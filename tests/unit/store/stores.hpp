// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/open.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

namespace moisson::test {

// A folder of its own, gone at the end.
class TempFolder {
public:
    TempFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "moisson-store-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~TempFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    std::string operator/(const std::string& name) const { return (path_ / name).string(); }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

inline constexpr store::Patience no_patience{std::chrono::milliseconds(0)};

// What the store says, or the test fails with its sentence.
template <class T>
T must(Result<T> result) {
    if (!result) FAIL(result.error().sentence());
    return std::move(*result);
}

// The contract suite runs on each of these.
class InMemory {
public:
    store::Engine engine = must(store::open_store(":memory:", no_patience));
    std::unique_ptr<store::Reader> reader = engine.reader();
};

class InFile {
public:
    TempFolder folder;
    store::Engine engine = must(store::open_store(folder / "store.sqlite", no_patience));
    std::unique_ptr<store::Reader> reader = must(store::open_reader(folder / "store.sqlite", no_patience));
};

}  // namespace moisson::test

#define MOISSON_STORES moisson::test::InMemory, moisson::test::InFile
