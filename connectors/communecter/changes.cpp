// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/changes.hpp"

#include "connectors/communecter/element.hpp"
#include "connectors/communecter/request.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

namespace moisson::communecter {

namespace {

// Marks of scopes that are no longer followed go.
std::map<std::string, ScopeMark> followed_of(const Site& site, std::map<std::string, ScopeMark> marks) {
    std::map<std::string, ScopeMark> followed;
    for (const Scope& scope : site.scopes) followed.emplace(scope.key(), std::move(marks[scope.key()]));
    return followed;
}

}  // namespace

Changes::Changes(std::shared_ptr<const Site> site, Mark since)
    : site_(std::move(site)),
      mark_(std::move(since)),
      harvesting_(mark_.harvest),
      without_(site_->without),
      forms_(*site_) {
    mark_.scopes = followed_of(*site_, std::move(mark_.scopes));
    begin_scope();
}

void Changes::begin_scope() {
    walk_.reset();
    if (at_ == site_->scopes.size()) return;
    const ScopeMark& mark = mark_.scopes.at(scope().key());
    std::optional<std::int64_t> floor;
    if (mark.until) floor = *mark.until - site_->overlap.count();
    walk_.emplace(site_, at_, floor, mark.walk.value_or(WalkMark{}));
}

std::optional<HttpRequest> Changes::next() {
    if (!walk_) return std::nullopt;
    HttpRequest request = asks_for_form() ? form_request(*site_, *forms_.unasked()) : walk_->request();
    where_ = request.url;
    return request;
}

Result<Step<Batch>> Changes::accept(HttpResponse response) {
    if (!walk_) return fail(ErrorKind::invalid, site_->base_url, "an answer nobody asked for");
    if (asks_for_form()) {
        if (auto taken = forms_.take(std::move(response), where_); !taken) return fail(std::move(taken.error()));
        if (asks_for_form() || !held_) return Continue{};
        return take_page(*std::exchange(held_, std::nullopt));
    }
    auto answer = read_list(std::move(response), where_, scope().type);
    if (!answer) return fail(std::move(answer.error()));
    if (scope().is_of_answers() && forms_.lack_any_of(answer->rows)) {
        held_ = std::move(*answer);
        return Continue{};
    }
    return take_page(std::move(*answer));
}

Result<Step<Batch>> Changes::take_page(ListAnswer answer) {
    const auto server_time = answer.server_time;
    if (server_time) server_time_ = server_time;
    auto found = walk_->take(std::move(answer));
    if (!found) return fail(std::move(found.error()));
    Batch batch;
    batch.server_time = server_time;
    batch.ignored = std::move(found->ignored);
    for (const std::string& title : std::exchange(without_, {}))
        batch.ignored.push_back(Ignored{title, {}, "a site of 2018 has no calls, nor answers to them"});
    batch.owed = std::move(found->owed);
    for (const Row& row : found->rows)
        add_element(batch, read_row(row, scope(), *site_, forms_, server_time), met_as(row.value, scope(), *site_),
                    server_time);
    count(batch);
    note_progress();
    batch.cursor = to_cursor(mark_);
    batch.harvest_complete = harvesting_ && !mark_.harvest;
    const bool says_something = !batch.items.empty() || !batch.ignored.empty() || !walk_;
    if (!says_something) return Continue{};
    return batch;
}

// How many there are can be told once all scopes have said it.
void Changes::count(Batch& batch) {
    if (counts_.size() == at_ && walk_->count()) counts_.push_back(*walk_->count());
    if (at_ + 1 == site_->scopes.size() && counts_.size() == site_->scopes.size())
        batch.total = std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0});
}

void Changes::note_progress() {
    ScopeMark& mark = mark_.scopes.at(scope().key());
    if (!walk_->over()) {
        mark.walk = walk_->mark();
        return;
    }
    mark.walk.reset();
    // What was the newest may have been deleted since: that is no reason to read everything again.
    // An element that was changed in the future must not hide all that is changed before it: of a server that does not
    // tell the time, nobody knows which are, and everything since the last one that did is read again.
    if (walk_->newest() && server_time_) mark.until = std::max(*walk_->newest(), mark.until.value_or(0));
    if (mark.until && server_time_)
        mark.until =
            std::min(*mark.until, std::chrono::floor<std::chrono::seconds>(*server_time_).time_since_epoch().count());
    ++at_;
    if (at_ == site_->scopes.size()) mark_.harvest = false;
    begin_scope();
}

bool Changes::ease(const Error& why) {
    if (!walk_) return false;
    if (!asks_for_form()) return walk_->ease(why);
    held_.reset();  // only an answer lets it be read
    return forms_.ease(why);
}

}  // namespace moisson::communecter
