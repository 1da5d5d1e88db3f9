// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/health_words.hpp"

#include "report/template.hpp"
#include "schema/mapping.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace moisson::report {
namespace {

template <class Enumerators>
std::vector<std::string_view> ids_of(const Enumerators& all) {
    std::vector<std::string_view> ids;
    ids.reserve(all.size());
    for (const auto each : all) ids.push_back(id_of(each));
    return ids;
}

// Of `template`, whose sections are the ids of `all`.
template <class Enumerators>
std::string chosen(std::string_view name, const Enumerators& all, std::string_view id, Told told = {}) {
    return render(name, told.one_of(ids_of(all), id));
}

std::string chosen_kind(std::string_view name, std::string_view kind) {
    const std::vector<std::string>& known = known_kinds();
    const std::vector<std::string_view> kinds(known.begin(), known.end());
    const bool is_known = std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
    return render(name, Told().one_of(kinds, is_known ? kind : "page"));
}

Told agreeing(std::string_view kind) {
    return Told().section("feminine", is_feminine(kind));
}

std::string date(std::chrono::year year, std::chrono::month month, unsigned day) {
    Told told;
    for (unsigned number = 1; number <= 12; ++number)
        told.section("m" + std::to_string(number), number == static_cast<unsigned>(month));
    told.section("with_day", day != 0).number("day", day).section("first", day == 1);
    return render("date", told.number("year", static_cast<int>(year)));
}

}  // namespace

std::string words_of_kind(std::string_view kind) {
    return chosen_kind("kind", kind);
}

bool is_feminine(std::string_view kind) {
    return chosen_kind("gender", kind) == "f";
}

std::string heading(std::string_view kind, std::string_view title) {
    return render("heading", Told().text("kind", capitalised(words_of_kind(kind))).text("title", title));
}

std::string words_of(health::Label label, std::string_view kind) {
    return chosen("label", health::all_labels, id_of(label), agreeing(kind));
}

std::string words_of(health::Flag flag, std::string_view kind) {
    return chosen("flag", health::all_flags, id_of(flag), agreeing(kind));
}

std::string words_of(health::Happening happening, std::string_view kind) {
    return words_of(health::Known<health::Happening>(happening), kind);
}

std::string words_of(const health::Known<health::Happening>& happening, std::string_view kind) {
    constexpr std::string_view no_date = "no_date";
    std::vector<std::string_view> ids = ids_of(health::all_happenings);
    ids.push_back(no_date);
    return render("happening", agreeing(kind).one_of(ids, happening ? id_of(*happening) : no_date));
}

std::string words_of(health::Criterion criterion) {
    return chosen("criterion", health::all_criteria, id_of(criterion));
}

std::string words_of(health::Unknown reason) {
    return chosen("unknown", health::all_unknowns, id_of(reason));
}

std::string words_of(health::Trigger trigger) {
    return chosen("trigger", health::all_triggers, id_of(trigger));
}

std::string words_of_uncounted(std::string_view reason, long count) {
    std::vector<std::string_view> ids{"not_yet"};
    for (std::size_t each = 0; each < health::all_verdicts; ++each)
        if (const auto verdict = static_cast<health::Verdict>(each); verdict != health::Verdict::counts)
            ids.push_back(id_of(verdict));
    return render("uncounted", Told().one_of(ids, reason).number("count", count).section("several", count > 1));
}

std::string words_of(std::chrono::year_month_day day) {
    return date(day.year(), day.month(), static_cast<unsigned>(day.day()));
}

std::string words_of(std::chrono::year_month month) {
    return date(month.year(), month.month(), 0);
}

std::string words_of_number(double number) {
    const long tenths = std::lround(number * 10);
    Told told;
    told.number("whole", tenths / 10).number("tenth", tenths % 10).section("with_tenth", tenths % 10 != 0);
    return render("number", told);
}

std::string words_of(health::AnswerAge age) {
    return chosen("freshness", health::all_answer_ages, id_of(age));
}

std::string words_of(const health::Known<health::AnswerFreshness>& answers) {
    constexpr double step = 5;
    const bool at_most = answers && answers->at_most;
    const double steps = answers ? answers->score / step : 0;
    return render("state_of_answers",
                  Told()
                      .section("known", answers.has_value())
                      .text("freshness", answers ? words_of(answer_age(*answers)) : std::string())
                      .section("at_most", at_most)
                      .section("about", !at_most)
                      .number("score", std::lround(step * (at_most ? std::ceil(steps) : std::round(steps))))
                      .section("unknown", !answers.has_value())
                      .text("reason", answers ? std::string() : words_of(answers.error())));
}

std::string words_of(const Named& resource, std::string_view state) {
    return render("state", Told()
                               .text("heading", heading(resource.kind, resource.title))
                               .section("told", !state.empty())
                               .text("state", state)
                               .text("id", resource.id));
}

std::string words_of(const Named& resource, const health::Transition& transition, std::chrono::year_month_day day) {
    const auto& from = transition.from;
    return render("transition", Told()
                                    .text("date", words_of(day))
                                    .text("heading", heading(resource.kind, resource.title))
                                    .section("first", !from)
                                    .section("later", from.has_value())
                                    .text("from", from ? words_of(*from, resource.kind) : std::string())
                                    .text("to", words_of(transition.to, resource.kind))
                                    .text("trigger", words_of(transition.trigger))
                                    .text("id", resource.id));
}

std::string words_of_percent(int percent, Precision precision) {
    Told told;
    told.section("low", percent < 5).section("high", percent > 95).section("between", percent >= 5 && percent <= 95);
    return render("percent", told.section("about", precision == Precision::about).number("percent", percent));
}

std::string words_of_calibration(std::string_view source, std::chrono::year_month_day day, std::size_t samples) {
    return render("calibration", Told()
                                     .text("source", source)
                                     .text("date", words_of(day))
                                     .section("tried", samples > 0)
                                     .section("untried", samples == 0)
                                     .number("samples", static_cast<long>(samples))
                                     .section("several", samples > 1));
}

std::string words_of(const health::Bin& bin) {
    const auto percent = [](double share) { return std::lround(share * 100); };
    return render("calibration_bin", Told()
                                         .number("from", percent(bin.from))
                                         .number("until", percent(bin.until))
                                         .number("forecast", percent(bin.forecast))
                                         .number("came", percent(bin.came))
                                         .number("samples", static_cast<long>(bin.size))
                                         .section("several", bin.size > 1)
                                         .section("off", bin.is_off()));
}

}  // namespace moisson::report
