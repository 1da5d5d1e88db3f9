// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/embedding.hpp"

#include "connectors/mediawiki/answer.hpp"
#include "connectors/mediawiki/page_batch.hpp"
#include "connectors/mediawiki/refusal.hpp"

#include <utility>

namespace moisson::mediawiki {

Embedding::Embedding(std::shared_ptr<const Scope> scope, std::string title)
    : scope_(std::move(scope)), title_(std::move(title)) {}

std::optional<HttpRequest> Embedding::next() {
    if (done_) return std::nullopt;
    Fields fields{{"list", "embeddedin"},
                  {"eititle", title_},
                  {"einamespace", joined(scope_->namespaces)},
                  {"eilimit", limit_text(rows_.size(), rows_.full())}};
    overlay(fields, continuation_);
    return query_request(*scope_, std::move(fields));
}

Result<Step<Batch>> Embedding::accept(HttpResponse response) {
    auto answer = read_answer(std::move(response), scope_->api);
    if (!answer) return fail(std::move(answer.error()));
    if (!answer->continuation.empty() && answer->continuation == continuation_)
        return fail(ErrorKind::invalid, scope_->api, "the wiki goes on from the same place twice");
    Batch batch;
    batch.server_time = answer->server_time;
    for (const PageRow& page : answer->pages)
        if (page.state == PageRow::State::present && scope_->follows(page.ns))
            batch.owed.push_back(owed_content(page.id, "template edited"));
    rows_.advance(answer->pages.size());
    continuation_ = std::move(answer->continuation);
    done_ = continuation_.empty();
    return batch;
}

bool Embedding::ease(const Error& why) {
    return !is_of_whole_source(why) && rows_.shrink();
}

}  // namespace moisson::mediawiki
