// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/answers.hpp"
#include "schema/vocabulary.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace moisson::health {
namespace {

using Form = Answer::Form;

// Reads the fields of one snapshot; a field that is not there is null.
class Page {
public:
    Page(const Snapshot& snapshot, const DateOf& date_of, std::optional<Instant> updated)
        : snapshot_(snapshot), date_of_(date_of), updated_(updated) {}

    const Value& field(std::string_view name) const {
        static const Value nothing;
        const auto found = snapshot_.fields.find(std::string(name));
        return found == snapshot_.fields.end() ? nothing : found->second;
    }

    // A list may have been understood in part only; what is in words alone stands in `unparsed`.
    Form form_of(std::string_view name) const {
        const Value& value = field(name);
        const bool in_words = is_unparsed(name);
        if (is_empty(value)) return in_words ? Form::words : Form::missing;
        const bool estimate = value.object() != nullptr && !value.at("text").is_null();
        if (estimate) return value.at("value").is_null() ? Form::words : Form::normalised;
        return in_words ? Form::words : Form::normalised;
    }

    Answer answer(Criterion criterion, std::string_view name, Form form) const {
        Answer answer{criterion, form, std::nullopt, false};
        if (form == Form::missing) return answer;
        const auto from = snapshot_.provenance.find(std::string(name));
        if (from != snapshot_.provenance.end()) {
            answer.since = date_of_(from->second.revision);
            answer.at_least = from->second.at_least;
        }
        if (!answer.since && updated_) {
            answer.since = updated_;
            answer.at_least = true;
        }
        return answer;
    }

private:
    static bool is_empty(const Value& value) {
        if (value.is_null()) return true;
        if (const std::string* text = value.text()) return text->empty();
        if (const Value::List* list = value.list()) return list->empty();
        const Value::Object* object = value.object();
        return object != nullptr && object->empty();
    }

    bool is_unparsed(std::string_view name) const {
        const Value::List* list = field(unparsed_field).list();
        return list != nullptr && std::any_of(list->begin(), list->end(), [&](const Value& each) {
                   return each.text() != nullptr && *each.text() == name;
               });
    }

    const Snapshot& snapshot_;
    const DateOf& date_of_;
    std::optional<Instant> updated_;
};

Answer context_of(const Page& page, const Snapshot& snapshot) {
    const std::string_view name = page.form_of("languages") == Form::missing ? "territory" : "languages";
    const bool known = !snapshot.kind().empty() && snapshot.kind() != "page";
    return page.answer(Criterion::context, name, known ? page.form_of(name) : Form::missing);
}

Answer hours_of(const Page& page) {
    const bool told = page.form_of("opening_hours") != Form::missing;
    return page.answer(Criterion::hours, "opening_hours", told ? Form::words : Form::missing);
}

}  // namespace

std::vector<Answer> answers_of(const Snapshot& snapshot, const DateOf& date_of, std::optional<Instant> updated) {
    constexpr std::array<std::pair<Criterion, std::string_view>, 8> fields{{{Criterion::contact, "contacts"},
                                                                            {Criterion::time, "time"},
                                                                            {Criterion::complexity, "complexity"},
                                                                            {Criterion::cost, "cost"},
                                                                            {Criterion::licence, "licence"},
                                                                            {Criterion::how_to, "how_to"},
                                                                            {Criterion::address, "location"},
                                                                            {Criterion::site, "homepage"}}};
    const Page page(snapshot, date_of, updated);
    std::vector<Answer> answers;
    answers.reserve(all_criteria.size());
    for (const auto& [criterion, name] : fields) answers.push_back(page.answer(criterion, name, page.form_of(name)));
    answers.push_back(context_of(page, snapshot));
    answers.push_back(hours_of(page));
    std::sort(answers.begin(), answers.end(),
              [](const Answer& one, const Answer& other) { return one.criterion < other.criterion; });
    return answers;
}

}  // namespace moisson::health
