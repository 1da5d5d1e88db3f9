// SPDX-License-Identifier: GPL-3.0-or-later
// Whether forecasts came true: of each source, what its histories foretold a year ago, and what happened since.
#include "daemon/control/asked.hpp"
#include "daemon/control/health_record.hpp"
#include "health/calibration.hpp"
#include "report/health_words.hpp"

#include <map>

namespace moisson::daemon {

namespace {

using health::Foretold;

constexpr std::chrono::days year(365);

Result<Instant> when_asked(const Question& question, Instant now) {
    const std::string at = question.get("at");
    if (at.empty()) return now - year;
    const auto when = from_iso(at);
    if (!when) return fail(ErrorKind::config, "--at", "not a date: " + at, "write 2026-03-31");
    if (*when > now - year)
        return fail(ErrorKind::config, "--at", "less than a year has passed since " + to_iso(*when),
                    "name a day before " + to_iso(now - year).substr(0, 10));
    return *when;
}

// Nothing of what is not worked on, nor of what was not observed yet.
std::optional<Foretold> foretold_of(const store::LabelRow& row, Instant when) {
    if (row.facts.family != health::Family::worked_on) return std::nullopt;
    const health::Past& past = row.facts.past;
    if (past.read == health::Past::Read::two_dates && past.observed_since > when) return std::nullopt;
    return health::foretold_at(row.weeks, when);
}

Value of(const std::optional<double>& number) {
    return number ? Value(*number) : Value();
}

std::string line_of(const std::string& source, Instant when, const std::vector<Foretold>& all) {
    Value::List bins;
    for (const health::Bin& bin : health::calibration_of(all))
        bins.emplace_back(Value::Object{{"from", bin.from},
                                        {"until", bin.until},
                                        {"samples", static_cast<std::int64_t>(bin.size)},
                                        {"forecast", bin.size > 0 ? Value(bin.forecast) : Value()},
                                        {"came", bin.size > 0 ? Value(bin.came) : Value()},
                                        {"off", bin.is_off()}});
    return to_json(Value::Object{{"source", source},
                                 {"at", to_iso(when)},
                                 {"samples", static_cast<std::int64_t>(all.size())},
                                 {"untried", all.empty()},
                                 {"auc", of(health::area_under_curve(all))},
                                 {"brier", of(health::brier(all))},
                                 {"bins", std::move(bins)}});
}

void tell_in_words(HealthDesk& desk, const std::string& source, Instant when, const std::vector<Foretold>& all,
                   const TakeLine& take) {
    if (!take(report::words_of_calibration(source, desk.day_of(when), all.size()))) return;
    for (const health::Bin& bin : health::calibration_of(all))
        if (bin.size > 0 && !take("  " + report::words_of(bin))) return;
}

}  // namespace

Result<Done> tell_calibration(HealthDesk& desk, const Question& question, const TakeLine& take) {
    auto when = when_asked(question, desk.now);
    if (!when) return fail(when.error());
    auto source = source_asked(desk.reader, question);
    if (!source) return fail(source.error());
    auto sources = desk.reader.sources();
    if (!sources) return fail(sources.error());
    std::map<std::string, std::vector<Foretold>> by_source;
    for (const store::SourceStatus& status : *sources)
        if (!*source || status.row.name == **source) by_source[status.row.name.text];
    auto read = told_without(desk, desk.health.labels({{}, {}, *source}, [&](const store::LabelRow& row) {
        if (const auto foretold = foretold_of(row, *when)) by_source[row.source.text].push_back(*foretold);
        return true;
    }));
    if (!read) return read;
    for (const auto& [name, all] : by_source)
        if (in_words(question))
            tell_in_words(desk, name, *when, all, take);
        else if (!take(line_of(name, *when, all)))
            break;
    return Done{};
}

}  // namespace moisson::daemon
