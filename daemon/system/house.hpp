// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config.hpp"
#include "daemon/http/curl_client.hpp"
#include "daemon/poll/afterwards.hpp"
#include "daemon/poll/labelling.hpp"
#include "daemon/poll/poller.hpp"
#include "daemon/system/places.hpp"
#include "daemon/system/real_clock.hpp"
#include "daemon/system/world.hpp"
#include "store/open.hpp"

#include <boost/asio/io_context.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace moisson::daemon {

// Everything a process needs to converse with its sources and to write down what they say: the daemon has one, and so
// has a command that runs alone. Members in order of need: what is declared first goes last.
class House {
public:
    // Reads the configuration, takes the lock, opens the store, closes what a dead process left open.
    static Result<std::unique_ptr<House>> open(const Places& places, World world);
    ~House() { afterwards_.stop(); }
    House(const House&) = delete;
    House& operator=(const House&) = delete;

    asio::io_context& loop() noexcept { return loop_; }
    Clock& clock() noexcept { return clock_; }
    WorkThread& store_thread() noexcept { return store_thread_; }
    const Config& config() const noexcept { return config_; }
    const Places& places() const noexcept { return places_; }
    // What the store says of a run, once the store thread has done all it was asked. Blocks.
    std::optional<Run> run_on_record(std::int64_t id);
    StoreRoles roles() noexcept;
    Afterwards& afterwards() noexcept { return afterwards_; }
    Labelling& labelling() noexcept { return labelling_; }
    store::Health& health() const noexcept { return *engine_.health; }
    store::Imports& imports() const noexcept { return *engine_.imports; }
    static std::function<double()> jitter();
    // One a configured source, in the order of the configuration.
    std::vector<std::unique_ptr<Poller>>& pollers() noexcept { return pollers_; }
    // nullptr: no such source in the configuration.
    Poller* poller(const std::string& source) noexcept;
    // Runs a dead process had left open.
    std::int64_t interrupted_runs() const noexcept { return interrupted_; }

private:
    House(Places places, World world, Config config, StateLock lock, store::Engine engine);
    Result<Done> make_pollers();
    Result<Done> tell_memories();
    HttpClient& line_for(const SourceConfig& source);

    // A client of the outside world, and what a test build puts around it.
    struct Line {
        std::unique_ptr<CurlClient> curl;
        std::unique_ptr<HttpClient> watched;
    };

    Places places_;
    World world_;
    Config config_;
    StateLock lock_;
    store::Engine engine_;
    std::unique_ptr<store::Reader> reader_;          // on the writer's connection: store thread only
    std::unique_ptr<store::Writer> watched_writer_;  // in a test build
    RealClock clock_{world_.ahead};
    Labelling labelling_;
    Afterwards afterwards_;
    WakingWriter writer_;
    asio::io_context loop_{1};
    std::map<std::string, Line> lines_;  // by whom they trust: a ca_file, or nothing for the system's
    std::vector<std::unique_ptr<Poller>> pollers_;
    WorkThread store_thread_;  // last: it ends its work before anything it uses goes
    std::int64_t interrupted_ = 0;
};

// The kind of that source, its options looked at; Error{config} names the place and the nearest kind.
Result<const ConnectorKind*> kind_of(const SourceConfig& source);

// No source of that name is configured; names the nearest one, or all.
Error unknown_source(const std::string& name, const Config& config);

// How that source is asked.
HttpOptions http_options(const Config& config, const SourceConfig& source);

// "moisson/0.1.0 (you@example.org) libcurl/7.88.1"
std::string user_agent(const std::string& contact);

}  // namespace moisson::daemon
