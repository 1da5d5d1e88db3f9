// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/control/persons.hpp"

namespace moisson::daemon {

Result<Done> link_persons(store::Health& health, const Question& question) {
    const store::AccountName one{SourceName(question.get("source")), question.get("name")};
    const store::AccountName other{SourceName(question.get("other_source")), question.get("other_name")};
    return question.get("undo").empty() ? health.link(one, other) : health.unlink(one, other);
}

}  // namespace moisson::daemon
