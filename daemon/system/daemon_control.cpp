// SPDX-License-Identifier: GPL-3.0-or-later
// What the control socket answers.
#include "daemon/control/to_value.hpp"
#include "daemon/system/daemon.hpp"
#include "daemon/system/visit.hpp"
#include "generated/version.hpp"

#include <unistd.h>
#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <future>

namespace moisson::daemon {

namespace {

constexpr std::chrono::milliseconds progress_interval{200};
constexpr int intervals_at_the_end = 25;

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

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        if (end > at) lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

std::optional<Order> order_of(const Question& question) {
    const std::string verb = question.get("verb");
    for (auto known : {Order::Verb::poll, Order::Verb::resync_full, Order::Verb::census, Order::Verb::deep_census,
                       Order::Verb::confirm})
        if (verb == name_of(known)) return Order(known);
    if (verb == name_of(Order::Verb::resync_items))
        return Order(Order::Verb::resync_items, lines_of(question.get("item")));
    return std::nullopt;
}

std::string event(const std::string& name, const Value& value) {
    return "event: " + name + "\ndata: " + to_json(value) + "\n\n";
}

Value to_value(const Progress& progress) {
    return Value::Object{{"source", progress.source},
                         {"phase", progress.phase},
                         {"listed", static_cast<std::int64_t>(progress.listed)},
                         {"total", progress.total ? Value(static_cast<std::int64_t>(*progress.total)) : Value{}},
                         {"requests", static_cast<std::int64_t>(progress.requests)},
                         {"bytes", static_cast<std::int64_t>(progress.bytes)},
                         {"note", progress.note}};
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
    const bool acts = question.path == "/v1/stop" || question.path == "/v1/runs";
    if (!read && !(acts && request.method == "POST")) {
        std::string text = "{\"error\":\"GET reads; POST is for /v1/stop and /v1/runs\"}\n";
        auto refused = reply(stream, 405, std::move(text));
        co_await std::move(refused);
        co_return;
    }
    auto answer = read && question.path == "/v1/hello"    ? answer_hello(stream)
                  : read && question.path == "/v1/status" ? answer_status(stream)
                  : !read && question.path == "/v1/stop"  ? answer_stop(stream)
                  : !read                                 ? answer_run(question, stream)
                  : question.path.starts_with("/v1/export/") || question.path == "/v1/changes" ||
                          question.path == "/v1/ignored" || question.path == "/v1/contents"
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

asio::awaitable<Result<std::optional<Value>>> Daemon::ask_reader(Question question) {
    auto there = [this, question = std::move(question)] { return answer(*reader_, question); };
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
        tell_live_state(*found->object(), visit->rounds.state(), visit->poller.progress());
    }
}

asio::awaitable<void> Daemon::answer_stop(ControlStream& stream) {
    std::string text = "{\"stopping\":true}\n";
    auto replied = reply(stream, 200, std::move(text));
    co_await std::move(replied);
    asio::post(house_.loop(), [this] { stop(); });
}

// Asks for a run and tells how it goes, as server-sent events: progress…, then report. The run goes on when the
// asker leaves.
asio::awaitable<void> Daemon::answer_run(Question question, ControlStream& stream) {
    Visit* visit = this->visit(question.get("source"));
    std::optional<Order> order = order_of(question);
    if (visit == nullptr || !order) {
        const Error odd = visit == nullptr
                              ? unknown_source(question.get("source"), house_.config())
                              : Error{ErrorKind::config, question.get("verb"), "unknown verb", {}, std::nullopt};
        std::string text = error_text(odd);
        auto replied = reply(stream, 404, std::move(text));
        co_await std::move(replied);
        co_return;
    }
    auto report = std::make_shared<std::optional<RunReport>>();
    auto bell = std::make_shared<asio::steady_timer>(house_.loop());
    auto ended = [report, bell](const RunReport& told) {
        *report = told;
        bell->cancel();
    };
    visit->rounds.ask(std::move(*order), ended);
    std::string type = "text/event-stream";
    bool there = co_await stream.begin(200, std::move(type));
    // When we stop, the run is told to; its report comes within moments, unless it had not begun.
    int left = intervals_at_the_end;
    while (there && !*report && (!stopping_ || left-- > 0)) {
        boost::system::error_code rung;
        auto token = asio::redirect_error(asio::use_awaitable, rung);
        bell->expires_after(progress_interval);
        co_await bell->async_wait(token);
        if (*report) break;
        std::string news = event("progress", to_value(visit->poller.progress()));
        there = co_await stream.send(std::move(news));
    }
    if (!there || !*report) co_return;
    Value value = moisson::daemon::to_value((*report)->run);
    Value::List notes;
    for (const std::string& note : (*report)->notes) notes.emplace_back(note);
    (*value.object())["notes"] = std::move(notes);
    if ((*report)->error) (*value.object())["error_kind"] = name_of((*report)->error->kind);
    std::string news = event("report", value);
    co_await stream.send(std::move(news));
}

}  // namespace moisson::daemon
