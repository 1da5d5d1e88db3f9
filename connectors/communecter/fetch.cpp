// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/fetch.hpp"

#include "connectors/communecter/commun.hpp"
#include "connectors/communecter/refusal.hpp"
#include "connectors/communecter/request.hpp"
#include "connectors/communecter/standing.hpp"
#include "connectors/communecter/words.hpp"

#include <algorithm>
#include <utility>

namespace moisson::communecter {

namespace {

std::string name_of(const Wanted& wanted) {
    return wanted.item.empty() ? "title " + wanted.title : "element " + wanted.item.text;
}

}  // namespace

Fetch::Fetch(std::shared_ptr<const Site> site, const std::vector<Wanted>& wanted, std::shared_ptr<KnownForms> forms)
    : site_(std::move(site)),
      debts_(*site_, wanted),
      heeds_ids_(site_->dialect == Dialect::modern),
      forms_(*site_, std::move(forms)) {
    for (const Wanted& one : debts_.hopeless())
        hopeless_.push_back(Ignored{name_of(one), {}, "it names no element: they are found by their ids only"});
    choose_next();
}

void Fetch::choose_next() {
    insisted_ = false;
    if (walk_ && walk_->over()) walk_.reset();
    if (walk_ && (debts_.all_closed() || !debts_.has_scope() || walk_->scope_index() != debts_.scope())) walk_.reset();
    if (debts_.all_closed()) {
        asking_ = Asking::nothing;
    } else if (!debts_.has_scope()) {
        asking_ = Asking::existence;
    } else if (scope().is_of_answers() && forms_.unasked() != nullptr) {
        asking_ = Asking::form;
    } else if (heeds_ids_) {
        asking_ = Asking::rows;
    } else {
        asking_ = Asking::list;
        if (!walk_) walk_.emplace(site_, debts_.scope(), std::nullopt, WalkMark{});
    }
}

bool Fetch::asks_old_interface() const {
    return !site_->tells_standing && has_old_interface(debts_.collection());
}

std::optional<HttpRequest> Fetch::next() {
    std::optional<HttpRequest> request;
    switch (asking_) {
        case Asking::form:
            request = form_request(*site_, *forms_.unasked());
            break;
        case Asking::rows:
            request = rows_request(*site_, scope(), debts_.ids());
            break;
        case Asking::list:
            request = walk_->request();
            break;
        case Asking::existence:
            request = asks_old_interface() ? old_element_request(*site_, debts_.collection(), debts_.ids().front())
                                           : element_request(*site_, debts_.collection(), debts_.ids().front());
            break;
        case Asking::glance: {
            Scope any;
            any.type = debts_.collection();
            request = rows_request(*site_, debts_.has_scope() ? scope() : any, debts_.ids(), Detail::id_only);
            break;
        }
        case Asking::nothing:
            return std::nullopt;
    }
    where_ = request->url;
    return request;
}

Result<Step<Batch>> Fetch::accept(HttpResponse response) {
    switch (asking_) {
        case Asking::form:
            if (auto taken = forms_.take(std::move(response), where_); !taken) return fail(std::move(taken.error()));
            choose_next();
            if (asking_ == Asking::form || !held_) return Continue{};
            return take_page(*std::exchange(held_, std::nullopt));
        case Asking::rows:
        case Asking::list:
            return accept_page(std::move(response));
        case Asking::existence:
            return accept_existence(std::move(response));
        case Asking::glance:
            return accept_glance(std::move(response));
        case Asking::nothing:
            break;
    }
    return fail(ErrorKind::invalid, site_->base_url, "an answer nobody asked for");
}

Step<Batch> Fetch::reply(Batch batch) {
    for (Ignored& one : hopeless_) batch.ignored.push_back(std::move(one));
    hopeless_.clear();
    return batch;
}

void Fetch::take_rows(Batch& batch, const std::vector<Row>& rows, const std::optional<Instant>& now) {
    const Scope& shown_by = scope();
    for (const Row& row : rows) {
        if (debts_.all_closed() || debts_.collection() != shown_by.type) return;
        if (!debts_.has(row.id)) continue;
        const ItemId item = item_of(shown_by.type, row.id);
        add_element(batch, read_row(row, shown_by, *site_, forms_, now), met_as(row.value, shown_by, *site_), now);
        for (const std::int64_t owed : debts_.close(row.id)) batch.paid.push_back(Paid{owed, item});
    }
}

std::vector<const Row*> Fetch::asked_in(const ListAnswer& answer) const {
    std::vector<const Row*> asked;
    for (const Row& row : answer.rows)
        if (debts_.has(row.id)) asked.push_back(&row);
    return asked;
}

Result<Step<Batch>> Fetch::accept_page(HttpResponse response) {
    auto answer = read_list(std::move(response), where_, scope().type);
    if (!answer) return fail(std::move(answer.error()));
    if (scope().is_of_answers() && forms_.lack_any_of(asked_in(*answer))) {
        held_ = std::move(*answer);
        asking_ = Asking::form;
        return Continue{};
    }
    return take_page(std::move(*answer));
}

Result<Step<Batch>> Fetch::take_page(ListAnswer answer) {
    return asking_ == Asking::rows ? take_some(std::move(answer)) : take_part(std::move(answer));
}

Result<Step<Batch>> Fetch::take_some(ListAnswer answer) {
    const std::vector<std::string> asked = debts_.ids();
    const auto was_asked = [&](const Row& row) { return std::find(asked.begin(), asked.end(), row.id) != asked.end(); };
    Batch batch;
    batch.server_time = answer.server_time;
    if (!std::all_of(answer.rows.begin(), answer.rows.end(), was_asked)) {
        // What it does not show among so many may be there all the same.
        heeds_ids_ = false;
        choose_next();
        return Continue{};
    }
    batch.ignored = std::move(answer.unreadable);
    const std::string collection = debts_.collection();
    take_rows(batch, answer.rows, answer.server_time);
    if (!debts_.all_closed() && debts_.collection() == collection) debts_.pass_portion(asked);
    choose_next();
    return reply(std::move(batch));
}

Result<Step<Batch>> Fetch::take_part(ListAnswer answer) {
    const auto now = answer.server_time;
    auto found = walk_->take(std::move(answer));
    if (!found) return fail(std::move(found.error()));
    Batch batch;
    batch.server_time = now;
    batch.ignored = std::move(found->ignored);
    const std::string collection = debts_.collection();
    take_rows(batch, found->rows, now);
    const bool done = debts_.all_closed() || debts_.collection() != collection;
    lists_cut_ = lists_cut_ || !walk_->cut_short().empty();
    if (!done && walk_->over()) debts_.pass_scope();
    if (done || walk_->over()) choose_next();
    return reply(std::move(batch));
}

// The best it has in any scope of its kind.
Belonging Fetch::belonging_to_any(const Value& element) const {
    Belonging best = Belonging::no;
    for (const Scope& scope : site_->scopes) {
        if (scope.type != debts_.collection()) continue;
        const bool answers_it = scope.is_of_answers() && id_of(element.at("form")) == scope.form;
        const Belonging one = scope.is_of_answers() ? (answers_it ? Belonging::yes : Belonging::no)
                                                    : belonging(element, scope, Dialect::modern);
        if (one == Belonging::yes) return one;
        if (one == Belonging::silent) best = one;
    }
    return best;
}

// It exists, or not; hidden from the lists by its own word, or by a choice of theirs. What should be in a list and is
// not may be so for a moment only. Where preferences are not shown, what neither says that it is hidden nor that it
// belongs elsewhere is only missed: that is looked at again on another day.
void Fetch::settle_existence(Batch& batch, const std::string& id, const ElementAnswer& answer) {
    const std::string collection = debts_.collection();
    const ItemId item = item_of(collection, id);
    if (answer.value) {
        const Standing standing = standing_of(item, *answer.value);
        const bool hidden = site_->tells_standing ? standing.publication == Publication::withheld
                                                  : !withheld_by_row(*answer.value).empty();
        const Belonging belongs = belonging_to_any(*answer.value);
        const bool only_missed = !site_->tells_standing && !hidden && belongs == Belonging::silent;
        if ((!hidden && belongs == Belonging::yes) || (only_missed && lists_cut_)) {
            debts_.close(id);
            batch.ignored.push_back(Ignored{"element " + item.text, item, "it is there, but no list shows it"});
            return;
        }
        if (site_->tells_standing && collection != "answers" && hidden) batch.standings.push_back(standing);
        if (only_missed)
            batch.gone.push_back(Gone{item, Gone::Evidence::missing, {}});
        else
            batch.gone.push_back(Gone{item, Gone::Evidence::left_scope, decoded(answer.value->at("name").text_or(id))});
    } else {
        batch.gone.push_back(Gone{item, Gone::Evidence::missing, {}});
    }
    for (const std::int64_t owed : debts_.close(id)) batch.paid.push_back(Paid{owed, item});
}

Result<Step<Batch>> Fetch::accept_existence(HttpResponse response) {
    const std::string id = debts_.ids().front();
    if (!site_->tells_standing && !asks_old_interface() && is_page(response)) {
        Batch batch;
        const ItemId item = item_of(debts_.collection(), id);
        debts_.close(id);
        batch.ignored.push_back(
            Ignored{"element " + item.text, item, "no list shows it, and the site has no other way"});
        choose_next();
        return reply(std::move(batch));
    }
    auto answer = asks_old_interface() ? read_old_element(std::move(response), where_, id)
                                       : read_element(std::move(response), where_, id);
    if (!answer) return fail(std::move(answer.error()));
    Batch batch;
    batch.server_time = answer->server_time;
    settle_existence(batch, id, *answer);
    choose_next();
    return reply(std::move(batch));
}

Result<Step<Batch>> Fetch::accept_glance(HttpResponse response) {
    auto answer = read_list(std::move(response), where_, debts_.collection());
    if (!answer) return fail(std::move(answer.error()));
    const std::string id = debts_.ids().front();
    const ItemId item = item_of(debts_.collection(), id);
    Batch batch;
    batch.server_time = answer->server_time;
    batch.ignored.push_back(Ignored{"element " + item.text, item, given_up_because_});
    debts_.close(id);
    choose_next();
    return reply(std::move(batch));
}

bool Fetch::ease(const Error& why) {
    if (is_of_whole_source(why)) return false;
    switch (asking_) {
        case Asking::rows:
            if (debts_.shrink()) return true;
            break;
        case Asking::list:
            return walk_->ease(why);
        case Asking::existence:
            break;
        case Asking::form:
            if (!forms_.ease(why)) return false;
            held_.reset();  // only an answer lets it be read
            choose_next();
            return true;
        case Asking::glance:
        case Asking::nothing:
            return false;
    }
    if (!std::exchange(insisted_, true)) return true;
    given_up_because_ = why.sentence();
    asking_ = Asking::glance;
    return true;
}

}  // namespace moisson::communecter
