// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/probe.hpp"

#include "connectors/communecter/refusal.hpp"
#include "connectors/communecter/request.hpp"
#include "connectors/communecter/words.hpp"

#include <algorithm>
#include <utility>

namespace moisson::communecter {

namespace {

constexpr std::size_t rows_in_order = 20;  // enough to see an order by chance as none
// Elements asked for before it is believed that a server shows them as pages only: once it may be an outage.
constexpr unsigned most_tries = 3;

// Rows of 2018 bring what nobody asked for.
bool is_of_2018(const Value& row) {
    const Value::Object* members = row.object();
    return members != nullptr &&
           (members->contains("typeSig") || members->contains("updatedLbl") || members->contains("name"));
}

}  // namespace

Probe::Probe(Options options) : options_(std::move(options)), paging_known_(options_.paging.has_value()) {
    site_.base_url = options_.base_url;
    site_.scopes = {scope_asked()};
    site_.dialect = options_.dialect.value_or(Dialect::modern);
    site_.paging = options_.paging.value_or(Paging::index);
}

// All of the first type that is followed: a filter could hide what is asked about.
Scope Probe::scope_asked() const {
    Scope scope;
    scope.type = "organizations";
    for (const Scope& followed : options_.scopes)
        if (!followed.is_of_answers()) {
            scope.type = followed.type;
            break;
        }
    return scope;
}

std::optional<HttpRequest> Probe::next() {
    const Scope& scope = site_.scopes.front();
    const auto rows = [&](Paging paging, std::size_t from, std::size_t count) {
        return list_request(site_, scope, Window{paging, from, count, {}}, Detail::id_only);
    };
    std::optional<HttpRequest> request;
    switch (asking_) {
        case Asking::first_row:
            request = rows(Paging::index, 0, most_tries);
            break;
        case Asking::second_row:
            request = rows(Paging::index, 1, 1);
            break;
        case Asking::second_by_ranges:
            request = rows(Paging::ranges, 1, 1);
            break;
        case Asking::order:
            request = rows(Paging::index, 0, rows_in_order);
            break;
        case Asking::element:
            request = element_request(site_, scope.type, element_asked());
            break;
        case Asking::open_data:
            request = open_data_request(site_, scope.type, {}, "true");
            break;
        case Asking::no_data:
            request = open_data_request(site_, scope.type, {}, "moisson");
            break;
        case Asking::nothing:
            return std::nullopt;
    }
    where_ = request->url;
    return request;
}

Result<Step<Traits>> Probe::accept(HttpResponse response) {
    if (asking_ == Asking::nothing) return fail(ErrorKind::invalid, site_.base_url, "an answer nobody asked for");
    if (auto taken = take(std::move(response)); !taken) return fail(std::move(taken.error()));
    go_on();
    if (asking_ == Asking::nothing) return traits();
    return Continue{};
}

Result<Done> Probe::take(HttpResponse response) {
    if (asking_ == Asking::element) {
        // PHP shows its errors as pages too.
        if (is_page(response)) {
            ++pages_;
            return Done{};
        }
        auto element = read_element(std::move(response), where_, element_asked());
        if (!element) return fail(std::move(element.error()));
        shows_json_ = element->value.has_value();  // one that is gone says nothing of those that are there
        return Done{};
    }
    auto answer = read_list(std::move(response), where_, site_.scopes.front().type);
    if (!answer) return fail(std::move(answer.error()));
    switch (asking_) {
        case Asking::first_row:
            take_first(*answer);
            break;
        case Asking::second_row:
        case Asking::second_by_ranges:
            take_second(*answer);
            break;
        case Asking::order:
            take_order(*answer);
            break;
        default:
            take_open_data(*answer);
            break;
    }
    return Done{};
}

void Probe::take_first(const ListAnswer& answer) {
    counts_ = answer.count.has_value();
    if (answer.rows.empty()) return;
    for (const Row& row : answer.rows)
        if (elements_.size() < most_tries) elements_.push_back(row.id);
    if (!options_.dialect)
        site_.dialect = is_of_2018(answer.rows.front().value) ? Dialect::legacy2018 : Dialect::modern;
}

// None at all, where the list has only one row, is right too.
void Probe::take_second(const ListAnswer& answer) {
    const bool heeded = answer.rows.empty() || answer.rows.front().id != elements_.front();
    paging_known_ = heeded;
    if (asking_ == Asking::second_row) {
        site_.paging = Paging::index;
        return;
    }
    site_.paging = heeded ? Paging::ranges : Paging::single;
    paging_known_ = true;
}

void Probe::take_order(const ListAnswer& answer) {
    std::optional<std::int64_t> last;
    for (const Row& row : answer.rows) {
        const auto updated = seconds_of(row.value.at("updated"));
        if (last && updated && *updated > *last) site_.sorted = false;
        if (updated) last = updated;
    }
}

void Probe::take_open_data(const ListAnswer& answer) {
    if (asking_ == Asking::open_data)
        sends_open_data_ = !answer.rows.empty();
    else
        filters_open_data_ = sends_open_data_ && answer.rows.empty();
}

void Probe::go_on() {
    const bool modern = site_.dialect == Dialect::modern;
    switch (asking_) {
        case Asking::first_row:
            asking_ = elements_.empty() ? Asking::nothing : paging_known_ ? Asking::element : Asking::second_row;
            break;
        case Asking::second_row:
            asking_ = paging_known_ ? Asking::element : Asking::second_by_ranges;
            break;
        case Asking::second_by_ranges:
            asking_ = Asking::element;
            break;
        case Asking::element:
            ++tries_;
            if (!shows_json_ && tries_ < most_tries) break;
            asking_ = modern ? Asking::open_data : Asking::order;
            break;
        case Asking::open_data:
            asking_ = sends_open_data_ ? Asking::no_data : Asking::order;
            break;
        case Asking::no_data:
            asking_ = Asking::order;
            break;
        case Asking::order:
        case Asking::nothing:
            asking_ = Asking::nothing;
            break;
    }
}

bool Probe::ease(const Error& why) {
    const bool only_good_to_know =
        asking_ == Asking::element || asking_ == Asking::open_data || asking_ == Asking::no_data;
    if (is_of_whole_source(why) || !only_good_to_know) return false;
    go_on();
    return true;
}

Traits Probe::traits() const {
    const bool only_pages = pages_ == most_tries;
    Traits traits;
    traits.software = site_.dialect == Dialect::modern ? "Communecter (modern)" : "Communecter (2018)";
    traits.base_url = site_.base_url;
    traits.data_licence = options_.data_licence;
    traits.attribution = options_.attribution;
    Value::List because;
    for (const Scope& scope : options_.scopes)
        if (!scope.because.empty()) because.emplace_back(scope.because);
    traits.details = Value::Object{{"dialect", name_of(site_.dialect)},
                                   {"paging", name_of(site_.paging)},
                                   {"sorted", site_.sorted},
                                   {"detail", shows_json_  ? "json"
                                              : only_pages ? "html"
                                                           : "unknown"},
                                   {"open_data_filter", filters_open_data_ ? "works" : "unknown"},
                                   {"count", counts_},
                                   {"itempath", "/#page.type.$1.id.$2"},  // by its slug too, but that may change
                                   {"because", std::move(because)}};
    return traits;
}

}  // namespace moisson::communecter
