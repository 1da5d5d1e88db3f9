// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/control/answers.hpp"
#include "daemon/system/time_zone.hpp"
#include "health/grid.hpp"
#include "store/health.hpp"

#include <functional>

namespace moisson::daemon {

// Is told of each thing that could not be read and was left out of an answer.
using Complain = std::function<void(const Error&)>;

// What questions about health are answered from. What is damaged in the store is left out of lists and counts, and
// named to `complain`.
struct HealthDesk {
    store::Reader& reader;
    store::HealthReader& health;
    GridFor grid_for;
    DayOf day_of;
    Instant now{};  // our clock
    Complain complain = [](const Error&) {};
};

// JSON lines, or, with form=text, French lines for people. for=routers|public says to whom; nothing said: to the
// public.
//   /v1/why?what=        one line {id, heading, health: see report/health_lines.hpp, why: [sentence …]}. A sentence is
//                        {id, head, text, revisions: [{source, item, id} …]}, the first thousand of them
//   /v1/health?label=&kind=&source=    one line of health a resource of the catalogue, by resource
//   /v1/transitions?since=             {id, source, title, kind, for, at, from, to, trigger, news}, oldest first;
//                                      with form=text what is no news is left out
//   /v1/wake?limit=      only for routers: {id, source, title, kind, url, label, priority, why}, the first to wake
//   first
//   /v1/calibration?source=&at=        {source, at, samples, untried, auc, brier, bins} for each source: what was
//   foretold
//                                      then (a year ago when nothing is said) and what came; of no resource by itself
// false: no such question. Error{config}: an unknown resource, label, source or audience, with the nearest name.
Result<bool> answer_health(HealthDesk& desk, const Question& question, const TakeLine& take);

// Whether a question is one of these.
bool is_of_health(const Question& question);

// Adds to the answer of another question what is said of health there:
//   /v1/show, to the card; /v1/find, to each that was found: health, {for, label, since, happening, answer_freshness,
//       missing, words} as in report/health_lines.hpp, and in French; null of what is in no catalogue, or unknown
//   /v1/status, to each source: answers, {a_jour, commence_a_dater, a_reverifier, unknown}: how many places,
//       organisations and networks have answers as fresh as that; events, {a_venir, passe, unknown}; null: there are
//       none
// Any other answer stays as it is. Error{config}: an unknown audience.
Result<Done> add_health(HealthDesk& desk, const Question& question, Value& answer);

// Whether health is said there.
bool has_health_added(const Question& question);

}  // namespace moisson::daemon
