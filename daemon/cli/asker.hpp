// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/control/answers.hpp"
#include "daemon/system/places.hpp"

#include <memory>

namespace moisson::daemon {

// Where a question goes: to the running daemon when there is one, else straight to the store.
class Asker {
public:
    virtual ~Asker() = default;
    virtual Result<Value> ask(const Question& question) = 0;
    virtual Result<Done> ask_lines(const Question& question, const TakeLine& take) = 0;
};

// Is a daemon listening there? Tried, not guessed.
bool daemon_listens(const Places& places);

// Error{config}: nothing was ever harvested there.
Result<std::unique_ptr<Asker>> open_asker(const Places& places);

// Asks the daemon to do something and hands over its events (name, data) until it ends or `take` answers false.
Result<Done> ask_for_run(const Places& places, const Question& order,
                         const std::function<bool(const std::string& name, const Value& data)>& take);
Result<Done> ask_to_stop(const Places& places);

}  // namespace moisson::daemon
