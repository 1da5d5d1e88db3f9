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
    auto day_of = days_of(config);
    if (!day_of) return fail(day_of.error());
    HealthDesk desk{**reader, **health, [&](std::string_view kind) { return config.grid_for(kind); },
                    std::move(*day_of), now};
    return answer_health(desk, question, take);
}

Result<Done> add_health_from(const std::string& store, const GridFor& grid_for, Instant now, const Question& question,
                             Value& answer) {
    if (!has_health_added(question)) return Done{};
    auto reader = store::open_reader(store);
    if (!reader) return fail(reader.error());
    auto health = store::open_health_reader(store);
    if (!health) return fail(health.error());
    HealthDesk desk{**reader, **health, grid_for, {}, now};  // it asks for no day
    return add_health(desk, question, answer);
}

}  // namespace moisson::daemon
