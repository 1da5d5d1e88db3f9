// SPDX-License-Identifier: GPL-3.0-or-later
// Trouble at every step of every conversation: nothing is lost, nothing is there twice, and the cursor stays where
// the last batch that was kept had left it.
#include "connectors/connector.hpp"
#include "tests/unit/daemon/poll_rig.hpp"
#include "tests/unit/daemon/wiki_life.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <utility>

using namespace moisson;
using namespace moisson::test;
using namespace std::chrono_literals;

namespace {

struct Fault {
    const char* name;
    ErrorKind kind;  // of the error that the run then ends with
    Result<HttpResponse> (*strike)(HttpResponse answer);
};

const Fault faults[] = {
    {"the network breaks", ErrorKind::transport,
     [](HttpResponse) -> Result<HttpResponse> { return fail(ErrorKind::transport, "petit", "connection reset"); }},
    {"the server refuses", ErrorKind::refused,
     [](HttpResponse) -> Result<HttpResponse> { return HttpResponse(403, "<html>Forbidden</html>"); }},
    {"another page answers", ErrorKind::invalid,
     [](HttpResponse) -> Result<HttpResponse> { return HttpResponse(200, "<!DOCTYPE html><title>Portail</title>"); }},
    {"the body is cut in its middle", ErrorKind::invalid,
     [](HttpResponse answer) -> Result<HttpResponse> {
         answer.body.resize(answer.body.size() / 2);
         return answer;
     }},
};

// A run, and what the world is like before it.
struct Story {
    const char* name;
    Verb verb;
    void (*prepare)(PollRig& rig);
};

void people_at_work(PollRig& rig) {
    rig.run(Verb::poll);
    edit(rig.wiki, 12, "{{Tiers-lieu|nom=WIP|description=Un lieu}}");
    create(rig.wiki, 20, "Nouveau lieu", "bonjour");
    remove(rig.wiki, 1);
    move(rig.wiki, 4, "Badge commun", 21);
}

void in_several_answers(PollRig& rig) {
    people_at_work(rig);
    rig.wiki.rows_a_list = 2;  // of the feed, each a batch with its cursor
}

void people_and_silence(PollRig& rig) {
    people_at_work(rig);
    edit_silently(rig.wiki, 5, "une fête");
}

const Story stories[] = {
    {"the first harvest", Verb::poll, [](PollRig& rig) { rig.wiki.texts_an_answer = 3; }},
    {"a poll and the readings it owes", Verb::poll, in_several_answers},
    {"a census, a poll, and what both owe", Verb::census, people_and_silence},
    {"a deep census, a poll, and what both owe", Verb::deep_census, people_and_silence},
    {"everything again", Verb::resync_full, people_at_work},
};

Road broken_at(std::size_t place, const Fault& fault) {
    return [place, &fault](std::size_t request, HttpResponse answer) -> Result<HttpResponse> {
        return request == place ? fault.strike(std::move(answer)) : std::move(answer);
    };
}

Road broken_from(std::size_t place, const Fault& fault) {
    return [place, &fault](std::size_t request, HttpResponse answer) -> Result<HttpResponse> {
        return request >= place ? fault.strike(std::move(answer)) : std::move(answer);
    };
}

// The same conversations held by hand: what the cursor is worth before each request of a run.
class ByHand {
public:
    ByHand(mediawiki_test::ScriptedWiki wiki, std::string cursor) : wiki_(std::move(wiki)), now_(std::move(cursor)) {
        const auto& kind = connector_kinds().front();
        Section section("source", "moisson.toml:4:1");
        section.put("api", Section::Option{Section::Scalar(std::string("https://petit.example/api.php")), "5"});
        auto who = kind.probe(section);
        REQUIRE(who.has_value());
        auto traits = (*who)->accept(wiki_.answer(*(*who)->next()));
        REQUIRE(traits.has_value());
        auto opened = kind.open(section, std::get<Traits>(*traits));
        REQUIRE(opened.has_value());
        connector_ = std::move(*opened);
    }

    void probe() { before_.push_back(now_); }
    void forget() { now_.clear(); }
    void census(Depth depth) {
        auto talk = connector_->census(depth);
        while (auto question = talk->next()) {
            before_.push_back(now_);
            REQUIRE(talk->accept(wiki_.answer(*question)).has_value());
        }
    }
    // Readings of what is owed move nothing.
    void readings(std::size_t requests) { before_.insert(before_.end(), requests, now_); }
    std::size_t requests() const { return before_.size(); }
    void changes() {
        auto talk = connector_->changes(Cursor{now_});
        while (auto question = talk->next()) {
            before_.push_back(now_);
            auto step = talk->accept(wiki_.answer(*question));
            REQUIRE(step.has_value());
            const auto* batch = std::get_if<Batch>(&*step);
            if (batch != nullptr && batch->cursor) now_ = batch->cursor->text;
        }
    }
    // Before that request, from 1; readings of what is owed come after the last one and move nothing.
    const std::string& before(std::size_t request) const {
        return request <= before_.size() ? before_[request - 1] : now_;
    }

private:
    mediawiki_test::ScriptedWiki wiki_;
    std::string now_;
    std::unique_ptr<Connector> connector_;
    std::vector<std::string> before_;
};

ByHand by_hand(const Story& story, PollRig& rig) {
    ByHand hand(rig.wiki, rig.cursor());
    const bool fresh = rig.cursor().empty();
    if (fresh) hand.probe();
    if (story.verb == Verb::census || story.verb == Verb::resync_full) hand.census(Depth::latest);
    if (story.verb == Verb::deep_census) hand.census(Depth::history);
    if (story.verb == Verb::resync_full) {
        const std::size_t first = hand.requests();
        hand.changes();
        PollRig polled;
        story.prepare(polled);
        hand.readings(polled.run(Verb::poll).run.requests - (hand.requests() - first));
        hand.forget();
    }
    hand.changes();
    if (fresh || story.verb == Verb::resync_full) hand.changes();  // what happened during the harvest
    return hand;
}

// What a story ends with when nothing goes wrong.
struct Undisturbed {
    ByHand hand;
    std::uint64_t requests = 0;
    std::size_t commits = 0;
    std::set<std::size_t> readings;
    std::string exports;
    std::string cursor;
};

Undisturbed undisturbed(const Story& story) {
    PollRig rig;
    story.prepare(rig);
    ByHand hand = by_hand(story, rig);
    const Told told = rig.run(story.verb);
    REQUIRE(told.run.outcome == Outcome::complete);
    return {std::move(hand), told.run.requests, rig.commits(), rig.readings(), rig.exports(), rig.cursor()};
}

}  // namespace

