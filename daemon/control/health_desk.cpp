// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/control/health_desk.hpp"

#include "store/open.hpp"

namespace moisson::daemon {

Result<bool> answer_health_from(const std::string& store, const Config& config, Instant now, const Question& question,
                                const TakeLine& take) {
    auto reader = store::open_reader(store);
    if (!reader) return fail(reader.error());
    auto health = store::open_health_reader(store);
    if (!health) return fail(health.error());
    auto day_of = days_in(config.time_zone);
    if (!day_of) return fail(day_of.error());
    HealthDesk desk{**reader, **health, [&](std::string_view kind) { return config.grid_for(kind); },
                    std::move(*day_of), now};
    return answer_health(desk, question, take);
}

Result<Done> add_label_from(const std::string& store, Instant now, const Question& question, Value& shown) {
    auto reader = store::open_reader(store);
    if (!reader) return fail(reader.error());
    auto health = store::open_health_reader(store);
    if (!health) return fail(health.error());
    // A label asks neither for a grid nor for a day.
    HealthDesk desk{**reader, **health, [](std::string_view) { return health::Grid{}; }, {}, now};
    return add_label(desk, question, shown);
}

}  // namespace moisson::daemon
