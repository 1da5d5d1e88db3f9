// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/control/answers.hpp"
#include "health/audience.hpp"

#include <cstddef>
#include <optional>

// What questions have in common. Each is Error{config} when it is not what it should be, with the nearest name.
namespace moisson::daemon {

// The source a question is about; empty: all of them.
Result<std::optional<SourceName>> source_asked(store::Reader& reader, const Question& question);

// How many are wanted: from 1 to 1000, and 20 when nothing is said.
Result<std::size_t> limit_asked(const Question& question);

// To whom an answer goes: for=routers|public; the public when nothing is said.
Result<health::Audience> audience_asked(const Question& question);

}  // namespace moisson::daemon
