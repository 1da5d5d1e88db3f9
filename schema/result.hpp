// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace moisson {

// What kind of trouble it is decides the reaction: retry, wait, skip, ask a human, stop.
enum class ErrorKind {
    transport,  // the network or the server failed: the same request may work later
    refused,    // the source does not want us, or refuses this request: asking again is pointless
    invalid,    // bytes that are not what they should be (an HTML page, cut JSON, a bad title)
    conflict,   // a human must decide: a guard, a corrupt or a newer store
    storage,    // our own store could not do it (locked, disk full); its state is intact
    config,     // the configuration or the command line is wrong
    cancelled,  // we were asked to stop
};

std::string_view name_of(ErrorKind kind) noexcept;

// How long the other side asked us to stay away, at least.
struct Wait {
    std::chrono::milliseconds at_least{};
    friend bool operator==(const Wait&, const Wait&) = default;
};

// A failure of the outside world, as a value. `where` names the place (source, file:line:column, URL),
// `what` the cause, `remedy` what a person can do; the last may be empty.
struct Error {
    ErrorKind kind = ErrorKind::transport;
    std::string where;
    std::string what;
    std::string remedy;
    std::optional<Wait> wait;

    // One line: "where: what. remedy"
    std::string sentence() const;
};

// A value, or what the world did to us. Nobody may ignore it.
template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
public:
    using tl::expected<T, Error>::expected;
    using value_type = T;
};

inline tl::unexpected<Error> fail(ErrorKind kind, std::string where, std::string what, std::string remedy = {}) {
    return tl::unexpected<Error>(Error{kind, std::move(where), std::move(what), std::move(remedy), std::nullopt});
}

inline tl::unexpected<Error> fail(Error error) {
    return tl::unexpected<Error>(std::move(error));
}

struct Done {};  // the value of a Result that carries nothing else

}  // namespace moisson
