// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/lab/lab_world.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <cstdlib>
#include <map>
#include <string>

namespace moisson::lab {

namespace {

std::string environment(const char* name) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): read at the start, before there is a second thread
    const char* value = std::getenv(name);
    return value == nullptr ? std::string{} : std::string(value);
}

// The limit that the environment gives, in milliseconds; else the usual one.
void shorten(std::chrono::milliseconds& limit, const char* name) {
    const long given = std::strtol(environment(name).c_str(), nullptr, 10);
    if (given > 0) limit = std::chrono::milliseconds(given);
}

// Counts what passes, and ends the process at its place and turn. The loop and the store thread count different places.
class Death {
public:
    Death() {
        const std::string order = environment("MOISSON_LAB_DIE");
        const std::size_t colon = order.find(':');
        if (colon != std::string::npos) {
            place_ = order.substr(0, colon);
            turn_ = std::strtol(order.c_str() + colon + 1, nullptr, 10);
        }
        const std::string file = environment("MOISSON_LAB_COUNT");
        if (!file.empty()) count_ = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    }
    ~Death() {
        if (count_ >= 0) ::close(count_);
    }
    Death(const Death&) = delete;
    Death& operator=(const Death&) = delete;

    void passes(const std::string& place, char letter, long& passed) {
        if (count_ >= 0 && ::write(count_, &letter, 1) != 1) ::_exit(70);
        if (place == place_ && ++passed == turn_) ::_exit(137);
    }

    long requests = 0;
    long pieces = 0;
    long before = 0;
    long after = 0;

private:
    std::string place_;
    long turn_ = 0;
    int count_ = -1;
};

class WatchedHttp final : public daemon::HttpClient {
public:
    WatchedHttp(daemon::HttpClient& real, std::shared_ptr<Death> death) : real_(real), death_(std::move(death)) {}
    daemon::asio::awaitable<Result<daemon::HttpExchange>> send(HttpRequest request) override {
        death_->passes("request", 'r', death_->requests);
        return real_.send(std::move(request));
    }

private:
    daemon::HttpClient& real_;
    std::shared_ptr<Death> death_;
};

class WatchedWriter final : public store::Writer {
public:
    WatchedWriter(store::Writer& real, std::shared_ptr<Death> death) : real_(real), death_(std::move(death)) {}
    Result<store::Before> load(const SourceName& source, const store::Keys& keys) override {
        return real_.load(source, keys);
    }
    Result<Done> commit(const store::Delta& delta) override {
        death_->passes("before", 'B', death_->before);
        auto done = real_.commit(delta);
        death_->passes("after", 'A', death_->after);
        return done;
    }
    Result<std::vector<ItemId>> stale(const SourceName& source, const std::string& fingerprint, const ItemId& after,
                                      std::size_t limit) override {
        return real_.stale(source, fingerprint, after, limit);
    }

private:
    store::Writer& real_;
    std::shared_ptr<Death> death_;
};

}  // namespace

daemon::World world_that_dies() {
    auto death = std::make_shared<Death>();
    daemon::World world;
    world.around_http = [death](daemon::HttpClient& real) -> std::unique_ptr<daemon::HttpClient> {
        return std::make_unique<WatchedHttp>(real, death);
    };
    world.around_writer = [death](store::Writer& real) -> std::unique_ptr<store::Writer> {
        return std::make_unique<WatchedWriter>(real, death);
    };
    world.on_received = [death](std::uint64_t) { death->passes("body", 'b', death->pieces); };
    shorten(world.limits.stall, "MOISSON_LAB_STALL_MS");
    shorten(world.limits.total, "MOISSON_LAB_TOTAL_MS");
    world.ahead = std::chrono::seconds(std::strtol(environment("MOISSON_LAB_AHEAD_S").c_str(), nullptr, 10));
    return world;
}

}  // namespace moisson::lab
