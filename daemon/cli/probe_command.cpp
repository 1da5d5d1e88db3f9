// SPDX-License-Identifier: GPL-3.0-or-later
// What can be said of a configuration and of a source before anything is harvested: check, probe.
#include "config/config.hpp"
#include "connectors/connector.hpp"
#include "daemon/cli/asker.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/cli/render.hpp"
#include "daemon/system/credential_file.hpp"
#include "daemon/system/house.hpp"
#include "daemon/system/time_zone.hpp"
#include "report/visible.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <iostream>

namespace moisson::daemon {

namespace {

constexpr const char* not_looked_at = "its credential is one that systemd gives to the service alone";

// The kind of a source, once everything that can be looked at without the network was.
Result<const ConnectorKind*> checked_kind(const SourceConfig& source, const Places& places) {
    auto kind = kind_of(source);
    if (!kind || is_of_service_alone(source, places)) return kind;
    if (auto account = open_membership(source, **kind, places); !account) return fail(std::move(account.error()));
    return kind;
}

// What a source said of itself, and of our account where we have one that can be used here.
struct Told {
    Traits traits;
    std::optional<std::string> not_let_in;  // why; an empty text: we were let in
};

// Asks without a store: nothing is written anywhere.
class Asking {
public:
    Asking(const Config& config, const SourceConfig& source, const ConnectorKind& kind,
           std::unique_ptr<Membership> account)
        : kind_(kind),
          source_(source),
          http_(loop_, http_options(config, source)),
          driver_(http_, clock_, few_attempts(), [] { return 0.5; }),
          membership_(std::move(account)) {
        if (membership_) driver_.speak_for(*membership_);
    }

    Result<Told> to_its_end() {
        auto talk = kind_.probe(source_.options);
        if (!talk) return fail(talk.error());
        Result<Told> told = fail(ErrorKind::invalid, source_.name.text, "the source said nothing of itself");
        auto converse = [&]() -> asio::awaitable<void> {
            auto asked = driver_.next_reply(**talk);
            auto reply = co_await std::move(asked);
            if (!reply) told = fail(reply.error());
            if (!reply || !*reply) co_return;
            told = Told{std::move(**reply), std::nullopt};
            if (!membership_) co_return;
            Membership::Attempts attempts;
            auto entering = driver_.enter(attempts);
            co_await std::move(entering);
            told->not_let_in = membership_->trouble();
        };
        asio::co_spawn(loop_, converse, asio::detached);
        loop_.run();
        return told;
    }

private:
    static Manners few_attempts() {
        Manners manners;
        manners.attempts = 2;
        return manners;
    }

    const ConnectorKind& kind_;
    const SourceConfig& source_;
    asio::io_context loop_{1};
    RealClock clock_;
    CurlClient http_;
    Driver driver_;
    std::unique_ptr<Membership> membership_;
};

Result<Told> ask_who(const Config& config, const SourceConfig& source, const ConnectorKind& kind,
                     const Places& places) {
    if (is_of_service_alone(source, places)) {
        auto told = Asking(config, source, kind, nullptr).to_its_end();
        if (told) told->not_let_in = not_looked_at;
        return told;
    }
    auto account = open_membership(source, kind, places);
    if (!account) return fail(std::move(account.error()));
    return Asking(config, source, kind, std::move(*account)).to_its_end();
}

std::string text_of(const std::string& source, const Told& told) {
    std::string text = render_traits(source, told.traits);
    if (told.not_let_in) text += render_account(*told.not_let_in);
    return text;
}

std::string json_of(const Told& told) {
    Value value = to_value(told.traits);
    if (told.not_let_in) {
        (*value.object())["signed_in"] = told.not_let_in->empty();
        if (!told.not_let_in->empty()) (*value.object())["not_signed_in"] = *told.not_let_in;
    }
    return report::plain_json(to_json(value)) + "\n";
}

}  // namespace

int check_command(const Command& command, const Places& places) {
    auto config = load_config(ConfigPlaces{places.config, places.shipped});
    if (!config) {
        complain(config.error());
        return exit_code::configuration;
    }
    if (auto days = days_of(*config); !days) return end_with(days.error(), exit_code::configuration);
    for (const SourceConfig& source : config->sources) {
        if (auto kind = checked_kind(source, places); !kind) {
            complain(kind.error());
            return exit_code::configuration;
        }
        if (is_of_service_alone(source, places))
            std::cerr << "moisson: " << source.name.text << ": " << not_looked_at << "; it was not looked at\n";
    }
    const std::string count = std::to_string(config->sources.size());
    if (command.form == Command::Form::json)
        std::cout << to_json(
                         Value::Object{{"ok", true}, {"sources", static_cast<std::int64_t>(config->sources.size())}})
                  << "\n";
    else
        std::cout << report::visible(places.config.string()) << ": right, " << count << " source(s)\n";
    return exit_code::complete;
}

int probe_command(const Command& command, const Places& places) {
    auto config = load_config(ConfigPlaces{places.config, places.shipped});
    if (!config) {
        complain(config.error());
        return exit_code::configuration;
    }
    const SourceConfig* source = config->find(command.source);
    if (source == nullptr) {
        complain(unknown_source(command.source, *config));
        return exit_code::usage;
    }
    auto kind = checked_kind(*source, places);
    if (!kind) {
        complain(kind.error());
        return exit_code::configuration;
    }
    auto told = ask_who(*config, *source, **kind, places);
    if (!told) {
        complain(told.error());
        return exit_code_of(told.error());
    }
    std::cout << (command.form == Command::Form::json ? json_of(*told) : text_of(command.source, *told));
    const bool fine = !told->not_let_in || told->not_let_in->empty() || is_of_service_alone(*source, places);
    return fine ? exit_code::complete : exit_code::failed;
}

}  // namespace moisson::daemon
