// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/cli/asker.hpp"

#include "config/config.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/control/health_desk.hpp"
#include "daemon/control/replayed.hpp"
#include "daemon/control/socket_file.hpp"
#include "daemon/http/blocking.hpp"
#include "store/open.hpp"

namespace moisson::daemon {

namespace {

constexpr std::size_t longest_line = 32u << 20;

HttpOptions through(const Places& places) {
    HttpOptions options;
    options.user_agent = "moisson";
    options.unix_socket = places.socket.string();
    options.limits.connect = std::chrono::milliseconds(2000);
    options.limits.body_bytes = std::uint64_t{64} << 20;
    options.limits.received_bytes = std::uint64_t{64} << 20;
    return options;
}

HttpRequest request_for(const Question& question) {
    HttpRequest request("http://localhost" + question.path);
    for (const auto& [name, value] : question.given) request.query.emplace_back(name, value);
    return request;
}

// The daemon's own words for what went wrong.
Error told_by_daemon(const HttpResponse& response) {
    Error error{ErrorKind::transport, {}, "the daemon answered " + std::to_string(response.status), {}, std::nullopt};
    auto value = from_json(response.body);
    if (!value) return error;
    error.what = value->at("error").text_or(error.what);
    const std::string kind = value->at("kind").text_or("");
    for (auto known : {ErrorKind::config, ErrorKind::conflict, ErrorKind::storage, ErrorKind::invalid})
        if (kind == name_of(known)) error.kind = known;
    return error;
}

Result<Config> grids_alone(const Places& places) {
    auto grids = load_grids(ConfigPlaces{places.config, places.shipped});
    if (!grids) return fail(grids.error());
    Config rules;
    rules.grids = std::move(*grids);
    return rules;
}

Result<GridFor> grids_of(const Places& places) {
    auto rules = grids_alone(places);
    if (!rules) return fail(rules.error());
    return GridFor([rules = std::move(*rules)](std::string_view kind) { return rules.grid_for(kind); });
}

// The grids, in the time zone that is configured, or, of a configuration that cannot be read, in the usual one.
Result<Config> rules_of(const Places& places) {
    auto whole = load_config(ConfigPlaces{places.config, places.shipped});
    return whole ? std::move(whole) : grids_alone(places);
}

// Cuts what arrives into lines.
class Lines {
public:
    explicit Lines(const TakeLine& take) : take_(take) {}

    bool feed(std::string_view bytes) {
        rest_.append(bytes);
        std::size_t from = 0;
        for (std::size_t end = 0; (end = rest_.find('\n', from)) != std::string::npos; from = end + 1)
            if (!take_(std::string_view(rest_).substr(from, end - from))) return false;
        rest_.erase(0, from);
        too_long_ = rest_.size() >= longest_line;
        return !too_long_;
    }
    bool too_long() const noexcept { return too_long_; }

private:
    const TakeLine& take_;
    std::string rest_;
    bool too_long_ = false;
};

class SocketAsker final : public Asker {
public:
    explicit SocketAsker(HttpOptions options) : options_(std::move(options)) {}

    Result<Value> ask(const Question& question) override {
        auto response = send_blocking(request_for(question), options_);
        if (!response) return fail(response.error());
        if (response->status != 200) return fail(told_by_daemon(*response));
        return from_json(response->body);
    }
    Result<Done> ask_lines(const Question& question, const TakeLine& take) override {
        std::optional<Error> told;
        TakeLine watched = [&](std::string_view line) {
            // The stream had begun when it broke: its last line says why.
            if (!line.starts_with("{\"error\":")) return take(line);
            told = told_by_daemon(HttpResponse(200, std::string(line)));
            return false;
        };
        Lines lines(watched);
        auto response =
            stream_blocking(request_for(question), options_, [&](std::string_view bytes) { return lines.feed(bytes); });
        if (told) return fail(*told);
        if (lines.too_long())
            return fail(ErrorKind::invalid, options_.unix_socket, "a line of more than 32 MiB: the rest was left out",
                        "stop moissond and ask again: without it the store is read directly");
        if (!response) return fail(response.error());
        if (response->status != 200) return fail(told_by_daemon(*response));
        return Done{};
    }

private:
    HttpOptions options_;
};

class StoreAsker final : public Asker {
public:
    StoreAsker(Places places, std::unique_ptr<store::Reader> reader, Instant now)
        : places_(std::move(places)), reader_(std::move(reader)), now_(now) {}

    Result<Value> ask(const Question& question) override {
        auto value = answer(*reader_, question);
        if (!value) return fail(value.error());
        if (!*value) return fail(ErrorKind::config, question.path, "no such question");
        auto told = add_health(question, **value);
        if (!told) return fail(told.error());
        return std::move(**value);
    }
    Result<Done> ask_lines(const Question& question, const TakeLine& take) override {
        if (question.path == replay_question) {
            auto replay = store::open_replay(places_.store().string());
            return replay ? tell_replay(**replay, take) : fail(replay.error());
        }
        auto said = is_of_health(question) ? ask_health(question, take) : answer_from_store(question, take);
        if (!said) return fail(said.error());
        if (!*said) return fail(ErrorKind::config, question.path, "no such question");
        return Done{};
    }

private:
    // A status is told whatever the grids are worth.
    Result<Done> add_health(const Question& question, Value& answer) {
        if (!has_health_added(question)) return Done{};
        auto config = rules_of(places_);
        if (!config) return question.path == "/v1/status" ? Result<Done>(Done{}) : fail(config.error());
        return add_health_from(office(*config), now_, question, answer);
    }
    Result<bool> ask_health(const Question& question, const TakeLine& take) {
        auto config = load_config(ConfigPlaces{places_.config, places_.shipped});
        if (!config) return fail(config.error());
        return answer_health_from(office(*config), now_, question, take);
    }
    HealthOffice office(const Config& config) const {
        return {places_.store().string(), config, [](const Error& damage) { complain(damage); }};
    }

