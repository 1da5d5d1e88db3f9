// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/form.hpp"

#include "connectors/communecter/people.hpp"
#include "connectors/communecter/words.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

namespace moisson::communecter {

namespace {

using Object = Value::Object;
using Place = Questions::Place;

// By what a question is known: its key, then its type.
struct Meaning {
    std::vector<Place> Questions::*list;
    std::vector<std::string_view> keys;
    std::vector<std::string_view> lesser_keys;  // of a question that no other key tells
    std::string_view type;                      // of a question that no key tells
    Answer answer;
};

const std::vector<Meaning>& meanings() {
    static const std::vector<Meaning> all{
        {&Questions::title, {"titre", "title"}, {"nom", "name"}, "text", Answer::words},
        {&Questions::description, {"description", "presentation", "resume"}, {}, "textarea", Answer::words},
        {&Questions::tags, {"tags", "motscles"}, {}, "tags", Answer::tags},
        {&Questions::budget, {"depense", "budget"}, {}, "budget", Answer::budget},
    };
    return all;
}

bool is_among(const std::vector<std::string_view>& keys, std::string_view key) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
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

// Types are written "text", or as a path that ends so: "tpls.forms.ocecoform.budget".
std::string type_of(const Value& question) {
    std::string type = question.at("type").text_or("");
    type.erase(0, type.rfind('.') + 1);
    for (char& c : type)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return type;
}

std::optional<Answer> answer_of_type(const std::string& type) {
    static const std::map<std::string, Answer, std::less<>> all{
        {"text", Answer::words},          {"textarea", Answer::words},     {"number", Answer::words},
        {"date", Answer::words},          {"tags", Answer::tags},          {"select", Answer::choices},
        {"radio", Answer::choices},       {"radionew", Answer::choices},   {"checkbox", Answer::choices},
        {"checkboxnew", Answer::choices}, {"multiradio", Answer::choices}, {"multicheckbox", Answer::choices},
        {"budget", Answer::budget},       {"finder", Answer::finder},      {"multicheckboxplus", Answer::choices},
    };
    const auto found = all.find(type);
    return found == all.end() ? std::nullopt : std::optional(found->second);
}

const Meaning* meaning_of_key(std::string_view key) {
    for (const Meaning& meaning : meanings())
        if (is_among(meaning.keys, key) || is_among(meaning.lesser_keys, key)) return &meaning;
    return nullptr;
}

std::set<std::string> choices_of(const Value& form, const std::string& step, const std::string& key,
                                 const Value& question) {
    std::set<std::string> choices;
    const auto add = [&](const Value& from) {
        for (const Value* list : {&from.at("list"), &from.at("global").at("list"), &from.at("options")})
            for (const std::string& choice : texts_of(*list))
                if (!reaches_somebody(choice)) choices.insert(decoded(choice));
    };
    add(question);
    add(form.at("params").at(key));
    for (const std::string_view prefix : key_prefixes)
        for (const std::string& name : {std::string(prefix) + key, std::string(prefix).append(step).append(key)})
            add(form.at("params").at(name));
    return choices;
}

bool asks_for_person(const std::string& key, const Value& question) {
    return communecter::asks_for_person(key, question.at("label").text_or("")) ||
           communecter::asks_for_person(type_of(question), question.at("placeholder").text_or(""));
}

// Takes what a question means, and what of its answer is kept.
void take(Questions& questions, Questions& lesser, const Value& form, const Place& place, const Value& question) {
    const auto& [step, key] = place;
    if (asks_for_person(key, question)) return;
    const std::string type = type_of(question);
    const Meaning* known = meaning_of_key(key);
    auto answer = answer_of_type(type);
    if (!answer && known != nullptr) answer = known->answer;
    if (!answer) return;
    Question kept{*answer, {}};
    if (*answer == Answer::choices) kept.choices = choices_of(form, step, key, question);
    questions.kept.emplace(place, std::move(kept));
    for (const Meaning& meaning : meanings()) {
        if (is_among(meaning.keys, key)) (questions.*meaning.list).push_back(place);
        if (is_among(meaning.lesser_keys, key) || type == meaning.type) (lesser.*meaning.list).push_back(place);
    }
}

// A key of a lesser sort goes before what only its type tells.
void put_likeliest_first(std::vector<Place>& places, const Meaning& meaning) {
    std::stable_partition(places.begin(), places.end(),
                          [&](const Place& place) { return is_among(meaning.lesser_keys, place.second); });
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

}  // namespace

Questions questions_of(const Value& form) {
    Questions questions;
    Questions lesser;
    for (const std::string& step : steps_of(form))
        for (const auto& [key, question] : questions_in(form, step))
            take(questions, lesser, form, Place(step, key), question);
    for (const Meaning& meaning : meanings()) {
        auto& list = questions.*meaning.list;
        auto& others = lesser.*meaning.list;
        put_likeliest_first(others, meaning);
        if (list.empty()) list = others;
    }
    questions.withheld = withheld_by_form(form);
    return questions;
}

Questions questions_in_answers(const Value& answers) {
    Questions questions;
    const Object* steps = answers.object();
    if (steps == nullptr) return questions;
    for (const auto& [step, given] : *steps)
        for (const Meaning& meaning : meanings())
            for (const std::string_view key : meaning.keys) {
                if (given.at(key).is_null()) continue;
                const Place place(step, std::string(key));
                (questions.*meaning.list).push_back(place);
                questions.kept.emplace(place, Question{meaning.answer, {}});
            }
    return questions;
}

}  // namespace moisson::communecter
