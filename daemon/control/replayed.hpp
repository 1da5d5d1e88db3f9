// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/control/answers.hpp"
#include "store/judging.hpp"

namespace moisson::daemon {

inline constexpr const char* replay_question = "/v1/check/health";

// The answer to it, line by line: {"progress": revisions} now and then, each difference, and at last
// {"replayed": {items, revisions, unjudged, differences}}.
Result<Done> tell_replay(store::Replay& replay, const TakeLine& take);

}  // namespace moisson::daemon
