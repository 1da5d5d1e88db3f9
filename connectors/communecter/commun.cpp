// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/commun.hpp"

#include "connectors/communecter/kept.hpp"
#include "connectors/communecter/words.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace moisson::communecter {

namespace {

using Object = Value::Object;
using Place = Questions::Place;

const Value& answer_at(const Value& answers, const Place& place) {
    return answers.at(place.first).at(place.second);
}

std::string first_text(const Value& answers, const std::vector<Place>& places) {
    for (const Place& place : places)
        if (std::string text = kept_words(answer_at(answers, place)).text_or(""); !text.empty()) return text;
    return {};
}

Value all_tags(const Value& answers, const std::vector<Place>& places) {
    std::vector<std::string> tags;
    for (const Place& place : places)
        for (std::string& tag : kept_texts(answer_at(answers, place))) tags.push_back(std::move(tag));
    std::sort(tags.begin(), tags.end());
    tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
    return Value::List(tags.begin(), tags.end());
}

// "5000", "2 000", "2.000", "1 500,50 €": money as people write it; 0 for what is none. The last mark is that of cents
// when one or two digits follow it.
double amount_of(const Value& written) {
    if (const std::int64_t* number = written.integer()) return static_cast<double>(*number);
    if (const double* number = written.number()) return *number;
    constexpr std::size_t longest = 40;
    const std::string text = written.text_or("").substr(0, longest);
    std::string digits;
    std::vector<std::size_t> marks;  // how many digits stood before each
    for (const char c : text) {
        if (c >= '0' && c <= '9') digits += c;
        if (c == ',' || c == '.') marks.push_back(digits.size());
    }
    const bool cents = !marks.empty() && digits.size() > marks.back() && digits.size() - marks.back() <= 2;
    const std::size_t whole = cents ? marks.back() : digits.size();
    if (cents) marks.pop_back();
    // Marks of thousands stand three digits apart.
    for (const std::size_t mark : marks)
        if (mark == 0 || mark >= whole || (whole - mark) % 3 != 0) return 0;
    if (cents) digits.insert(whole, ".");
    double number = 0;
    const auto [end, trouble] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return trouble == std::errc{} && end == digits.data() + digits.size() ? number : 0;
}

Value money(double sum) {
    constexpr double exact = 1e15;
    if (sum == std::floor(sum) && sum < exact) return static_cast<std::int64_t>(sum);
    return sum;
}

// Each line says what it costs, and who gives how much of it.
Object funds_of(const Value& answers, const std::vector<Place>& places) {
    double asked = 0;
    double found = 0;
    for (const Place& place : places)
        for (const Value& line : elements_of(answer_at(answers, place))) {
            asked += amount_of(line.at("price"));
            for (const Value& giver : elements_of(line.at("financer"))) found += amount_of(giver.at("amount"));
        }
    Object funds;
    if (asked > 0) funds.emplace("asked", money(asked));
    if (found > 0) funds.emplace("found", money(found));
    return funds;
}

// In the order in which it was appended: the last one holds.
Value statuses_of(const Value& row) {
    const std::vector<std::string> statuses = kept_texts(row.at("status"));
    return Value::List(statuses.begin(), statuses.end());
}

}  // namespace

Element commun_of(const Row& row, const Forms& forms) {
    const Value& answers = row.value.at("answers");
    const std::string form = id_of(row.value.at("form"));
    const Questions* known = forms.of(form);
    const Questions questions = known != nullptr ? *known : questions_in_answers(answers);
    const std::string title = first_text(answers, questions.title);
    Object canonical{{"collection", "answers"}};
    keep(canonical, "form", form);
    keep(canonical, "title", title);
    keep(canonical, "description", first_text(answers, questions.description));
    keep(canonical, "tags", all_tags(answers, questions.tags));
    keep(canonical, "status", statuses_of(row.value));
    keep(canonical, "funds", funds_of(answers, questions.budget));
    keep(canonical, "project", id_of(row.value.at("project").at("id")));
    keep(canonical, "created", iso_of(row.value.at("created")));
    keep(canonical, "updated", iso_of(row.value.at("updated")));
    keep(canonical, "answers", kept_answers(answers, questions));
    std::string name = line_of(decoded(title));
    Element element =
        element_from("answers", row, std::move(canonical), name.empty() ? "answer " + row.id : std::move(name));
    if (element.withheld.empty()) element.withheld = questions.withheld;
    return element;
}

Element read_row(const Row& row, const Scope& scope, const Site& site, const Forms& forms, std::optional<Instant> now) {
    return scope.is_of_answers() ? commun_of(row, forms) : element_of(scope.type, row, site, now);
}

}  // namespace moisson::communecter
