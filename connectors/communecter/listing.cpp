// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/listing.hpp"

#include "connectors/communecter/request.hpp"

#include <utility>

namespace moisson::communecter {

Listing::Listing(std::shared_ptr<const Site> site, std::shared_ptr<KnownForms> known)
    : site_(std::move(site)), forms_(*site_, std::move(known)) {}

void Listing::begin(std::size_t scope, std::optional<std::int64_t> floor, WalkMark from) {
    walk_.emplace(site_, scope, floor, std::move(from));
}

std::optional<HttpRequest> Listing::next() {
    if (!walk_) return std::nullopt;
    HttpRequest request = held_ ? form_request(*site_, *forms_.unasked()) : walk_->request();
    where_ = request.url;
    return request;
}

Result<std::optional<Listing::Page>> Listing::accept(HttpResponse response) {
    if (!walk_) return fail(ErrorKind::invalid, site_->base_url, "an answer nobody asked for");
    if (held_) {
        if (auto taken = forms_.take(std::move(response), where_); !taken) return fail(std::move(taken.error()));
        if (forms_.unasked() != nullptr) return std::optional<Page>{};
        return take(*std::exchange(held_, std::nullopt));
    }
    const Scope& scope = site_->scopes[walk_->scope_index()];
    auto answer = read_list(std::move(response), where_, scope.type);
    if (!answer) return fail(std::move(answer.error()));
    if (scope.is_of_answers() && forms_.lack_any_of(walk_->news_in(*answer))) {
        held_ = std::move(*answer);
        return std::optional<Page>{};
    }
    return take(std::move(*answer));
}

Result<std::optional<Listing::Page>> Listing::take(ListAnswer answer) {
    const auto server_time = answer.server_time;
    auto found = walk_->take(std::move(answer));
    if (!found) return fail(std::move(found.error()));
    return Page{std::move(*found), server_time};
}

bool Listing::ease(const Error& why) {
    if (!walk_) return false;
    if (!held_) return walk_->ease(why);
    if (!forms_.ease(why)) return false;
    if (forms_.unasked() == nullptr) held_.reset();  // only an answer lets it be read: it is asked for again
    return true;
}

}  // namespace moisson::communecter