TEST_CASE("an error at any step of a run leaves the cursor where it was, and the next run makes up for it") {
    for (const Story& story : stories) {
        CAPTURE(std::string(story.name));
        const Undisturbed whole = undisturbed(story);
        for (const Fault& fault : faults) {
            CAPTURE(std::string(fault.name));
            for (std::size_t request = 1; request <= whole.requests; ++request) {
                CAPTURE(request);
                PollRig rig(Insisting::never);
                story.prepare(rig);
                rig.disturb(broken_at(request, fault));
                const Told failed = rig.run(story.verb);
                // A refused reading is looked for by asking for fewer, and put off for an hour when it stands alone.
                const bool survives = fault.kind == ErrorKind::refused && whole.readings.contains(request);
                const bool put_off = survives && failed.run.outcome == Outcome::partial;
                if (!put_off) CHECK(failed.run.outcome == (survives ? Outcome::complete : Outcome::failed));
                CHECK(rig.runs().back().outcome == failed.run.outcome);
                if (!survives) {
                    CHECK(failed.error == fault.kind);
                    CHECK(failed.run.requests == request);
                    CHECK(rig.cursor() == whole.hand.before(request));
                }
                rig.leave_in_peace();
                if (put_off) rig.pass(std::chrono::hours(1));
                const Told next = rig.run(story.verb);
                CHECK(next.run.outcome == Outcome::complete);
                CHECK(rig.exports() == whole.exports);
                CHECK(rig.cursor() == whole.cursor);
            }
        }
    }
}

TEST_CASE("an error that passes is not even noticed in what is kept") {
    for (const Story& story : stories) {
        CAPTURE(std::string(story.name));
        const Undisturbed whole = undisturbed(story);
        for (const Fault& fault : faults) {
            CAPTURE(std::string(fault.name));
            // The first word of a run is believed at once; a refusal between two answers may be a slip.
            for (std::size_t request = fault.kind == ErrorKind::refused ? 2 : 1; request <= whole.requests; ++request) {
                CAPTURE(request);
                PollRig rig;
                story.prepare(rig);
                rig.disturb(broken_at(request, fault));
                const Told told = rig.run(story.verb);
                CHECK(told.run.outcome == Outcome::complete);
                CHECK(told.run.requests == whole.requests + 1);
                CHECK(rig.exports() == whole.exports);
                CHECK(rig.cursor() == whole.cursor);
            }
        }
    }
}

TEST_CASE("a store that cannot keep a batch keeps its cursor too, and the run fails there") {
    for (const Story& story : stories) {
        CAPTURE(std::string(story.name));
        const Undisturbed whole = undisturbed(story);
        REQUIRE(whole.commits > 1);
        for (std::size_t commit = 1; commit <= whole.commits; ++commit) {
            CAPTURE(commit);
            PollRig before;
            story.prepare(before);
            before.refuse_commit(commit);
            const Told failed = before.run(story.verb);
            CHECK(failed.run.outcome == Outcome::failed);
            CHECK(failed.error == ErrorKind::storage);
            CHECK(before.commits() == commit);
            const Told next = before.run(story.verb);
            CHECK(next.run.outcome == Outcome::complete);
            CHECK(before.exports() == whole.exports);
            CHECK(before.cursor() == whole.cursor);
        }
    }
}

TEST_CASE("a wiki that fails from some request on ends the run, and is whole again when it is well") {
    for (const Story& story : stories) {
        CAPTURE(std::string(story.name));
        const Undisturbed whole = undisturbed(story);
        for (const Fault& fault : faults) {
            CAPTURE(std::string(fault.name));
            for (std::size_t request = 1; request <= whole.requests; ++request) {
                CAPTURE(request);
                PollRig rig;
                story.prepare(rig);
                rig.disturb(broken_from(request, fault));
                const Told told = rig.run(story.verb);
                CHECK(told.run.outcome != Outcome::complete);
                CHECK(told.run.outcome != Outcome::interrupted);
                CHECK(told.run.requests < request + 200);
                rig.leave_in_peace();
                rig.run(story.verb);
                rig.pass(24h);  // what was given up is tried again another day
                CHECK(rig.run(Verb::poll).run.outcome == Outcome::complete);
                CHECK(rig.run(Verb::deep_census).run.drift == 0u);
                CHECK(rig.debts() == 0);
            }
        }
    }
}
