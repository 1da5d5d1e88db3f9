// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace moisson {

// Overwrites a text with zeros, in a way no compiler leaves out, and empties it.
void wipe(std::string& text) noexcept;

// A text that nobody but the source it is meant for may read: a password, a token, a cookie. There is no way to print,
// compare, format or keep it; reveal() is the only way out, and easy to look for. Wiped when it goes.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string text);  // wipes what it was given
    Secret(const Secret&) = default;
    Secret& operator=(const Secret& other);
    Secret(Secret&&) noexcept = default;
    Secret& operator=(Secret&& other) noexcept;
    ~Secret();

    bool empty() const noexcept { return bytes_.empty(); }
    // For what is sent to the source itself, and for nothing else.
    std::string_view reveal() const noexcept { return {bytes_.data(), bytes_.size()}; }

    template <class Stream>
    friend Stream& operator<<(Stream&, const Secret&) = delete;
    friend bool operator==(const Secret&, const Secret&) = delete;

private:
    void wipe_bytes() noexcept;

    std::vector<char> bytes_;  // a string would leave short texts behind where it was moved from
};

// Names that anybody may know, and values that nobody may.
using SecretFields = std::vector<std::pair<std::string, Secret>>;

// By what a source knows us: a name and a password, or a token that was given in advance, which has no name.
struct Credential {
    Secret user;
    Secret secret;

    bool is_token() const noexcept { return user.empty(); }
};

// What signing in gave. Lives in memory only.
struct SessionState {
    SecretFields headers;  // what goes with each request that wants the session
    Secret renewal;        // what it can be renewed by, once; may be empty
};

}  // namespace moisson
