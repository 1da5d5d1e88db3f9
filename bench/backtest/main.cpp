// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the forecasts of Moisson rank and foretell better than the age of the last edit, on histories of your own.
// See bench/health_backtest, which builds this.
#include "bench/backtest/protocol.hpp"
#include "schema/value.hpp"

#include <cmath>
#include <cstdio>
#include <iostream>
#include <string_view>

namespace {

using namespace moisson;
using namespace moisson::bench;
using namespace moisson::health;

constexpr const char* usage =
    "health_backtest [--json] FILE...        how well P12 foretold, beside the age of the last edit\n"
    "health_backtest --dump --at T FILE...   one line of JSON for each item, with all that was known at T\n"
    "Rows of a FILE: item<TAB>ISO-8601<TAB>actor, in any order; an empty actor is one whom the source hides.\n";

struct Asked {
    std::vector<std::string> files;
    std::optional<Instant> at;
    enum class What { scores, json, dump } what = What::scores;
};

std::optional<Asked> asked_by(int count, char** words) {
    Asked asked;
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i];
        if (word == "--json")
            asked.what = Asked::What::json;
        else if (word == "--dump")
            asked.what = Asked::What::dump;
        else if (word == "--at" && i + 1 < count) {
            asked.at = from_iso(words[++i]);
            if (!asked.at) return std::nullopt;
        } else if (word.starts_with("--"))
            return std::nullopt;
        else
            asked.files.emplace_back(word);
    }
    if (asked.files.empty() || asked.at.has_value() != (asked.what == Asked::What::dump)) return std::nullopt;
    return asked;
}

template <class T, class Number>
Value number_of(const Known<T>& known, Number number) {
    return known ? Value(static_cast<double>(number(*known))) : Value();
}

Value slowdown_of(const Known<std::optional<Slowdown>>& known) {
    return known && *known ? Value(to_iso(monday_of((*known)->since)).substr(0, 10)) : Value();
}

// What a file of rows cannot tell (questions, answers) is null, as everything unknown is.
Value::Object line_of(const History& history, const ItemPast& item, Instant when) {
    const Evidence evidence = evidence_at(history, item, when);
    const Indicators all = indicators_of(evidence, {}, when);
    const auto same = [](auto value) { return value; };
    const Standing told = standing(evidence.weeks, evidence.facts, when, Audience::routers);
    return {
        {"item", item.name},
        {"label", told.label ? Value(id_of(*told.label)) : Value()},
        {"vitality", number_of(all.vitality, same)},
        {"p_active_12m", number_of(all.p_active_12m, [](const Forecast& f) { return f.p12; })},
        {"relative_freshness", number_of(all.relative_freshness, [](const Freshness& f) { return f.multiple; })},
        {"trend", number_of(all.trend, [](const Trend& t) { return t.log2_ratio; })},
        {"last_human_edit", all.last_human_edit ? Value(to_iso(all.last_human_edit->human)) : Value()},
        {"effective_contributors", number_of(all.effective_contributors, same)},
        {"contributor_absence_factor", number_of(all.contributor_absence_factor, same)},
        {"newcomer_ratio", number_of(all.newcomer_ratio, [](const Newcomers& n) { return n.ratio(); })},
        {"burstiness", number_of(all.burstiness, [](const Burstiness& b) { return b.value; })},
        {"change_since", slowdown_of(all.change_since)},
        {"responsiveness", number_of(all.responsiveness, [](const Responsiveness& r) { return r.value; })},
        {"routing_completeness", number_of(all.routing_completeness, [](const Completeness& c) { return c.score; })},
        {"answer_freshness", number_of(all.answer_freshness, [](const AnswerFreshness& a) { return a.score; })},
        {"reachability", number_of(all.reachability, same)},
        {"revert_share", number_of(all.revert_share, same)},
    };
}

Value number_or_null(const std::optional<double>& number) {
    return number ? Value(*number) : Value();
}

Value::Object json_of(const Scores& scores, std::size_t files) {
    Value::List bins;
    for (const Bin& bin : scores.bins)
        bins.emplace_back(Value::Object{{"from", bin.from},
                                        {"until", bin.until},
                                        {"samples", static_cast<std::int64_t>(bin.size)},
                                        {"forecast", bin.forecast},
                                        {"came", bin.came}});
    return {
        {"files", static_cast<std::int64_t>(files)},
        {"samples", static_cast<std::int64_t>(scores.samples)},
        {"p12", Value::Object{{"auc", number_or_null(scores.p12.area)}, {"brier", number_or_null(scores.p12.brier)}}},
        {"last_edit_age",
         Value::Object{{"auc", number_or_null(scores.age.area)}, {"brier", number_or_null(scores.age.brier)}}},
        {"bins", std::move(bins)}};
}

std::string four_digits(const std::optional<double>& number) {
    if (!number) return "     -";
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%.4f", *number);
    return text.data();
}

void print(const Scores& scores) {
    std::cout << "samples        " << scores.samples << "\n                  AUC   Brier\n"
              << "P12            " << four_digits(scores.p12.area) << "  " << four_digits(scores.p12.brier) << "\n"
              << "last edit age  " << four_digits(scores.age.area) << "  " << four_digits(scores.age.brier) << "\n"
              << "P12, foretold -> came (samples):";
    for (const Bin& bin : scores.bins)
        if (bin.size > 0)
            std::cout << "  " << four_digits(bin.forecast) << " -> " << four_digits(bin.came) << " (" << bin.size
                      << ")";
    std::cout << "\n";
}

int complain(const Error& error) {
    std::cerr << "health_backtest: " << error.where << ": " << error.what << ". " << error.remedy << "\n";
    return 2;
}

int dump(const Asked& asked) {
    for (const std::string& file : asked.files) {
        const auto history = read_history(file, *asked.at);
        if (!history) return complain(history.error());
        for (const ItemPast& item : history->items) std::cout << to_json(line_of(*history, item, *asked.at)) << "\n";
    }
    return 0;
}

}  // namespace

int main(int count, char** words) {
    const auto asked = asked_by(count, words);
    if (!asked) {
        std::cerr << usage;
        return 2;
    }
    if (asked->what == Asked::What::dump) return dump(*asked);
    std::vector<std::vector<Cutoff>> histories;
    for (const std::string& file : asked->files) {
        const auto history = read_history(file);
        if (!history) return complain(history.error());
        histories.push_back(cutoffs_of(*history));
    }
    const Scores scores = scores_of(histories);
    if (scores.samples == 0) {
        std::cerr << "health_backtest: no 1 July of it is followed by a whole year with an item of ninety days.\n";
        return 1;
    }
    if (asked->what == Asked::What::json)
        std::cout << to_json(json_of(scores, histories.size())) << "\n";
    else
        print(scores);
    return 0;
}
