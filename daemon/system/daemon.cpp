// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/system/daemon.hpp"

#include "daemon/system/notify.hpp"
#include "daemon/system/visit.hpp"
#include "report/service_words.hpp"
#include "report/visible.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>

namespace moisson::daemon {

Daemon::Daemon(House& house, std::unique_ptr<store::Reader> reader)
    : house_(house),
      reader_(std::move(reader)),
      started_(house.clock().now()),
      control_(house.loop(), [this](ControlRequest request,
                                    ControlStream& stream) { return answer_control(std::move(request), stream); }),
      signals_(house.loop(), SIGTERM, SIGINT) {
    for (std::size_t at = 0; at < house.config().sources.size(); ++at) {
        visits_.push_back(std::make_unique<Visit>(house, house.config().sources[at], *house.pollers()[at]));
        visits_.back()->rounds.on_ended([this](const RunReport& report) {
            log_run(report);
            tell_manager();
        });
    }
}

Daemon::~Daemon() = default;

int Daemon::run() {
    auto listening = listen();
    if (!listening) {
        spdlog::error("{}", report::visible(listening.error().sentence()));
        return listening.error().kind == ErrorKind::config ? 78 : 1;
    }
    if (house_.interrupted_runs() > 0)
        spdlog::warn("closed {} runs that an earlier process left open", house_.interrupted_runs());
    for (auto& visit : visits_) {
        auto row = house_.roles().sources.find(visit->source.name);
        if (row && *row) visit->rounds.remember(**row);
        visit->rounds.remember_runs(latest_runs(visit->source.name));
        start(visit->rounds.live());
    }
    // From here on the store is the store thread's alone.
    start(Labelling::live(house_.labelling(), house_.clock(), house_.afterwards()));
    start(control_.serve());
    start(await_signal());
    if (auto interval = watchdog_interval()) start(feed_watchdog(*interval));
    notify_ready(report::words_of_service(visits_.size(), std::nullopt));
    spdlog::info("follows {}, listens on {}", count_of_sources(), house_.places().socket.string());
    house_.loop().run();
    spdlog::info("stopped");
    return broke_ ? 70 : 0;
}

std::vector<Run> Daemon::latest_runs(const SourceName& source) const {
    constexpr std::size_t newest = 500;  // one that fails adds one a day in the end
    auto runs = house_.roles().reader.runs({.source = source, .limit = newest});
    if (!runs) return {};
    return std::move(*runs);
}

Result<Done> Daemon::listen() {
    return control_.listen(house_.places().socket);
}

// A coroutine the daemon started and can ask to stop.
void Daemon::start(asio::awaitable<void> body) {
    Task& task = tasks_.emplace_back();
    auto ended = [this](std::exception_ptr failed) {
        if (!failed || stopping_) return;
        try {
            std::rethrow_exception(failed);
        } catch (const std::exception& broken) {
            spdlog::critical("a part of the daemon broke: {}", broken.what());
            broke_ = true;
            stop();
        }
    };
    asio::co_spawn(house_.loop(), std::move(body), asio::bind_cancellation_slot(task.signal.slot(), ended));
}

void Daemon::stop() {
    if (stopping_) return;
    stopping_ = true;
    notify_stopping();
    house_.afterwards().stop();
    control_.hurry();
    signals_.cancel();
    for (Task& task : tasks_) task.signal.emit(asio::cancellation_type::terminal);
}

asio::awaitable<void> Daemon::await_signal() {
    const int number = co_await signals_.async_wait(asio::use_awaitable);
    spdlog::info("signal {}: finishing the present batch", number);
    // Not from within this coroutine: stopping cancels it too.
    asio::post(house_.loop(), [this] { stop(); });
}

asio::awaitable<void> Daemon::feed_watchdog(std::chrono::microseconds interval) {
    asio::steady_timer pause(house_.loop());
    for (;;) {
        notify_alive();
        pause.expires_after(interval);
        co_await pause.async_wait(asio::use_awaitable);
    }
}

Daemon::Visit* Daemon::visit(const std::string& source) {
    for (auto& visit : visits_)
        if (visit->source.name.text == source) return visit.get();
    return nullptr;
}

void Daemon::log_run(const RunReport& report) {
    const Run& run = report.run;
    const auto level = run.outcome == Outcome::complete ? spdlog::level::info : spdlog::level::warn;
    spdlog::log(level,
                "source={} run={} verb={} outcome={} listed={} seen={} changed={} requests={} bytes={} drift={} {}",
                run.source.text, run.id, run.verb, name_of(run.outcome), run.listed, run.seen, run.changed,
                run.requests, run.bytes, run.drift ? std::to_string(*run.drift) : "none", report::visible(run.error));
    for (const std::string& note : report.notes)
        spdlog::warn("source={} run={} {}", run.source.text, run.id, report::visible(note));
}

std::string Daemon::count_of_sources() const {
    return std::to_string(visits_.size()) + (visits_.size() > 1 ? " sources" : " source");
}

void Daemon::tell_manager() const {
    std::size_t failing = 0;
    for (const auto& visit : visits_) failing += visit->rounds.state().failures > 0 ? 1 : 0;
    notify_status(report::words_of_service(visits_.size(), failing));
}

}  // namespace moisson::daemon
