// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/census.hpp"

#include "connectors/mediawiki/refusal.hpp"

#include <utility>

namespace moisson::mediawiki {

namespace {

tl::unexpected<Error> stuck(const Scope& scope) {
    return fail(ErrorKind::invalid, scope.api, "the wiki goes on from the same place twice");
}

}  // namespace

std::optional<HttpRequest> LatestCensus::next() {
    if (place_ == scope_->namespaces.size()) return std::nullopt;
    Fields fields{{"generator", "allpages"},
                  {"gapnamespace", std::to_string(scope_->namespaces[place_])},
                  {"gaplimit", limit_text(rows_.size(), rows_.full())},
                  {"prop", "info"}};
    overlay(fields, block_.begun() ? block_.continuation() : continuation_);
    return query_request(*scope_, std::move(fields));
}

Result<Step<Census>> LatestCensus::accept(HttpResponse response) {
    auto answer = read_answer(std::move(response), scope_->api);
    if (!answer) return fail(std::move(answer.error()));
    if (answer->complete && !answer->continuation.empty() && answer->continuation == continuation_)
        return stuck(*scope_);
    const auto complete = block_.take(std::move(*answer), scope_->api);
    if (!complete) return fail(complete.error());
    if (!*complete) return Continue{};
    Answer block = block_.finish();
    const std::size_t listed = block.pages.size();
    Census census;
    for (PageRow& page : block.pages) {
        // A page that appeared between two answers of the block is for the feed to tell.
        if (page.state != PageRow::State::present || !page.described) continue;
        census.items.push_back(
            Census::Line{std::move(page.id), std::move(page.title), page.ns, std::move(page.latest), page.redirect});
    }
    continuation_ = std::move(block.continuation);
    if (continuation_.empty()) {
        ++place_;
        rows_.acquit();
    }
    rows_.advance(listed);
    census.complete = place_ == scope_->namespaces.size();
    return census;
}

bool LatestCensus::ease(const Error& why) {
    if (is_of_whole_source(why)) return false;
    block_.restart();
    return rows_.shrink();
}

std::optional<HttpRequest> HistoryCensus::next() {
    if (done_) return std::nullopt;
    Fields fields{{"list", "allrevisions"},
                  {"arvdir", "newer"},
                  {"arvnamespace", joined(scope_->namespaces)},
                  {"arvlimit", limit_text(rows_.size(), rows_.full())},
                  {"arvprop", "ids|timestamp|user|comment|sha1|flags"}};
    overlay(fields, continuation_);
    return query_request(*scope_, std::move(fields));
}

Result<Step<Census>> HistoryCensus::accept(HttpResponse response) {
    auto answer = read_answer(std::move(response), scope_->api);
    if (!answer) return fail(std::move(answer.error()));
    if (!answer->continuation.empty() && answer->continuation == continuation_) return stuck(*scope_);
    Census census;
    for (PageRow& page : answer->pages) {
        if (page.state != PageRow::State::present || !scope_->follows(page.ns)) continue;
        for (Revision& revision : page.revisions)
            census.revisions.push_back(Census::Mark{page.id, std::move(revision.id), revision.hidden, revision.at});
    }
    rows_.advance(census.revisions.size());
    continuation_ = std::move(answer->continuation);
    done_ = continuation_.empty();
    census.complete = done_;
    return census;
}

bool HistoryCensus::ease(const Error& why) {
    return !is_of_whole_source(why) && rows_.shrink();
}

}  // namespace moisson::mediawiki
