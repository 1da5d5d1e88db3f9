// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/control/health_desk.hpp"

#include "store/open.hpp"

namespace moisson::daemon {

namespace {

std::chrono::year_month_day day_of_utc(Instant when) {
    return std::chrono::floor<std::chrono::days>(when);
}

}  // namespace

Result<bool> answer_health_from(const HealthOffice& office, Instant now, const Question& question,
                                const TakeLine& take) {
    auto reader = store::open_reader(office.store);
    if (!reader) return fail(reader.error());
    auto health = store::open_health_reader(office.store);
    if (!health) return fail(health.error());
    auto day_of = days_of(office.config);
    if (!day_of) return fail(day_of.error());
    HealthDesk desk{**reader,           **health, [&](std::string_view kind) { return office.config.grid_for(kind); },
                    std::move(*day_of), now,      office.complain};
    return answer_health(desk, question, take);
}

Result<Done> add_health_from(const HealthOffice& office, Instant now, const Question& question, Value& answer) {
    if (!has_health_added(question)) return Done{};
    auto reader = store::open_reader(office.store);
    if (!reader) return fail(reader.error());
    auto health = store::open_health_reader(office.store);
    if (!health) return fail(health.error());
    HealthDesk desk{**reader,
                    **health,
                    [&](std::string_view kind) { return office.config.grid_for(kind); },
                    days_of(office.config).value_or(day_of_utc),
                    now,
                    office.complain};
    return add_health(desk, question, answer);
}

}  // namespace moisson::daemon
