// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of the answers to a form.
#include "connectors/communecter/form.hpp"
#include "connectors/communecter/kept.hpp"
#include "connectors/communecter/words.hpp"

#include <string_view>

namespace moisson::communecter {

namespace {

using Object = Value::Object;
using Place = Questions::Place;

const Question* question_at(const Questions& questions, const std::string& step, const std::string& key) {
    const auto find = [&](std::string_view name) -> const Question* {
        const auto found = questions.kept.find(Place(step, std::string(name)));
        return found == questions.kept.end() ? nullptr : &found->second;
    };
    if (const Question* question = find(key)) return question;
    for (const std::string_view prefix : key_prefixes) {
        if (!key.starts_with(prefix)) continue;
        std::string_view rest = std::string_view(key).substr(prefix.size());
        if (const Question* question = find(rest)) return question;
        if (!step.empty() && rest.starts_with(step))
            if (const Question* question = find(rest.substr(step.size()))) return question;
    }
    return nullptr;
}

// Each line says what for, what it costs, and how much of it is given; by whom is not kept: a name that stands for an
// organisation may be a person's all the same.
Value gift(const Value& written) {
    Object kept;
    keep(kept, "amount", kept_words(written.at("amount")));
    return kept;
}

Value line_of_budget(const Value& written) {
    Object kept;
    for (const char* name : {"poste", "price"}) keep(kept, name, kept_words(written.at(name)));
    Value::List gifts;
    for (const Value& each : elements_of(written.at("financer")))
        if (Value one = gift(each); !is_empty(one)) gifts.push_back(std::move(one));
    keep(kept, "financer", std::move(gifts));
    return kept;
}

Value budget(const Value& written) {
    Value::List lines;
    for (const Value& line : elements_of(written))
        if (Value one = line_of_budget(line); !is_empty(one)) lines.push_back(std::move(one));
    return lines;
}

// The labels that were chosen: texts, or the keys of objects. Those the form does not offer are somebody's own words,
// and as keys they could be anything.
Value choices(const Value& written, const std::set<std::string>& offered) {
    Value::List chosen;
    const auto take_text = [&](const Value& text) {
        const bool is_offered = offered.empty() || offered.contains(decoded(text.text_or("")));
        if (Value words = kept_words(text); is_offered && !is_empty(words)) chosen.push_back(std::move(words));
    };
    const auto take_keys = [&](const Value& labelled) {
        if (const Object* labels = labelled.object())
            for (const auto& [label, more] : *labels)
                if (offered.contains(decoded(label))) chosen.emplace_back(label);
    };
    if (written.text() != nullptr) take_text(written);
    take_keys(written);
    for (const Value& element : elements_of(written)) {
        if (element.text() != nullptr) take_text(element);
        take_keys(element);
    }
    return chosen;
}

Value answer_kept(const Value& written, const Question& question) {
    switch (question.answer) {
        case Answer::words:
            return written.list() != nullptr || written.object() != nullptr ? Value{} : kept_words(written);
        case Answer::tags: {
            const auto texts = kept_texts(written);
            return Value::List(texts.begin(), texts.end());
        }
        case Answer::choices:
            return choices(written, question.choices);
        case Answer::budget:
            return budget(written);
        case Answer::finder:
            return kept_relation(written);
    }
    return {};
}

}  // namespace

Value kept_answers(const Value& answers, const Questions& questions) {
    Object kept;
    const Object* steps = answers.object();
    if (steps == nullptr) return kept;
    for (const auto& [step, given] : *steps) {
        Object of_step;
        if (const Object* members = given.object())
            for (const auto& [key, answer] : *members)
                if (const Question* question = question_at(questions, step, key))
                    keep(of_step, key.c_str(), answer_kept(answer, *question));
        keep(kept, step.c_str(), std::move(of_step));
    }
    return kept;
}

}  // namespace moisson::communecter
