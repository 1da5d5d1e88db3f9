// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/changes.hpp"

#include "connectors/communecter/commun.hpp"

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

Changes::Changes(std::shared_ptr<const Site> site, Mark since, std::shared_ptr<KnownForms> forms)
    : site_(std::move(site)),
      mark_(std::move(since)),
      harvesting_(mark_.harvest),
      without_(site_->without),
      listing_(site_, std::move(forms)) {
    mark_.scopes = followed_of(*site_, std::move(mark_.scopes));
    begin_scope();
}

void Changes::begin_scope() {
    if (at_ == site_->scopes.size()) return listing_.end();
    const ScopeMark& mark = mark_.scopes.at(scope().key());
    std::optional<std::int64_t> floor;
    if (mark.until) floor = *mark.until - site_->overlap.count();
    listing_.begin(at_, floor, mark.walk.value_or(WalkMark{}));
}

std::optional<HttpRequest> Changes::next() {
    return listing_.next();
}

Result<Step<Batch>> Changes::accept(HttpResponse response) {
    auto page = listing_.accept(std::move(response));
    if (!page) return fail(std::move(page.error()));
    if (!*page) return Continue{};
    return take_page(std::move(**page));
}

Step<Batch> Changes::take_page(Listing::Page page) {
    const auto server_time = page.server_time;
    if (server_time) server_time_ = server_time;
    Batch batch;
    batch.server_time = server_time;
    batch.ignored = std::move(page.found.ignored);
    for (const std::string& title : std::exchange(without_, {}))
        batch.ignored.push_back(Ignored{title, {}, "a site of 2018 has no calls, nor answers to them"});
    batch.owed = std::move(page.found.owed);
    for (const Row& row : page.found.rows)
        add_element(batch, read_row(row, scope(), *site_, listing_.forms(), server_time),
                    met_as(row.value, scope(), *site_), server_time);
    count(batch);
    note_progress();
    batch.cursor = to_cursor(mark_);
    batch.harvest_complete = harvesting_ && !mark_.harvest;
    const bool says_something = !batch.items.empty() || !batch.ignored.empty() || listing_.walk() == nullptr;
    if (!says_something) return Continue{};
    return batch;
}

// How many there are can be told once all scopes have said it.
void Changes::count(Batch& batch) {
    if (counts_.size() == at_ && listing_.walk()->count()) counts_.push_back(*listing_.walk()->count());
    if (at_ + 1 == site_->scopes.size() && counts_.size() == site_->scopes.size())
        batch.total = std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0});
}

void Changes::note_progress() {
    ScopeMark& mark = mark_.scopes.at(scope().key());
    if (!listing_.walk()->over()) {
        mark.walk = listing_.walk()->mark();
        return;
    }
    mark.walk.reset();
    // What was the newest may have been deleted since: that is no reason to read everything again.
    // An element that was changed in the future must not hide all that is changed before it: of a server that does not
    // tell the time, nobody knows which are, and everything since the last one that did is read again.
    if (listing_.walk()->newest() && server_time_)
        mark.until = std::max(*listing_.walk()->newest(), mark.until.value_or(0));
    if (mark.until && server_time_)
        mark.until =
            std::min(*mark.until, std::chrono::floor<std::chrono::seconds>(*server_time_).time_since_epoch().count());
    ++at_;
    if (at_ == site_->scopes.size()) mark_.harvest = false;
    begin_scope();
}

bool Changes::ease(const Error& why) {
    return listing_.ease(why);
}

}  // namespace moisson::communecter
