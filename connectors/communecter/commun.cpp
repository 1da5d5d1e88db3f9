// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/commun.hpp"

#include "connectors/communecter/people.hpp"
#include "connectors/communecter/refusal.hpp"
#include "connectors/communecter/words.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace moisson::communecter {

namespace {

using Object = Value::Object;
using Place = Questions::Place;

// By what a question is known: its key, then its label.
struct Meaning {
    std::vector<Place> Questions::*list;
    std::vector<std::string_view> keys;
    std::string_view type;  // of a question that nothing else tells
};

const std::vector<Meaning>& meanings() {
    static const std::vector<Meaning> all{
        {&Questions::title, {"titre", "title", "nom", "name"}, "text"},
        {&Questions::description, {"description", "presentation", "resume"}, "textarea"},
        {&Questions::tags, {"tags", "motscles"}, "tags"},
        {&Questions::budget, {"depense", "budget"}, "budget"},
    };
    return all;
}

// The steps in the order of the form: a list of names, or an object whose keys count.
std::vector<std::string> steps_of(const Value& form) {
    std::vector<std::string> steps;
    if (const Value::List* list = form.at("subForms").list())
        for (const Value& step : *list) steps.push_back(step.text_or(""));
    if (const Object* object = form.at("subForms").object()) {
        std::map<std::pair<std::size_t, std::string>, std::string> ordered;  // "10" after "9"
        for (const auto& [key, step] : *object) ordered.emplace(std::pair(key.size(), key), step.text_or(key));
        for (auto& [key, step] : ordered) steps.push_back(step);
    }
    // A step that the list forgets is asked all the same.
    if (const Object* inputs = form.at("inputs").object())
        for (const auto& [step, questions] : *inputs)
            if (std::find(steps.begin(), steps.end(), step) == steps.end()) steps.push_back(step);
    return steps;
}

double position_of(const Value& question) {
    if (const std::int64_t* number = question.at("position").integer()) return static_cast<double>(*number);
    const std::string text = question.at("position").text_or("");
    double number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return std::isfinite(number) ? number : 0;
}

// The questions of a step in their order; each with its key.
std::vector<std::pair<std::string, Value>> questions_in(const Value& form, const std::string& step) {
    std::vector<std::pair<std::string, Value>> questions;
    if (const Object* inputs = form.at("inputs").at(step).at("inputs").object())
        for (const auto& [key, question] : *inputs) questions.emplace_back(key, question);
    std::stable_sort(questions.begin(), questions.end(), [](const auto& one, const auto& other) {
        return position_of(one.second) < position_of(other.second);
    });
    return questions;
}

void add_known_by_key(Questions& questions, const std::string& step, const std::string& key) {
    for (const Meaning& meaning : meanings())
        if (std::find(meaning.keys.begin(), meaning.keys.end(), key) != meaning.keys.end())
            (questions.*meaning.list).emplace_back(step, key);
}

// Types are written "text", or as a path that ends so: "tpls.forms.ocecoform.budget".
bool is_of_type(const Value& question, std::string_view type) {
    const std::string written = question.at("type").text_or("");
    return written == type || written.ends_with("." + std::string(type));
}

// What is found in the answers when the form is not ours to read: the same keys in any step.
Questions questions_in_answers(const Value& answers) {
    Questions questions;
    if (const Object* steps = answers.object())
        for (const auto& [step, given] : *steps)
            if (const Object* members = given.object())
                for (const auto& [key, answer] : *members) add_known_by_key(questions, step, key);
    return questions;
}

const Value& answer_at(const Value& answers, const Place& place) {
    return answers.at(place.first).at(place.second);
}

std::string first_text(const Value& answers, const std::vector<Place>& places) {
    for (const Place& place : places)
        if (const std::string* text = answer_at(answers, place).text(); text != nullptr && !text->empty()) return *text;
    return {};
}

Value all_tags(const Value& answers, const std::vector<Place>& places) {
    std::vector<std::string> tags;
    for (const Place& place : places)
        for (std::string& tag : texts_of(answer_at(answers, place))) tags.push_back(std::move(tag));
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

// The elements of what may be a list, or an object with numbers for keys.
std::vector<Value> elements_of(const Value& written) {
    if (const Value::List* list = written.list()) return *list;
    std::vector<Value> elements;
    if (const Object* object = written.object())
        for (const auto& [key, element] : *object) elements.push_back(element);
    return elements;
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
    const std::vector<std::string> statuses = texts_of(row.at("status"));
    return Value::List(statuses.begin(), statuses.end());
}

std::string withheld_by_form(const Value& form) {
    const Value& preferences = form.at("preferences");
    if (is_set(form.at("onlymemberaccess"))) return "form.onlymemberaccess";
    if (is_set(form.at("params").at("onlyAdminCanSeeList"))) return "form.params.onlyAdminCanSeeList";
    const Value& listed = form.at("isPublishedInAacOrg");
    if (!listed.is_null() && !is_set(listed)) return "form.isPublishedInAacOrg";
    if (is_set(preferences.at("private"))) return "form.preferences.private";
    if (!preferences.at("isOpenData").is_null() && !is_set(preferences.at("isOpenData")))
        return "form.preferences.isOpenData";
    return {};
}

// The calls that are followed, each once.
std::vector<std::string> forms_of(const Site& site) {
    std::vector<std::string> forms;
    for (const Scope& scope : site.scopes)
        if (scope.is_of_answers() && std::find(forms.begin(), forms.end(), scope.form) == forms.end())
            forms.push_back(scope.form);
    return forms;
}

void keep(Object& into, const char* key, Value value) {
    if (!is_empty(value)) into.insert_or_assign(key, std::move(value));
}

}  // namespace

Questions questions_of(const Value& form) {
    Questions questions;
    Questions by_type;
    for (const std::string& step : steps_of(form))
        for (const auto& [key, question] : questions_in(form, step)) {
            add_known_by_key(questions, step, key);
            for (const Meaning& meaning : meanings())
                if (is_of_type(question, meaning.type)) (by_type.*meaning.list).emplace_back(step, key);
        }
    for (const Meaning& meaning : meanings()) {
        auto& list = questions.*meaning.list;
        const auto& others = by_type.*meaning.list;
        if (list.empty()) list = others;
    }
    questions.withheld = withheld_by_form(form);
    return questions;
}

Forms::Forms(const Site& site) : followed_(forms_of(site)), unasked_(followed_) {}

bool Forms::is_followed(const std::string& form) const {
    return std::find(followed_.begin(), followed_.end(), form) != followed_.end();
}

const std::string* Forms::unasked() const noexcept {
    return unasked_.empty() ? nullptr : &unasked_.back();
}

Result<Done> Forms::take(HttpResponse response, const std::string& where) {
    auto form = read_form_answer(std::move(response), where);
    if (form) {
        known_.emplace(unasked_.back(), questions_of(*form));
        unasked_.pop_back();
        return Done{};
    }
    const bool is_nobodys = form.error().kind == ErrorKind::refused && !form.error().wait;
    if (!is_nobodys || is_followed(unasked_.back())) return fail(std::move(form.error()));
    give_up();
    return Done{};
}

void Forms::give_up() {
    Questions none;
    none.withheld = "its form is not shown";
    known_.emplace(unasked_.back(), std::move(none));
    unasked_.pop_back();
}

bool Forms::ease(const Error& why) {
    if (is_of_whole_source(why) || unasked_.empty() || is_followed(unasked_.back())) return false;
    give_up();
    return true;
}

bool Forms::lack_any_of(const std::vector<Row>& answers) {
    constexpr std::size_t most_forms = 100;
    for (const Row& row : answers) {
        const std::string form = id_of(row.value.at("form"));
        if (form.empty() || known_.contains(form) || known_.size() + unasked_.size() >= most_forms) continue;
        if (std::find(unasked_.begin(), unasked_.end(), form) == unasked_.end()) unasked_.push_back(form);
    }
    return !unasked_.empty();
}

const Questions* Forms::of(const std::string& form) const {
    const auto found = known_.find(form);
    return found == known_.end() ? nullptr : &found->second;
}

Element commun_of(const Row& row, const Site& site, const Forms& forms) {
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
    keep(canonical, "answers", answers);
    const Contacts contacts = site.with_contacts ? Contacts::kept : Contacts::dropped;
    Value filtered = without_people(std::move(canonical), contacts);
    std::string name = line_of(decoded(title));
    Element element = element_from("answers", row, std::move(*filtered.object()),
                                   name.empty() ? "answer " + row.id : std::move(name));
    if (element.withheld.empty()) element.withheld = questions.withheld;
    return element;
}

Element read_row(const Row& row, const Scope& scope, const Site& site, const Forms& forms, std::optional<Instant> now) {
    return scope.is_of_answers() ? commun_of(row, site, forms) : element_of(scope.type, row, site, now);
}

}  // namespace moisson::communecter
