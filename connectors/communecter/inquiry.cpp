// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/inquiry.hpp"

#include "connectors/communecter/account.hpp"
#include "connectors/communecter/answer.hpp"
#include "connectors/communecter/refusal.hpp"
#include "connectors/communecter/request.hpp"
#include "connectors/communecter/standing.hpp"
#include "connectors/communecter/words.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace moisson::communecter {

namespace {

// What one batch tells: each is a transaction. Of those that a process had not told yet when it died nothing is known
// still, so that they are asked about again.
constexpr std::size_t elements_a_reply = 50;

}  // namespace

Inquiry::Inquiry(std::shared_ptr<const Site> site, const std::vector<Wanted>& wanted) : site_(std::move(site)) {
    for (const Wanted& one : wanted) {
        const auto name = name_of_element(one.item);
        if (!name)
            hopeless_.push_back(Ignored{"element " + one.item.text, one.item, "it names no element"});
        else if (name->collection != "answers")  // these say nothing of it
            open_.push_back(one.item);
    }
    std::sort(open_.begin(), open_.end());
    open_.erase(std::unique(open_.begin(), open_.end()), open_.end());
}

// As many of one collection as may be asked for at once; or one.
std::vector<ItemId> Inquiry::asked() const {
    if (open_.empty()) return {};
    const std::size_t most = asks_for_all() ? most_ids : 1;
    const std::string collection = name_of_element(open_.back())->collection;
    const auto is_other = [&](const ItemId& item) { return name_of_element(item)->collection != collection; };
    const auto end = std::find_if(open_.rbegin(), open_.rend(), is_other);
    const auto count = std::min<std::ptrdiff_t>(end - open_.rbegin(), static_cast<std::ptrdiff_t>(most));
    return {open_.rbegin(), open_.rbegin() + count};
}

std::optional<HttpRequest> Inquiry::next() {
    const std::vector<ItemId> items = asked();
    if (items.empty() && !last_given_up_) return std::nullopt;
    const auto name = name_of_element(items.empty() ? *last_given_up_ : items.front());
    if (items.empty()) {
        Scope any;
        any.type = name->collection;
        HttpRequest glance = rows_request(*site_, any, {name->id}, Detail::id_only);
        where_ = glance.url;
        return glance;
    }
    HttpRequest request = asks_as_member() ? member_element_request(*site_, name->collection, name->id)
                                           : element_request(*site_, name->collection, name->id);
    if (asks_for_all()) {
        std::vector<std::string> ids;
        ids.reserve(items.size());
        for (const ItemId& item : items) ids.push_back(name_of_element(item)->id);
        request = open_data_request(*site_, name->collection, ids);
    }
    where_ = request.url;
    return request;
}

Result<Step<Batch>> Inquiry::accept(HttpResponse response) {
    if (open_.empty() && !last_given_up_)
        return fail(ErrorKind::invalid, site_->base_url, "an answer nobody asked for");
    if (open_.empty()) return accept_glance(std::move(response));
    return asks_for_all() ? accept_open_data(std::move(response)) : accept_element(std::move(response));
}

Step<Batch> Inquiry::reply() {
    for (Ignored& one : hopeless_) learnt_.ignored.push_back(std::move(one));
    hopeless_.clear();
    heard_ = 0;
    return std::exchange(learnt_, {});
}

Result<Step<Batch>> Inquiry::accept_open_data(HttpResponse response) {
    const std::vector<ItemId> items = asked();
    auto answer = read_list(std::move(response), where_, name_of_element(items.front())->collection);
    if (!answer) return fail(std::move(answer.error()));
    std::map<std::string, std::string> shown;  // and why it is withheld all the same
    for (const Row& row : answer->rows) shown.emplace(row.id, withheld_by_row(row.value));
    insisted_ = false;
    learnt_.server_time = answer->server_time;
    for (const ItemId& item : items) {
        const auto found = shown.find(name_of_element(item)->id);
        const std::string why = found == shown.end() ? "not among open data" : found->second;
        // Open data may be private, or await validation: only the whole element says that. So it is no word for `open`.
        if (!why.empty()) learnt_.standings.push_back(Standing{item, Publication::withheld, why});
        open_.pop_back();
    }
    return reply();
}

Result<Step<Batch>> Inquiry::accept_element(HttpResponse response) {
    const ItemId item = open_.back();
    if (!site_->tells_standing && (is_page(response) || (asks_as_member() && asks_for_account(response)))) {
        // So it is of all of them: nothing is wrong with any, and what is unknown stays so.
        open_.clear();
        return reply();
    }
    const std::string id = name_of_element(item)->id;
    auto answer = asks_as_member() ? read_member_element(std::move(response), where_, id)
                                   : read_element(std::move(response), where_, id);
    if (!answer) return fail(std::move(answer.error()));
    insisted_ = false;
    learnt_.server_time = answer->server_time;
    if (answer->value)
        learnt_.standings.push_back(standing_of(item, *answer->value));
    else
        learnt_.gone.push_back(Gone{item, Gone::Evidence::missing, {}});
    open_.pop_back();
    if (++heard_ < elements_a_reply && !open_.empty()) return Continue{};
    return reply();
}

// Whatever is said of it: the last one is given up, which only a reply can tell.
Result<Step<Batch>> Inquiry::accept_glance(HttpResponse response) {
    auto answer = read_list(std::move(response), where_, name_of_element(*last_given_up_)->collection);
    if (!answer) return fail(std::move(answer.error()));
    last_given_up_.reset();
    return reply();
}

// One element that cannot be read is left for another day.
bool Inquiry::ease(const Error& why) {
    if (is_of_whole_source(why) || open_.empty()) return false;
    if (!std::exchange(insisted_, true)) return true;
    if (asks_for_all()) return false;
    hopeless_.push_back(Ignored{"publication of " + open_.back().text, open_.back(), why.sentence()});
    if (open_.size() == 1) last_given_up_ = open_.back();
    open_.pop_back();
    insisted_ = false;
    return true;
}

}  // namespace moisson::communecter
