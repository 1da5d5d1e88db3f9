// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/probe.hpp"

#include "connectors/mediawiki/siteinfo.hpp"

#include <utility>

namespace moisson::mediawiki {

std::optional<HttpRequest> Probe::next() {
    if (ask_ == Ask::nothing) return std::nullopt;
    Fields fields{{"action", "query"},
                  {"format", "json"},
                  {"formatversion", "2"},
                  {"meta", "siteinfo|userinfo"},
                  {"siprop",
                   "general|namespaces|namespacealiases|statistics|extensions|extensiontags|magicwords|"
                   "interwikimap|rightsinfo"},
                  {"uiprop", "rights|groups"}};
    if (ask_ == Ask::with_bots)
        for (auto&& field : Fields{{"list", "allusers"}, {"augroup", "bot"}, {"aulimit", "max"}})
            fields.push_back(std::move(field));
    return HttpRequest(api_, std::move(fields));
}

Result<Step<Traits>> Probe::accept(HttpResponse response) {
    SiteAnswer answer = read_siteinfo(std::move(response), api_);
    if (answer.traits) {
        ask_ = Ask::nothing;
        return std::move(*answer.traits);
    }
    // Some wikis keep the list of their users to themselves: the rest is enough.
    if (ask_ == Ask::with_bots && answer.perhaps_without_bots) {
        ask_ = Ask::without_bots;
        return Continue{};
    }
    return fail(std::move(answer.traits.error()));
}

}  // namespace moisson::mediawiki