    Result<bool> answer_from_store(const Question& question, const TakeLine& take) {
        // Most answers ask for none: they are told whatever the grids are worth.
        auto grid_for = has_grids(question) ? grids_of(places_) : GridFor();
        if (!grid_for) return fail(grid_for.error());
        return answer_lines(*reader_, *grid_for, question, take);
    }

    Places places_;
    std::unique_ptr<store::Reader> reader_;
    Instant now_;
};

// One server-sent event: "event: NAME\ndata: JSON\n\n".
class Events {
public:
    explicit Events(const std::function<bool(const std::string&, const Value&)>& take) : take_(take) {}

    bool line(std::string_view text) {
        if (text.starts_with("event: ")) name_ = text.substr(7);
        if (!text.starts_with("data: ")) return true;
        auto value = from_json(text.substr(6));
        return value && take_(name_, *value);
    }

private:
    const std::function<bool(const std::string&, const Value&)>& take_;
    std::string name_;
};

}  // namespace

Presence presence_of(const Places& places) {
    if (!somebody_accepts(places.socket)) return Presence::nobody;
    HttpOptions options = through(places);
    options.limits.total = std::chrono::milliseconds(5000);
    auto hello = send_blocking(HttpRequest("http://localhost/v1/hello"), options);
    return hello && hello->status != 503 ? Presence::answers : Presence::busy;
}

std::optional<Error> refused_grids(const Places& places) {
    if (presence_of(places) != Presence::nobody) return std::nullopt;
    auto grids = load_grids(ConfigPlaces{places.config, places.shipped});
    return grids ? std::nullopt : std::optional(grids.error());
}

Error is_busy(const Places& places) {
    return Error{ErrorKind::transport, places.socket.string(), "moissond runs, but does not answer just now",
                 "try again in a moment; if it lasts, restart it", std::nullopt};
}

Result<std::unique_ptr<Asker>> open_store_asker(const Places& places, Instant now) {
    std::error_code why;
    if (!std::filesystem::exists(places.store(), why)) {
        if (why && why != std::errc::no_such_file_or_directory)
            return fail(ErrorKind::storage, places.store().string(), "it cannot be looked at: " + why.message(),
                        "run as the user who owns it, or give the right --state");
        return fail(ErrorKind::config, places.state.string(), "nothing was harvested there yet",
                    "run: moisson harvest (or give the right --state)");
    }
    auto reader = store::open_reader(places.store().string());
    if (!reader) return fail(reader.error());
    return std::unique_ptr<Asker>(new StoreAsker(places, std::move(*reader), now));
}

Result<std::unique_ptr<Asker>> open_asker(const Places& places, Instant now) {
    switch (presence_of(places)) {
        case Presence::answers:
            return std::unique_ptr<Asker>(new SocketAsker(through(places)));
        case Presence::busy:
            return fail(is_busy(places));
        case Presence::nobody:
            break;
    }
    return open_store_asker(places, now);
}

// Whoever may read the store reads it there, beside a daemon too: then nobody waits for a slow pipe.
Result<std::unique_ptr<Asker>> open_asker_of_lines(const Places& places, Instant now) {
    if (auto direct = open_store_asker(places, now)) return direct;
    return open_asker(places, now);
}

Result<Done> ask_for_run(const Places& places, const Question& order,
                         const std::function<bool(const std::string& name, const Value& data)>& take) {
    HttpRequest request("http://localhost/v1/runs");
    for (const auto& [name, value] : order.given) request.form.emplace_back(name, value);
    request.intent = Intent::once;
    Events events(take);
    TakeLine take_line = [&](std::string_view line) { return events.line(line); };
    Lines lines(take_line);
    auto response =
        stream_blocking(request, through(places), [&](std::string_view bytes) { return lines.feed(bytes); });
    if (!response) return fail(response.error());
    if (response->status != 200) return fail(told_by_daemon(*response));
    return Done{};
}

Result<Done> ask_to_write(const Places& places, const Question& question) {
    HttpRequest request("http://localhost" + question.path);
    for (const auto& [name, value] : question.given) request.form.emplace_back(name, value);
    request.intent = Intent::once;
    auto response = send_blocking(request, through(places));
    if (!response) return fail(response.error());
    if (response->status != 200) return fail(told_by_daemon(*response));
    return Done{};
}

Result<Done> ask_to_stop(const Places& places) {
    const Presence presence = presence_of(places);
    if (presence == Presence::busy) return fail(is_busy(places));
    if (presence == Presence::nobody)
        return fail(ErrorKind::transport, places.socket.string(), "no moissond listens there", "is it running?");
    HttpRequest request("http://localhost/v1/stop");
    request.form.emplace_back("now", "1");
    request.intent = Intent::once;
    auto response = send_blocking(request, through(places));
    if (!response) return fail(response.error());
    if (response->status != 200) return fail(told_by_daemon(*response));
    return Done{};
}

}  // namespace moisson::daemon
