// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/result.hpp"

#include <filesystem>
#include <string>

namespace moisson::daemon {

// Where this process keeps and finds its things. See design: --state, else $STATE_DIRECTORY, else the XDG folder.
struct Places {
    std::filesystem::path config;       // the file
    std::filesystem::path shipped;      // mappings that come with the package
    std::filesystem::path state;        // the folder
    std::filesystem::path socket;       // of the control API
    std::filesystem::path credentials;  // the folder of those that systemd gave us; empty: it gave none

    std::filesystem::path store() const { return state / "moisson.sqlite"; }
    std::filesystem::path lock() const { return state / "moisson.lock"; }
};

// `config` and `state` as given on the command line; empty: the defaults.
Places find_places(const std::string& config, const std::string& state);

// The only writer of a state folder holds this.
class StateLock {
public:
    StateLock() = default;
    StateLock(StateLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    StateLock& operator=(StateLock&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~StateLock();

    // Creates the folder (0750) when it is missing. Error{storage}: another process has it, or it cannot be written.
    static Result<StateLock> take(const Places& places);

private:
    int descriptor_ = -1;
};

}  // namespace moisson::daemon
