// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/communecter.hpp"

#include "connectors/communecter/changes.hpp"
#include "connectors/communecter/cursor.hpp"
#include "connectors/communecter/fetch.hpp"
#include "connectors/communecter/forms.hpp"
#include "connectors/communecter/inquiry.hpp"
#include "connectors/communecter/options.hpp"
#include "connectors/communecter/probe.hpp"
#include "connectors/communecter/reader.hpp"
#include "connectors/communecter/sweep.hpp"
#include "connectors/communecter/words.hpp"

#include <utility>

namespace moisson::communecter {

namespace {

// One conversation, then another.
class InTurn : public Conversation<Batch> {
public:
    InTurn(std::unique_ptr<Conversation<Batch>> first, std::unique_ptr<Conversation<Batch>> second)
        : now_(std::move(first)), then_(std::move(second)) {}

    std::optional<HttpRequest> next() override {
        auto request = now_->next();
        if (request || !then_) return request;
        now_ = std::move(then_);
        return now_->next();
    }
    Result<Step<Batch>> accept(HttpResponse response) override { return now_->accept(std::move(response)); }
    bool ease(const Error& why) override { return now_->ease(why); }

private:
    std::unique_ptr<Conversation<Batch>> now_;
    std::unique_ptr<Conversation<Batch>> then_;
};

class Communecter : public Connector {
public:
    explicit Communecter(Site site)
        : site_(std::make_shared<const Site>(std::move(site))),
          reader_version_(std::string(communecter::reader_version) + " " + site_->base_url) {}

    std::unique_ptr<Conversation<Batch>> changes(Cursor since) const override {
        forms_ = std::make_shared<KnownForms>();
        return std::make_unique<Changes>(site_, read_cursor(since), forms_);
    }

    std::unique_ptr<Conversation<Batch>> fetch(std::vector<Wanted> wanted) const override {
        std::vector<Wanted> standings;
        std::vector<Wanted> others;
        for (Wanted& one : wanted) (one.what == Read::standing ? standings : others).push_back(std::move(one));
        auto inquiry = std::make_unique<Inquiry>(site_, standings);
        if (others.empty()) return inquiry;
        return std::make_unique<InTurn>(std::make_unique<Fetch>(site_, others, forms_), std::move(inquiry));
    }

    std::unique_ptr<Conversation<Batch>> embedding(const std::string&) const override { return nullptr; }

    // There is no list of past revisions: at either depth it tells what is.
    std::unique_ptr<Conversation<Census>> census(Depth) const override {
        return std::make_unique<Sweep>(site_, forms_);
    }

    Result<Reading> read(const Item& item, const Content& content, const Context&) const override {
        auto reading = read_element_text(item, content);
        if (reading) make_absolute(*reading, site_->base_url);
        return reading;
    }
    std::string_view reader_version() const override { return reader_version_; }
    bool learn(const Item&, Context&) const override { return false; }
    std::string subject_of(const Item&) const override { return {}; }
    std::string talk_of(const Item&) const override { return {}; }

private:
    std::shared_ptr<const Site> site_;  // shared with the conversations, which may outlive this
    std::string reader_version_;        // addresses are made of that of the site
    // Since the last look at what changed, with which runs begin: a form is asked for once, and not known for longer.
    mutable std::shared_ptr<KnownForms> forms_ = std::make_shared<KnownForms>();
};

Site site_of(Options options, const Traits& traits) {
    const Value& found = traits.details;
    Site site;
    site.base_url = std::move(options.base_url);
    site.scopes = std::move(options.scopes);
    site.page_size = options.page_size;
    site.overlap = options.overlap;
    site.with_contacts = !options.contact_because.empty();
    const bool old = found.at("dialect").text_or("") == name_of(Dialect::legacy2018);
    site.dialect = options.dialect.value_or(old ? Dialect::legacy2018 : Dialect::modern);
    // Calls and their answers came after 2018.
    if (site.dialect == Dialect::legacy2018)
        std::erase_if(site.scopes, [&](const Scope& scope) {
            if (scope.is_of_answers()) site.without.push_back(scope.title());
            return scope.is_of_answers();
        });
    Paging paging = Paging::index;
    for (const Paging each : {Paging::ranges, Paging::single})
        if (found.at("paging").text_or("") == name_of(each)) paging = each;
    site.paging = options.paging.value_or(paging);
    site.sorted = found.at("sorted") != Value(false);
    // Where nothing was learnt, a site of today is believed to be as they are: an answer says when it is not.
    const std::string detail = found.at("detail").text_or("json");
    site.tells_standing = detail == "json" || (detail == "unknown" && site.dialect == Dialect::modern);
    site.shows_to_members = options.account.is_used();
    site.filters_by_open_data = found.at("open_data_filter").text_or("") == "works";
    return site;
}

}  // namespace

Result<std::unique_ptr<Conversation<Traits>>> probe(const Section& options) {
    auto read = read_options(options);
    if (!read) return fail(std::move(read.error()));
    return std::make_unique<Probe>(std::move(*read));
}

Result<std::unique_ptr<Connector>> open(const Section& options, const Traits& traits) {
    auto read = read_options(options);
    if (!read) return fail(std::move(read.error()));
    Site site = site_of(std::move(*read), traits);
    if (site.scopes.empty())
        return fail(ErrorKind::config, options.place_of("scope"),
                    "a site of 2018 has no answers to calls, and nothing else is followed",
                    "add another [[source.scope]], or say dialect = \"modern\"");
    return std::make_unique<Communecter>(std::move(site));
}

Result<std::unique_ptr<SignIn>> sign_in(const Section& options) {
    auto read = read_options(options);
    if (!read) return fail(std::move(read.error()));
    return sign_in_with(read->account, read->base_url);
}

std::string followed(const Section& options) {
    const auto read = read_options(options);
    if (!read) return {};
    std::string words = read->base_url;
    for (const Scope& scope : read->scopes) words += " " + scope.key() + " " + std::string(name_of(scope.met_as));
    if (!read->contact_because.empty()) words += " contacts";
    return words;
}

}  // namespace moisson::communecter
