// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/grid.hpp"
#include "schema/value.hpp"
#include "store/store.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace moisson::daemon {

// A question to the store: a path and its parameters, the same through the socket and in the same process.
struct Question {
    std::string path;  // "/v1/status"
    std::map<std::string, std::string> given;

    std::string get(const std::string& name) const {
        auto found = given.find(name);
        return found == given.end() ? std::string{} : found->second;
    }
};

// What is asked of a kind of resource, in the configuration of whoever answers.
using GridFor = std::function<health::Grid(std::string_view kind)>;

// Takes one line (without its end); false: no more, please.
using TakeLine = std::function<bool(std::string_view)>;

// /v1/status, /v1/show?what=WORDS, /v1/find?words=&kind=&source=&limit=, /v1/runs?source=&failed=1, /v1/run?id=N.
// nullopt: no such question.
// An unknown name is Error{config}.
Result<std::optional<Value>> answer(store::Reader& reader, const Question& question);

// /v1/changes?since=&source=, /v1/ignored?source=, /v1/export/items|revisions|resources?for=|changes, /v1/contents (see
// kept_pages.hpp): JSON lines, in the store's order. false: no such question.
Result<bool> answer_lines(store::Reader& reader, const GridFor& grid_for, const Question& question,
                          const TakeLine& take);
// Whether such an answer asks for a grid.
bool has_grids(const Question& question);

// "90s", "2h", "7d" before `now`, or an ISO date or instant.
Result<std::optional<Instant>> parse_since(const std::string& text, Instant now);

}  // namespace moisson::daemon
