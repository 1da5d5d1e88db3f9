// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/service_words.hpp"

#include "report/template.hpp"

namespace moisson::report {

std::string words_of_service(std::size_t sources, std::optional<std::size_t> failing) {
    const std::size_t failures = failing.value_or(0);
    return render("service", Told()
                                 .number("sources", static_cast<long>(sources))
                                 .section("several", sources > 1)
                                 .section("well", failing && failures == 0)
                                 .section("failing", failures > 0)
                                 .number("failures", static_cast<long>(failures)));
}

}  // namespace moisson::report
