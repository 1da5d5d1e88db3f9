// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http_message.hpp"
#include "schema/value.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace moisson::mediawiki_test {

// A MediaWiki in memory that answers action=query as 1.39 does: pages listed by title, answers cut when they are too
// long, continuations to be echoed, a feed. What it was asked is kept. The same request gets the same answer.
class ScriptedWiki {
public:
    struct Revision {
        int id = 0;
        std::string at;
        std::string text;
        std::string user = "Anne";
        int user_id = 7;
        std::string comment{};
        bool hidden = false;
    };
    struct Page {
        int id = 0;
        int ns = 0;
        std::string title;
        std::vector<Revision> revisions;
        bool redirect = false;
        std::vector<std::string> categories;
    };

    std::vector<Page> pages;
    std::vector<Value::Object> feed;  // in the order of their times; rcid is given here
    std::size_t forgotten = 0;        // so many of the oldest rows are only in the log by now
    bool lists_changes = true;        // else the feed is only in the log
    std::optional<int> edits;         // as the wiki counts them
    int youngest = 5000;              // revision given so far, deleted ones included
    std::string now = "2026-11-25T10:00:00Z";
    std::size_t pages_a_list = 50;  // whatever more is asked
    std::size_t rows_a_list = 500;
    std::size_t texts_an_answer = 1000;  // then it is cut
    std::set<int> poison;                // pages whose texts or histories make the server fail
    bool tells_twice = false;            // rows of lists repeated within an answer and across two

    HttpResponse answer(const HttpRequest& request);

    const std::vector<HttpRequest>& asked() const noexcept { return asked_; }
    std::size_t asked_for(const std::string& name, const std::string& value) const;
    void forget_questions() { asked_.clear(); }

    Page& page(int id);
    // A row of the feed about the latest revision of that page.
    Value::Object edit_row(int id);
    Value::Object log_row(int log, const std::string& type, const std::string& action, int id, const std::string& title,
                          int ns, Value::Object parameters = {});

private:
    using Question = std::map<std::string, std::string>;
    struct Reply {
        Value::Object query;
        Value::Object continuation;
        bool complete = true;
        bool poisoned = false;
    };

    static Question question_of(const HttpRequest& request);
    static std::size_t limit(const Question& question, const char* name, std::size_t most);
    std::vector<const Page*> listed(int ns) const;
    std::vector<const Page*> list_pages(const Question& question, const std::string& prefix, Reply& reply) const;
    void describe(const Question& question, const std::vector<const Page*>& block, Reply& reply) const;
    static Value::Object describe_page(const Page& page, bool first_answer);
    void tell_history(const Question& question, Reply& reply);
    void tell_all_revisions(const Question& question, Reply& reply) const;
    void tell_feed(const Question& question, Reply& reply) const;
    void tell_log(const Question& question, Reply& reply) const;
    static void tell_site(Reply& reply);
    void find_titles(const Question& question, std::vector<const Page*>& block, Value::List& others,
                     Reply& reply) const;
    void find_ids(const Question& question, std::vector<const Page*>& block, Value::List& others) const;

    std::vector<HttpRequest> asked_;
};

// Texts, a redirect, a talk page, an imported author, a bot, hidden parts: 12 pages in six namespaces.
ScriptedWiki small_wiki();

}  // namespace moisson::mediawiki_test
