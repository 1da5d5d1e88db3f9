// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http_message.hpp"
#include "schema/result.hpp"
#include "schema/value.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace moisson::communecter {

// What an answer's status line alone says is wrong; nothing for a success. 403 and 410 close the source for a day.
std::optional<Error> refusal_of_status(const HttpResponse& answer, const std::string& where);

// What an answer of status 200 says went wrong: {"result":false,"msg":…}, {"error":"401"}; nothing when it says so not.
std::optional<Error> refusal_of_words(const Value& answer, const std::string& where);

// Whether it says that it is only for people who signed in.
bool said_to_strangers(const Value& answer);

// A body that is no JSON: a page for people, a line of text, an answer cut short, nothing at all.
Error not_json(std::string_view body, const std::string& where);

// The whole source asked to be left alone: asking it for less would not help.
bool is_of_whole_source(const Error& error) noexcept;

}  // namespace moisson::communecter
