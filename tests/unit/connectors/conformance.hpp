// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/conversation.hpp"
#include "tests/unit/connectors/told.hpp"

#include <doctest/doctest.h>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

// The conformance suite: what every conversation of every connector must do, whatever its source. A connector brings
// a source that answers its requests (the same request, the same answer) and a way to begin the conversation;
// the suite brings the trouble. See mediawiki_conformance_test.cpp.
namespace moisson::conformance {

using Source = std::function<HttpResponse(const HttpRequest&)>;

template <class Reply>
using Begin = std::function<std::unique_ptr<Conversation<Reply>>()>;

// More requests than any rehearsal needs: a conversation that does not end fails instead of hanging.
inline constexpr int enough_requests = 5'000;

inline bool same_request(const HttpRequest& one, const HttpRequest& other) {
    return one.url == other.url && one.query == other.query && one.form == other.form && one.headers == other.headers &&
           one.intent == other.intent;
}

inline std::string said(const HttpRequest& request) {
    std::string text = request.url;
    for (const Fields* fields : {&request.query, &request.form})
        for (const auto& [name, value] : *fields) text += " " + name + "=" + value;
    return text;
}

// Plays a conversation to its end; every reply in order. No failure is allowed.
template <class Reply>
std::vector<Reply> play(Conversation<Reply>& talk, const Source& source) {
    std::vector<Reply> replies;
    for (int asked = 0; asked < enough_requests; ++asked) {
        const auto request = talk.next();
        if (!request) return replies;
        auto step = talk.accept(source(*request));
        INFO(said(*request));
        if (!step) FAIL("refused: ", step.error().sentence());
        if (auto* reply = std::get_if<Reply>(&*step)) replies.push_back(std::move(*reply));
    }
    FAIL("the conversation does not end");
    return replies;
}

template <class Reply>
Told union_of(const std::vector<Reply>& replies) {
    Told all;
    for (const Reply& reply : replies) all.merge(told(reply));
    return all;
}

// One way in which an answer goes wrong.
struct Fault {
    std::string name;
    std::function<HttpResponse(HttpResponse)> spoil;  // made from what should have come
    ErrorKind kind;                                   // what it must be taken for
    std::optional<Wait> wait;                         // what it must ask for, when it asks for something
};

// What happens to any HTTP API that speaks JSON. A connector adds what its own source can say.
std::vector<Fault> usual_faults();

// At every step, every fault is an error of the right kind and the conversation stands where it was: the same request
// again, and in the end the same replies as if nothing had happened.
template <class Reply>
void stands_where_it_was(const Begin<Reply>& begin, const Source& source, const std::vector<Fault>& faults) {
    const Told undisturbed = union_of(play(*begin(), source));
    auto disturbed = begin();
    std::vector<Reply> replies;
    for (int step = 0; step < enough_requests; ++step) {
        const auto request = disturbed->next();
        if (!request) break;
        INFO("step ", step, ": ", said(*request));
        // Nothing came at all (a timeout): nothing was accepted, so the question stays.
        REQUIRE(same_request(*disturbed->next(), *request));
        for (const Fault& fault : faults) {
            INFO("fault: ", fault.name);
            const auto refused = disturbed->accept(fault.spoil(source(*request)));
            REQUIRE_FALSE(refused.has_value());
            CHECK(refused.error().kind == fault.kind);
            CHECK_FALSE(refused.error().what.empty());
            if (fault.wait) CHECK(refused.error().wait == fault.wait);
            const auto again = disturbed->next();
            REQUIRE(again.has_value());
            REQUIRE(same_request(*again, *request));
        }
        auto taken = disturbed->accept(source(*request));
        REQUIRE(taken.has_value());
        if (auto* reply = std::get_if<Reply>(&*taken)) replies.push_back(std::move(*reply));
    }
    CHECK_FALSE(disturbed->next().has_value());
    CHECK(union_of(replies) == undisturbed);
}

// From the cursor of each reply, a new conversation tells the rest: nothing is missing, whatever is told twice.
inline void resumes_from_every_cursor(const std::function<std::unique_ptr<Conversation<Batch>>(Cursor)>& changes,
                                      const Cursor& from, const Source& source) {
    auto whole = changes(from);
    const std::vector<Batch> replies = play(*whole, source);
    const Told all = union_of(replies);
    Told before;
    for (std::size_t i = 0; i + 1 < replies.size(); ++i) {
        before.merge(told(replies[i]));
        if (!replies[i].cursor) continue;
        INFO("resumed after reply ", i, " from ", replies[i].cursor->text);
        auto rest = changes(*replies[i].cursor);
        const std::vector<Batch> others = play(*rest, source);
        Told together = union_of(others);
        together.insert(before.begin(), before.end());
        CHECK(together == all);
        REQUIRE_FALSE(others.empty());
        CHECK(others.back().cursor == replies.back().cursor);
    }
}

// Asked once for less, at any step, it tells the same; asked again and again, it comes to an end (false).
template <class Reply>
void eases(const Begin<Reply>& begin, const Source& source) {
    const Error trouble{ErrorKind::transport, "the source", "it failed", {}, std::nullopt};
    const Told undisturbed = union_of(play(*begin(), source));
    bool more = true;
    for (int when = 0; more && when < enough_requests; ++when) {
        INFO("eased before request ", when);
        auto talk = begin();
        std::vector<Reply> replies;
        int asked = 0;
        while (auto request = talk->next()) {
            if (asked++ == when && talk->ease(trouble)) request = talk->next();
            auto step = talk->accept(source(*request));
            REQUIRE(step.has_value());
            if (auto* reply = std::get_if<Reply>(&*step)) replies.push_back(std::move(*reply));
        }
        CHECK(union_of(replies) == undisturbed);
        more = asked > when;
    }
    auto hopeless = begin();
    int times = 0;
    while (times < 100 && hopeless->ease(trouble)) ++times;
    CHECK(times < 100);
    CHECK(hopeless->next().has_value());  // and it still knows what it wants
}

}  // namespace moisson::conformance
