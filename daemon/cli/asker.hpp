// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/control/answers.hpp"
#include "daemon/system/places.hpp"

#include <memory>
#include <optional>

namespace moisson::daemon {

// Where a question goes: to the running daemon when there is one, else straight to the store.
class Asker {
public:
    virtual ~Asker() = default;
    virtual Result<Value> ask(const Question& question) = 0;
    // Questions about health too.
    virtual Result<Done> ask_lines(const Question& question, const TakeLine& take) = 0;
};

// What stands behind the socket. Tried, not guessed.
enum class Presence { nobody, answers, busy };
Presence presence_of(const Places& places);
Error is_busy(const Places& places);

// Error{config}: nothing was ever harvested there. Error{transport}: the daemon does not answer just now. `now` is our
// clock: what is said of health is said for an instant. The daemon has its own.
Result<std::unique_ptr<Asker>> open_asker(const Places& places, Instant now);
// For answers of many lines: straight from the store when it may be read, beside a daemon too.
Result<std::unique_ptr<Asker>> open_asker_of_lines(const Places& places, Instant now);

// What is wrong with the grids that an answer would be made with here; nothing where a daemon answers, by its own.
std::optional<Error> refused_grids(const Places& places);

// Asks the daemon to do something and hands over its events (name, data) until it ends or `take` answers false.
Result<Done> ask_for_run(const Places& places, const Question& order,
                         const std::function<bool(const std::string& name, const Value& data)>& take);
Result<Done> ask_to_stop(const Places& places);
// Tells the daemon something, and waits until it is written.
Result<Done> ask_to_write(const Places& places, const Question& question);

}  // namespace moisson::daemon
