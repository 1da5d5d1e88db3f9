// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/sweep.hpp"

#include "connectors/communecter/commun.hpp"

#include <utility>

namespace moisson::communecter {

Sweep::Sweep(std::shared_ptr<const Site> site, std::shared_ptr<KnownForms> forms)
    : site_(std::move(site)), listing_(site_, std::move(forms)) {
    listing_.begin(at_, std::nullopt, WalkMark{});
}

std::optional<HttpRequest> Sweep::next() {
    return listing_.next();
}

Result<Step<Census>> Sweep::accept(HttpResponse response) {
    auto page = listing_.accept(std::move(response));
    if (!page) return fail(std::move(page.error()));
    if (!*page) return Continue{};
    return take_page(**page);
}

Census Sweep::take_page(const Listing::Page& page) {
    Census piece;
    for (const Row& row : page.found.rows) {
        const Element element = read_row(row, scope(), *site_, listing_.forms(), page.server_time);
        if (told_.insert(element.item).second)
            piece.items.push_back(Census::Line{element.item, element.title, 0, element.latest, false});
    }
    // What would not come is there all the same: with no revision it differs from what is known, and is read again.
    for (const Owed& lost : page.found.owed)
        if (told_.insert(lost.item).second) piece.items.push_back(Census::Line{lost.item, {}, 0, {}, false});
    if (!listing_.walk()->over()) return piece;
    piece.cut_short = listing_.walk()->cut_short();
    piece.complete = ++at_ == site_->scopes.size();
    if (piece.complete)
        listing_.end();
    else
        listing_.begin(at_, std::nullopt, WalkMark{});
    return piece;
}

bool Sweep::ease(const Error& why) {
    return listing_.ease(why);
}

}  // namespace moisson::communecter
