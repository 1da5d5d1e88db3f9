// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/account.hpp"

#include "config/address.hpp"
#include "connectors/communecter/entering.hpp"
#include "connectors/communecter/refusal.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace moisson::communecter {

namespace {

using Mode = AccountOptions::Mode;

constexpr std::array modes{std::pair{"none", Mode::none}, std::pair{"session", Mode::session},
                           std::pair{"basic", Mode::basic}, std::pair{"bearer", Mode::bearer}};

tl::unexpected<Error> wrong(const Section& section, std::string_view key, std::string what, std::string remedy) {
    return fail(ErrorKind::config, section.place_of(key), std::move(what), std::move(remedy));
}

Result<Mode> read_mode(const Section& section) {
    const auto written = section.text("sign_in");
    if (!written) return fail(written.error());
    const std::string word = written->value_or("none");
    std::vector<std::string> known;
    for (const auto& [name, mode] : modes) {
        if (name == word) return mode;
        known.emplace_back(name);
    }
    const std::string close = nearest(word, known);
    const std::string all = "It is one of none, session, basic, bearer";
    return wrong(section, "sign_in", "`sign_in` cannot be \"" + word + "\"",
                 close.empty() ? all : "did you mean \"" + close + "\"? " + all);
}

// It is put behind the address of the site, and can lead nowhere else.
bool is_path(std::string_view path) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("-_./~").find(c) != std::string_view::npos;
    };
    return std::all_of(path.begin(), path.end(), fits) && path.find("..") == std::string_view::npos;
}

Result<std::string> read_path(const Section& section, std::string_view key, std::string_view otherwise) {
    auto written = section.text(key);
    if (!written) return fail(std::move(written.error()));
    std::string path = written->value_or(std::string(otherwise));
    path.erase(0, path.find_first_not_of('/'));
    if (!is_path(path))
        return wrong(section, key, "`" + std::string(key) + "` is not a path of the site",
                     "Write what stands behind base_url, like \"co2/person/authenticate\"");
    return path;
}

Result<Done> check_together(const Section& section, const AccountOptions& options, const std::string& base_url) {
    const auto credential = section.text("credential");
    if (!credential) return fail(credential.error());
    const bool named = credential->has_value();
    if (options.is_used() && !named)
        return wrong(section, "sign_in", "signing in needs a `credential`",
                     "Write credential = \"NAME\" for one that systemd gives, or the whole path of a file that only "
                     "Moisson may read");
    if (!options.is_used() && named)
        return wrong(section, "credential", "a `credential` is named, but nothing says how to sign in",
                     "Write sign_in = \"session\", \"basic\" or \"bearer\", or remove it");
    if (!options.refresh_path.empty() && options.mode != Mode::bearer)
        return wrong(section, "refresh_path", "only sign_in = \"bearer\" has a `refresh_path`", "Remove it");
    if (!options.is_used()) return Done{};
    return check_address(base_url, PlainHttp::loopback_only, section.place_of("base_url"));
}

class Door : public SignIn {
public:
    Door(AccountOptions options, std::string base_url) : site_{std::move(options), std::move(base_url)} {}

    std::unique_ptr<Conversation<SessionState>> enter(const Credential& credential) const override {
        return std::make_unique<Entering>(site_, credential);
    }
    std::unique_ptr<Conversation<SessionState>> renew(const SessionState& state) const override {
        if (state.renewal.empty() || site_.options.refresh_path.empty()) return nullptr;
        return std::make_unique<Renewing>(site_, state.renewal);
    }
    bool is_over(const HttpResponse& answer) const override { return asks_for_account(answer); }
    std::string described() const override {
        return site_.base_url + " " + modes.at(static_cast<std::size_t>(site_.options.mode)).first + " " +
               site_.options.login_path + " " + site_.options.refresh_path;
    }

private:
    Doorway site_;
};

}  // namespace

Result<AccountOptions> read_account(const Section& section, const std::string& base_url) {
    AccountOptions options;
    const auto mode = read_mode(section);
    if (!mode) return fail(mode.error());
    options.mode = *mode;
    auto login = read_path(section, "login_path", *mode == Mode::session ? "co2/person/authenticate" : "");
    if (!login) return fail(std::move(login.error()));
    options.login_path = std::move(*login);
    auto refresh = read_path(section, "refresh_path", "");
    if (!refresh) return fail(std::move(refresh.error()));
    options.refresh_path = std::move(*refresh);
    if (auto sound = check_together(section, options, base_url); !sound) return fail(std::move(sound.error()));
    return options;
}

std::unique_ptr<SignIn> sign_in_with(const AccountOptions& options, const std::string& base_url) {
    if (!options.is_used()) return nullptr;
    return std::make_unique<Door>(options, base_url);
}

bool asks_for_account(const HttpResponse& answer) {
    constexpr std::size_t longest_refusal = 2000;  // bytes: a sentence, not an element
    if (answer.status == 401) return true;
    if (answer.status != 200 || answer.body.size() > longest_refusal) return false;
    const auto said = from_json(answer.body);
    return said && said_to_strangers(*said);
}

}  // namespace moisson::communecter
