// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/poll/poller.hpp"
#include "schema/value.hpp"
#include "store/store.hpp"

namespace moisson::daemon {

// The store's rows as the JSON objects of the control API.
Value to_value(const Run& run);
Value to_value(const store::SourceStatus& status);
Value to_value(const store::Card& card);
Value to_value(const ItemRecord& record);
Value to_value(const store::SearchAnswer& answer);
Value to_value(const Awaiting& matter);
Value to_value(const IgnoredRecord& record);
Value to_value(const LostRecord& record);
Value to_value(const ChangeRecord& record);

// How far the run under way is.
Value to_value(const Progress& progress);

// One line that says what went wrong, as an answer or as the last line of one that had begun.
std::string error_text(const Error& error);

}  // namespace moisson::daemon
