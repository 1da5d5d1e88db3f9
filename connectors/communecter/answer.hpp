// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http_message.hpp"
#include "schema/batch.hpp"
#include "schema/instant.hpp"
#include "schema/value.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace moisson::communecter {

// One element of a list, as it was sent.
struct Row {
    std::string id;
    Value value;
};

// More rows than this in one answer are not read: no list is asked for so many, and each costs memory.
inline constexpr std::size_t most_rows_in_answer = 5'000;

// What a list answered.
struct ListAnswer {
    std::vector<Row> rows;               // in the order of the answer
    std::vector<Ignored> unreadable;     // rows that are none, and that something stood before the JSON
    std::size_t listed = 0;              // rows there were, readable or not
    std::optional<std::uint64_t> count;  // of all there are, when it says so
    std::optional<Instant> server_time;
};

// What one element, or the old interface, answered.
struct ElementAnswer {
    std::optional<Value> value;  // empty: it says that there is no such element, by a ghost or by nothing
    std::optional<Instant> server_time;
};

// What is wrong with an answer as a whole, by its status or by what it says of itself; nothing when it may be read.
// transport: the server failed, sent a page, nothing, or not the end. refused: it does not want us, for a day when it
// says so for good. invalid: JSON, but not of this shape, or of more than `most_rows_in_answer` rows.
Result<ListAnswer> read_list(HttpResponse response, const std::string& where, const std::string& type);
Result<ElementAnswer> read_element(HttpResponse response, const std::string& where, const std::string& id);
// The same in an envelope, as people who signed in are shown it.
Result<ElementAnswer> read_member_element(HttpResponse response, const std::string& where, const std::string& id);
Result<ElementAnswer> read_old_element(HttpResponse response, const std::string& where, const std::string& id);
// The form itself, without its envelope.
Result<Value> read_form_answer(HttpResponse response, const std::string& where);

// Whether it is a page for people and no JSON at all: what a server of 2018 shows where one of today has JSON.
bool is_page(const HttpResponse& response);

// The subject of what is ignored when the JSON of an answer was found behind a notice of PHP.
inline constexpr const char* notice_subject = "a notice before an answer";

}  // namespace moisson::communecter
