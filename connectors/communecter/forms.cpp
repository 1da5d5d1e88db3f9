// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/forms.hpp"

#include "connectors/communecter/refusal.hpp"
#include "connectors/communecter/words.hpp"

#include <algorithm>
#include <utility>

namespace moisson::communecter {

namespace {

// The calls that are followed, each once.
std::vector<std::string> forms_of(const Site& site) {
    std::vector<std::string> forms;
    for (const Scope& scope : site.scopes)
        if (scope.is_of_answers() && std::find(forms.begin(), forms.end(), scope.form) == forms.end())
            forms.push_back(scope.form);
    return forms;
}

// Nobody knows what it asks, nor whether it is private.
Questions withheld_for(const char* why) {
    Questions none;
    none.withheld = why;
    return none;
}

}  // namespace

Forms::Forms(const Site& site, std::shared_ptr<KnownForms> known)
    : followed_(forms_of(site)), known_(std::move(known)) {}

bool Forms::is_followed(const std::string& form) const {
    return std::find(followed_.begin(), followed_.end(), form) != followed_.end();
}

const std::string* Forms::unasked() const noexcept {
    return unasked_.empty() ? nullptr : &unasked_.back();
}

Result<Done> Forms::take(HttpResponse response, const std::string& where) {
    auto form = read_form_answer(std::move(response), where);
    if (form) {
        known_->emplace(unasked_.back(), questions_of(*form));
        unasked_.pop_back();
        return Done{};
    }
    const bool is_nobodys = form.error().kind == ErrorKind::refused && !form.error().wait;
    if (!is_nobodys || is_followed(unasked_.back())) return fail(std::move(form.error()));
    give_up();
    return Done{};
}

void Forms::give_up() {
    known_->emplace(unasked_.back(), withheld_for("its form is not shown"));
    unasked_.pop_back();
}

bool Forms::ease(const Error& why) {
    if (is_of_whole_source(why) || unasked_.empty() || is_followed(unasked_.back())) return false;
    give_up();
    return true;
}

bool Forms::lack_any_of(const std::vector<const Row*>& answers) {
    constexpr std::size_t most_forms = 100;
    for (const Row* row : answers) {
        const std::string form = id_of(row->value.at("form"));
        if (form.empty() || known_->contains(form)) continue;
        if (std::find(unasked_.begin(), unasked_.end(), form) != unasked_.end()) continue;
        if (known_->size() + unasked_.size() < most_forms)
            unasked_.push_back(form);
        else
            known_->emplace(form, withheld_for("its form was not asked for: there are more than a hundred"));
    }
    return !unasked_.empty();
}

const Questions* Forms::of(const std::string& form) const {
    const auto found = known_->find(form);
    return found == known_->end() ? nullptr : &found->second;
}

}  // namespace moisson::communecter
