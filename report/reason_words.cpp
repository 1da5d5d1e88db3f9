// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/reason_words.hpp"

#include <array>
#include <chrono>
#include <cmath>

namespace moisson::report {

using health::Reason;

long count_of(const Reason& reason, std::string_view name) {
    const auto* const count = number_of<double>(reason, name);
    return count == nullptr ? 0 : std::lround(*count);
}

std::string_view id_in(const Reason& reason, std::string_view name) {
    const auto* const id = number_of<std::string_view>(reason, name);
    return id == nullptr ? std::string_view() : *id;
}

std::string percent_of(const Reason& reason, Precision precision) {
    return words_of_percent(static_cast<int>(count_of(reason, "percent")), precision);
}

Told multiple_of(const Reason& reason) {
    const auto* const multiple = number_of<double>(reason, "multiple");
    const bool told = multiple != nullptr && *multiple >= 0.05;
    Told words;
    words.section("with_multiple", told).text("multiple", told ? words_of_number(*multiple) : std::string());
    return words;
}

std::string activity(const Reason& reason) {
    constexpr std::array<std::string_view, 4> labels{"vivant", "en_veille", "a_reveiller", "orphelin"};
    const bool forecast = number_of<double>(reason, "percent") != nullptr;
    return render("why_activity", Told()
                                      .one_of(labels, reason.id)
                                      .section("forecast", forecast)
                                      .section("shown", !forecast)
                                      .text("percent", percent_of(reason, Precision::about)));
}

std::string active_weeks(const Reason& reason) {
    constexpr std::array<std::string_view, 3> trends{"up", "down", "unclear"};
    const long recent = count_of(reason, "recent");
    const long before = count_of(reason, "before");
    return render("why_active_weeks", Told()
                                          .section("silent", recent + before == 0)
                                          .section("some", recent + before > 0)
                                          .section("no_recent", recent == 0)
                                          .section("recent", recent > 0)
                                          .number("recent_weeks", recent)
                                          .section("several", recent > 1)
                                          .section("no_before", before == 0)
                                          .section("before", before > 0)
                                          .number("before_weeks", before)
                                          .one_of(trends, id_in(reason, "trend")));
}

std::string missing(const Reason& reason) {
    std::string all;
    for (const auto& [name, value] : reason.numbers)
        if (const auto criterion = health::criterion_with(std::get<std::string_view>(value)))
            all += (all.empty() ? "" : ", ") + words_of(*criterion);
    return render("why_missing", Told().text("criteria", all));
}

std::string not_counted(const Reason& reason) {
    std::string all;
    for (const auto& [id, value] : reason.numbers)
        all += (all.empty() ? "" : ", ") + words_of_uncounted(id, std::lround(std::get<double>(value)));
    return render("why_not_counted", Told().text("list", all));
}

std::string month_seen(const Reason& reason) {
    const auto* const seen = number_of<std::chrono::year_month>(reason, "seen");
    return seen == nullptr ? std::string() : words_of(*seen);
}

}  // namespace moisson::report
