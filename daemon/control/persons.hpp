// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/control/answers.hpp"
#include "store/health.hpp"

namespace moisson::daemon {

// That two accounts are one person's: source=, name=, other_source=, other_name=; undo=1: they are two after all.
inline constexpr std::string_view link_question = "/v1/persons";

// Writes it down. Error{config}: an account is missing, or nobody ever saw it.
Result<Done> link_persons(store::Health& health, const Question& question);

}  // namespace moisson::daemon
