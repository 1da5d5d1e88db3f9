// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/sweep.hpp"

#include "connectors/communecter/request.hpp"

#include <utility>

namespace moisson::communecter {

Sweep::Sweep(std::shared_ptr<const Site> site) : site_(std::move(site)), forms_(*site_) {
    walk_.emplace(site_, at_, std::nullopt, WalkMark{});
}

std::optional<HttpRequest> Sweep::next() {
    if (!walk_) return std::nullopt;
    HttpRequest request = asks_for_form() ? form_request(*site_, *forms_.unasked()) : walk_->request();
    where_ = request.url;
    return request;
}

Result<Step<Census>> Sweep::accept(HttpResponse response) {
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

Result<Step<Census>> Sweep::take_page(ListAnswer answer) {
    const auto server_time = answer.server_time;
    auto found = walk_->take(std::move(answer));
    if (!found) return fail(std::move(found.error()));
    Census piece;
    for (const Row& row : found->rows) {
        const Element element = read_row(row, scope(), *site_, forms_, server_time);
        if (told_.insert(element.item).second)
            piece.items.push_back(Census::Line{element.item, element.title, 0, element.latest, false});
    }
    // What would not come is there all the same: with no revision it differs from what is known, and is read again.
    for (const Owed& lost : found->owed)
        if (told_.insert(lost.item).second) piece.items.push_back(Census::Line{lost.item, {}, 0, {}, false});
    if (walk_->over()) {
        walk_.reset();
        if (++at_ < site_->scopes.size())
            walk_.emplace(site_, at_, std::nullopt, WalkMark{});
        else
            piece.complete = true;
    }
    return piece;
}

bool Sweep::ease(const Error& why) {
    if (!walk_) return false;
    if (!asks_for_form()) return walk_->ease(why);
    held_.reset();  // only an answer lets it be read
    return forms_.ease(why);
}

}  // namespace moisson::communecter
