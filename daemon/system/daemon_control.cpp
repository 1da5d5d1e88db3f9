// SPDX-License-Identifier: GPL-3.0-or-later
// What the control socket answers.
#include "daemon/control/health_desk.hpp"
#include "daemon/control/persons.hpp"
#include "daemon/control/replayed.hpp"
#include "daemon/control/to_value.hpp"
#include "daemon/system/daemon.hpp"
#include "daemon/system/visit.hpp"
#include "generated/version.hpp"
#include "report/visible.hpp"

#include <spdlog/spdlog.h>
#include <unistd.h>
#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <future>

namespace moisson::daemon {

namespace {

int status_of(const Error& error) {
    switch (error.kind) {
        case ErrorKind::config:
            return 404;
        case ErrorKind::conflict:
            return 409;
        default:
            return 503;
    }
}

asio::awaitable<void> reply(ControlStream& stream, int status, std::string text) {
    std::string json = "application/json";
    co_await stream.begin(status, std::move(json));
    co_await stream.send(std::move(text));
}

void tell_live_state(Value::Object& source, const RoundsState& state, const Progress& progress) {
    source["running"] = state.running;
    source["progress"] = state.running ? to_value(progress) : Value{};
    source["next_poll"] = state.next_poll && !state.running ? Value(to_iso(*state.next_poll)) : Value{};
    source["failing_since"] = state.failing_since ? Value(to_iso(*state.failing_since)) : Value{};
    source["failures"] = static_cast<std::int64_t>(state.failures);
    source["last_error"] = state.last_error.empty() ? Value{} : Value(state.last_error);
}

}  // namespace

asio::awaitable<void> Daemon::answer_control(ControlRequest request, ControlStream& stream) {
    const Question question = request.question;
    const bool read = request.method == "GET";
    const bool acts = question.path == "/v1/stop" || question.path == "/v1/runs" || question.path == link_question;
    if (!read && !(acts && request.method == "POST")) {
        std::string text = "{\"error\":\"GET reads; POST is for /v1/stop, /v1/runs and /v1/persons\"}\n";
        auto refused = reply(stream, 405, std::move(text));
        co_await std::move(refused);
        co_return;
    }
    auto answer = read && question.path == "/v1/hello"      ? answer_hello(stream)
                  : read && question.path == "/v1/status"   ? answer_status(stream)
                  : !read && question.path == "/v1/stop"    ? answer_stop(stream)
                  : !read && question.path == link_question ? answer_link(question, stream)
                  : !read                                   ? answer_run(question, stream)
                  : question.path.starts_with("/v1/export/") || question.path == "/v1/changes" ||
                          question.path == "/v1/ignored" || question.path == "/v1/contents" ||
                          question.path == replay_question || is_of_health(question)
                      ? answer_export(question, stream)
                      : answer_read(question, stream);
    co_await std::move(answer);
}

// Whether we are there at all: never waits for a thread.
asio::awaitable<void> Daemon::answer_hello(ControlStream& stream) {
    std::string text = "{\"daemon\":true}\n";
    auto replied = reply(stream, 200, std::move(text));
    co_await std::move(replied);
}

// Of any thread.
HealthOffice Daemon::health_office() const {
    return {house_.places().store().string(), house_.config(),
            [](const Error& damage) { spdlog::warn("left out of an answer: {}", report::visible(damage.sentence())); }};
}

asio::awaitable<Result<std::optional<Value>>> Daemon::ask_reader(Question question) {
    auto there = [this, now = house_.clock().now(), question = std::move(question)]() -> Result<std::optional<Value>> {
        auto value = answer(*reader_, question);
        if (!value || !*value) return value;
        auto told = add_health_from(health_office(), now, question, **value);
        if (!told) return fail(told.error());
        return value;
    };
    auto value = co_await reader_thread_.run(std::move(there));
    co_return value;
}

asio::awaitable<void> Daemon::answer_read(Question question, ControlStream& stream) {
    auto value = co_await ask_reader(std::move(question));
    int status = 404;
    std::string text = "{\"error\":\"no such question\"}\n";
    if (!value) {
        status = status_of(value.error());
        text = error_text(value.error());
    } else if (*value) {
        status = 200;
        text = to_json(**value) + "\n";
    }
    auto replied = reply(stream, status, std::move(text));
    co_await std::move(replied);
}

asio::awaitable<void> Daemon::answer_status(ControlStream& stream) {
    Question question;
    question.path = "/v1/status";
    auto value = co_await ask_reader(std::move(question));
    int status = 200;
    std::string text;
    if (value && *value) {
        add_live_state(**value);
        text = to_json(**value) + "\n";
    } else {
        status = 503;
        text = value ? "{\"error\":\"no answer\"}\n" : error_text(value.error());
    }
    auto replied = reply(stream, status, std::move(text));
    co_await std::move(replied);
}

void Daemon::add_live_state(Value& status) const {
    Value::Object& whole = *status.object();
    whole["daemon"] = Value::Object{{"running", true},
                                    {"version", version},
                                    {"pid", static_cast<std::int64_t>(::getpid())},
                                    {"since", to_iso(started_)}};
    Value::List& sources = *whole["sources"].list();
    for (const auto& visit : visits_) {
        const std::string& name = visit->source.name.text;
        auto found = std::find_if(sources.begin(), sources.end(),
                                  [&](const Value& source) { return source.at("name").text_or("") == name; });
        // The first run of a new source may not have got as far as the store.
        if (found == sources.end())
            found = sources.insert(found, Value::Object{{"name", name}, {"kind", visit->source.kind}});
        tell_live_state(*found->object(), visit->rounds.state(), visit->progress());
    }
}

asio::awaitable<void> Daemon::answer_link(Question question, ControlStream& stream) {
    auto there = [this, question = std::move(question)] { return link_persons(house_.health(), question); };
    auto done = co_await house_.store_thread().run(std::move(there));
    if (done) house_.afterwards().wake();
    std::string text = done ? "{\"done\":true}\n" : error_text(done.error());
    auto replied = reply(stream, done ? 200 : status_of(done.error()), std::move(text));
    co_await std::move(replied);
}

asio::awaitable<void> Daemon::answer_stop(ControlStream& stream) {
    std::string text = "{\"stopping\":true}\n";
    auto replied = reply(stream, 200, std::move(text));
    co_await std::move(replied);
    asio::post(house_.loop(), [this] { stop(); });
}

}  // namespace moisson::daemon
