// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http_message.hpp"
#include "schema/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace moisson::mediawiki {

// What an answer's status line alone says is wrong; nothing for a success. `where` is the address asked.
std::optional<Error> refusal_of_status(const HttpResponse& answer, const std::string& where);

// What the API says is wrong, in an answer that may well have status 200: {"error":{"code","info"}}.
Error refusal_of_code(std::string_view code, std::string_view info, const HttpResponse& answer,
                      const std::string& where);

// A body that is no JSON: a page for people, an answer cut short, nothing at all.
Error not_json(std::string_view beginning, const std::string& where);

// The whole source asked to be left alone (lag, maintenance, quota): asking it for less would not help.
bool is_of_whole_source(const Error& error) noexcept;

}  // namespace moisson::mediawiki
