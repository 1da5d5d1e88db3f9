// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/control/asked.hpp"
#include "daemon/control/health_answers.hpp"
#include "report/health_lines.hpp"
#include "report/health_why.hpp"

#include <string>
#include <vector>

// From what the store knows of a resource to what its reports are made of.
namespace moisson::daemon {

// What was read, or else nothing and a complaint about the row that is damaged. Any other error stays one.
Result<Done> told_without(const HealthDesk& desk, Result<Done> read);
Result<std::optional<store::Chart>> told_without(const HealthDesk& desk, const ResourceId& resource,
                                                 Result<std::optional<store::Chart>> read);

// Whether of that kind is told how fresh its answers are, or whether it is over, instead of a label.
bool ages_by_itself(std::string_view kind) noexcept;

report::HealthRecord health_record(const store::Chart& chart, const HealthDesk& desk);

// All that is said of its health, in French.
std::vector<report::Sentence> health_sentences(const store::Chart& chart, const report::HealthRecord& record,
                                               const HealthDesk& desk, health::Audience audience);

// [{id, head, text, revisions}]
Value to_value(const std::vector<report::Sentence>& sentences, const store::Chart& chart);

// Whether people will read it, not programs.
bool in_words(const Question& question);

// The one resource that these words name. Error{config}: none, with the nearest, or several.
Result<ResourceId> resource_named(store::Reader& reader, const std::string& words);

// The answers to /v1/transitions, /v1/wake and /v1/calibration.
Result<Done> tell_transitions(HealthDesk& desk, const Question& question, const TakeLine& take);
Result<Done> tell_wake(HealthDesk& desk, const Question& question, const TakeLine& take);
Result<Done> tell_calibration(HealthDesk& desk, const Question& question, const TakeLine& take);

}  // namespace moisson::daemon
