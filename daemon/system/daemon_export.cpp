// SPDX-License-Identifier: GPL-3.0-or-later
// Long answers on the control socket. Each has a reader and a thread of its own, which waits until each chunk has left:
// a slow asker costs memory to nobody, and time only to itself.
#include "daemon/control/health_desk.hpp"
#include "daemon/control/replayed.hpp"
#include "daemon/control/to_value.hpp"
#include "daemon/system/daemon.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <future>

namespace moisson::daemon {

namespace {

constexpr std::size_t export_chunk = std::size_t{64} * 1024;
constexpr int most_exports = 8;

// Counted while it lives.
class Counted {
public:
    explicit Counted(int& count) : count_(count) { ++count_; }
    ~Counted() { --count_; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;

private:
    int& count_;
};

}  // namespace

// Called on the export's own thread; false when the asker has left, or we are about to.
bool Daemon::send_from_afar(ControlStream& stream, std::string chunk) {
    auto written = std::make_shared<std::promise<bool>>();
    std::future<bool> result = written->get_future();
    auto send = [this, &stream, chunk = std::move(chunk)]() mutable -> asio::awaitable<bool> {
        if (stopping_) co_return false;
        auto sending = stream.send(std::move(chunk));
        const bool sent = co_await std::move(sending);
        co_return sent;
    };
    auto done = [written = std::move(written)](std::exception_ptr failed, bool sent) {
        written->set_value(!failed && sent);
    };
    asio::co_spawn(house_.loop(), std::move(send), std::move(done));
    try {
        return result.get();
    } catch (const std::future_error&) {
        return false;  // the loop ended with the chunk on its way
    }
}

// Each line by itself: somebody watches it.
Result<bool> Daemon::send_replay(ControlStream& stream) {
    auto replay = store::open_replay(house_.places().store().string());
    if (!replay) return fail(replay.error());
    auto told =
        tell_replay(**replay, [&](std::string_view line) { return send_from_afar(stream, std::string(line) + "\n"); });
    if (!told) return fail(told.error());
    return true;
}

// On the export's own thread.
Result<bool> Daemon::answer_lines_of(const Question& question, Instant now, const TakeLine& take) const {
    const std::string store = house_.places().store().string();
    if (is_of_health(question)) return answer_health_from(health_office(), now, question, take);
    auto reader = store::open_reader(store);
    if (!reader) return fail(reader.error());
    const GridFor grid_for = [this](std::string_view kind) { return house_.config().grid_for(kind); };
    return answer_lines(**reader, grid_for, question, take);
}

asio::awaitable<void> Daemon::answer_export(Question question, ControlStream& stream) {
    if (exports_ == most_exports) {
        std::string type = "application/json";
        co_await stream.begin(503, std::move(type));
        std::string text = "{\"error\":\"as many exports as may run at once are running: try again later\"}\n";
        co_await stream.send(std::move(text));
        co_return;
    }
    const Counted one_more(exports_);
    std::string type = "application/x-ndjson";
    co_await stream.begin(200, std::move(type));
    auto produce = [this, &stream, now = house_.clock().now(), question = std::move(question)]() -> Result<bool> {
        if (question.path == replay_question) return send_replay(stream);
        std::string chunk;
        auto take = [&](std::string_view line) {
            chunk.append(line).push_back('\n');
            if (chunk.size() < export_chunk) return true;
            return send_from_afar(stream, std::exchange(chunk, {}));
        };
        auto said = answer_lines_of(question, now, take);
        if (said && !chunk.empty()) send_from_afar(stream, std::move(chunk));
        return said;
    };
    WorkThread own_thread;
    auto said = co_await own_thread.run(std::move(produce));
    if (said && *said) co_return;
    std::string text =
        error_text(said ? Error{ErrorKind::config, {}, "no such export", {}, std::nullopt} : said.error());
    co_await stream.send(std::move(text));
}

}  // namespace moisson::daemon
