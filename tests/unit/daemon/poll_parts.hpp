// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/poll/poller.hpp"
#include "store/open.hpp"
#include "tests/unit/daemon/poll_rig.hpp"
#include "tests/unit/support/hand_clock.hpp"

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>

#include <functional>
#include <map>
#include <memory>
#include <set>

// What stands behind the rigs. Only the files that run coroutines include it.
namespace moisson::test {

// The wiki, at the end of a road that may do what it likes with the answers.
class Wire final : public daemon::HttpClient {
public:
    explicit Wire(mediawiki_test::ScriptedWiki& wiki) : wiki_(wiki) {}

    asio::awaitable<Result<daemon::HttpExchange>> send(HttpRequest request) override;
    void begin_run() {
        sent_ = 0;
        readings.clear();
    }

    std::set<std::size_t> readings;                     // the requests of this run that asked for pages by name
    Road road;                                          // empty: answers arrive as they are
    std::map<std::size_t, std::function<void()>> when;  // once, while that request is on its way

private:
    mediawiki_test::ScriptedWiki& wiki_;
    std::size_t sent_ = 0;
};

// The real writer, which fails when it is told to.
class FailingWriter final : public store::Writer {
public:
    explicit FailingWriter(store::Writer& real) : real_(real) {}

    Result<store::Before> load(const SourceName& source, const store::Keys& keys) override {
        return real_.load(source, keys);
    }
    Result<Done> commit(const store::Delta& delta) override;
    Result<std::vector<ItemId>> stale(const SourceName& source, const std::string& fingerprint, const ItemId& after,
                                      std::size_t limit) override {
        return real_.stale(source, fingerprint, after, limit);
    }

    std::size_t commits = 0;
    std::size_t refused = 0;  // 0: none

private:
    store::Writer& real_;
};

// Members in order of need, as in daemon/system/house.hpp: what is declared first goes last.
struct PollRig::Parts {
    Parts(mediawiki_test::ScriptedWiki& wiki, daemon::Manners how);

    void make_poller();
    Told carry_out(daemon::Order order);
    // Lets happen what needs no time, then what the store still does. False when nothing is left to do.
    bool step();
    void drain_store();  // until what was left with the store thread is done

    SourceConfig config;
    store::Engine engine;
    std::unique_ptr<store::Reader> reader;
    FailingWriter writer;
    HandClock clock;
    asio::io_context loop{1};
    Wire wire;
    daemon::Manners manners;
    asio::cancellation_signal stop;
    std::unique_ptr<daemon::Poller> poller;
    daemon::WorkThread store_thread;
};

daemon::Order order_of(Verb verb);
Told told(const daemon::RunReport& report);

}  // namespace moisson::test
