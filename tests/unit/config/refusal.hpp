// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config.hpp"

#include <doctest/doctest.h>
#include <string>

namespace moisson::test {

// What a wrong configuration answers; a right one fails the test.
template <class T>
Error refusal(const Result<T>& result) {
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().kind == ErrorKind::config);
    return result.error();
}

inline bool mentions(const std::string& text, const std::string& words) {
    return text.find(words) != std::string::npos;
}

// A configuration with one source, whose table holds these lines besides its name, kind and api.
inline std::string with_source(const std::string& lines) {
    return "contact = \"you@example.org\"\n[[source]]\nname = \"movilab\"\nkind = \"mediawiki\"\n"
           "api = \"https://movilab.org/api.php\"\n" +
           lines;
}

}  // namespace moisson::test
