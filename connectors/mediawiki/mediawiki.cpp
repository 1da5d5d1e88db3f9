// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/mediawiki.hpp"

#include "connectors/mediawiki/census.hpp"
#include "connectors/mediawiki/cursor.hpp"
#include "connectors/mediawiki/dump_pages.hpp"
#include "connectors/mediawiki/embedding.hpp"
#include "connectors/mediawiki/fetch.hpp"
#include "connectors/mediawiki/harvest.hpp"
#include "connectors/mediawiki/options.hpp"
#include "connectors/mediawiki/poll.hpp"
#include "connectors/mediawiki/probe.hpp"
#include "connectors/mediawiki/reader.hpp"
#include "connectors/mediawiki/scope.hpp"
#include "connectors/mediawiki/title.hpp"
#include "schema/fingerprint.hpp"

#include <utility>

namespace moisson::mediawiki {

namespace {

class MediaWiki : public Connector {
public:
    explicit MediaWiki(Scope scope)
        : scope_(std::make_shared<const Scope>(std::move(scope))),
          reader_version_(std::string(mediawiki::reader_version) + "-" + digest(words_of(scope_->dialect))) {}

    std::unique_ptr<Conversation<Batch>> changes(Cursor since) const override {
        std::optional<Mark> mark = read_cursor(since);
        if (mark)
            if (auto* feed = std::get_if<FeedMark>(&*mark)) return std::make_unique<Poll>(scope_, std::move(*feed));
        std::optional<HarvestMark> from;
        if (mark) from = std::move(std::get<HarvestMark>(*mark));
        return std::make_unique<Harvest>(scope_, std::move(from));
    }

    std::unique_ptr<Conversation<Batch>> fetch(std::vector<Wanted> wanted) const override {
        return std::make_unique<Fetch>(scope_, std::move(wanted));
    }

    std::unique_ptr<Conversation<Batch>> embedding(const std::string& title) const override {
        const auto parsed = parse_title(title, scope_->dialect);
        if (!parsed || parsed->ns != template_namespace || !parsed->interwiki.empty()) return nullptr;
        return std::make_unique<Embedding>(scope_, title);
    }

    std::unique_ptr<Conversation<Census>> census(Depth depth) const override {
        if (depth == Depth::latest) return std::make_unique<LatestCensus>(scope_);
        return std::make_unique<HistoryCensus>(scope_);
    }

    Result<Reading> read(const Item& item, const Content& content, const Context& context) const override {
        return read_page(item, content, context, scope_->dialect);
    }

    std::string_view reader_version() const override { return reader_version_; }

    bool learn(const Item& item, Context& context) const override {
        return learn_template(item, context, scope_->dialect);
    }

    std::string subject_of(const Item& item) const override { return mediawiki::subject_of(item, scope_->dialect); }

    std::string talk_of(const Item& item) const override { return mediawiki::talk_of(item, scope_->dialect); }

private:
    std::shared_ptr<const Scope> scope_;  // shared with the conversations, which may outlive this
    std::string reader_version_;          // of our reader and of the words it takes from the wiki
};

Result<Scope> scope_of(const Section& options, const Traits& traits) {
    auto read = read_options(options);
    if (!read) return fail(std::move(read.error()));
    Scope scope;
    scope.api = std::move(read->api);
    scope.namespaces = reading_order(read->namespaces);
    scope.dialect = dialect_from(traits);
    if (const Value::List* bots = traits.details.at("bots").list())
        for (const Value& name : *bots) scope.bots.insert(name.text_or(""));
    return scope;
}

}  // namespace

Result<std::unique_ptr<Conversation<Traits>>> probe(const Section& options) {
    auto read = read_options(options);
    if (!read) return fail(std::move(read.error()));
    return std::make_unique<Probe>(std::move(read->api));
}

Result<std::unique_ptr<Connector>> open(const Section& options, const Traits& traits) {
    auto scope = scope_of(options, traits);
    if (!scope) return fail(std::move(scope.error()));
    return std::make_unique<MediaWiki>(std::move(*scope));
}

Result<std::unique_ptr<Dump>> open_dump(const Section& options, const Traits& traits, std::uint64_t from) {
    auto scope = scope_of(options, traits);
    if (!scope) return fail(std::move(scope.error()));
    return std::make_unique<DumpPages>(std::make_shared<const Scope>(std::move(*scope)), from);
}

std::string followed(const Section& options) {
    std::string words = options.text("api").value_or(std::nullopt).value_or("");
    for (const std::int64_t ns :
         options.integers("namespaces").value_or(std::nullopt).value_or(std::vector<std::int64_t>{}))
        words += " " + std::to_string(ns);
    return words;
}

}  // namespace moisson::mediawiki
