// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a credential, as an answer to signing in, and as the cookie that comes with it: a session whose headers
// are one line each, or an error that quotes nothing.
#include "config/credential.hpp"
#include "connectors/communecter/account.hpp"

#include <cstdint>
#include <cstdlib>
#include <variant>

using namespace moisson;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void require_sound(const SessionState& state) {
    require(!state.headers.empty());
    for (const auto& [name, value] : state.headers)
        require(!name.empty() && value.reveal().find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos);
}

void talk(Conversation<SessionState>& conversation, const std::string& body) {
    constexpr int longest = 3;
    for (int step = 0; step < longest && conversation.next(); ++step) {
        HttpResponse answer(200, body);
        answer.headers.emplace_back("set-cookie", body);
        auto heard = conversation.accept(std::move(answer));
        if (!heard) {
            require(heard.error().what.starts_with("signing in failed: "));
            require(conversation.next().has_value());
            return;
        }
        if (const auto* state = std::get_if<SessionState>(&*heard)) require_sound(*state);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    const auto read = parse_credential(text, "fuzz:1:1");
    if (read) require(!read->secret.empty());
    const Credential ada{Secret(std::string("ada")), Secret(std::string("mot"))};
    using Mode = communecter::AccountOptions::Mode;
    for (const Mode mode : {Mode::session, Mode::basic, Mode::bearer}) {
        const auto way = communecter::sign_in_with({mode, "login", "refresh"}, "https://lieux.example");
        talk(*way->enter(read ? *read : ada), text);
        SessionState state;
        state.renewal = Secret(std::string("R"));
        if (auto renewing = way->renew(state)) talk(*renewing, text);
        static_cast<void>(way->is_over(HttpResponse(200, text)));
    }
    return 0;
}
