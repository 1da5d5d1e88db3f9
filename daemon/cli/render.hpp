// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config.hpp"
#include "schema/traits.hpp"
#include "schema/value.hpp"

#include <string>

namespace moisson::daemon {

// The control API's answers as plain text for a terminal. Every byte of a source passes through report::visible.
std::string render_status(const Value& status);
std::string render_card(const Value& card);
std::string render_candidates(const Value& candidates);
std::string render_found(const Value& answer, const std::string& words);
std::string render_change(const Value& change);
// Changes that are no news, counted: "… movilab: 12 values of 8 pages [mapping]".
std::string render_folded(const std::string& noticed, const std::string& source, const std::string& cause,
                          std::size_t values, std::size_t items);
std::string render_run(const Value& run);
std::string render_runs(const Value& answer);      // a line each, with its number
std::string render_run_card(const Value& answer);  // one run, whole
// What awaits a person's word, and what to do; null: nothing does.
std::string render_awaits(const std::string& source, const Value& awaits);
std::string render_trial(const Value& trial);        // one page under a mapping
std::string render_coverage(const Value& coverage);  // all pages of a source under one
std::string render_ignored(const Value& record);
// How a source that is asked in several ways was found to answer; empty for others.
std::string render_ways(const Value& ways);
std::string render_traits(const std::string& source, const Traits& traits);
// One line of the same: whether the account was let in; else why not.
std::string render_account(const std::string& why_not);

// "1.2 MB"
std::string human_bytes(std::uint64_t bytes);

}  // namespace moisson::daemon
