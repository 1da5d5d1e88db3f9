// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/conversation.hpp"
#include "daemon/http/http_client.hpp"
#include "daemon/system/clock.hpp"

#include <cstdint>
#include <functional>
#include <optional>

namespace moisson::daemon {

// How gently a source is spoken to, and when we give up.
struct Manners {
    std::chrono::milliseconds min_delay{1'000};        // between the end of an answer and the next request
    std::chrono::milliseconds first_backoff{1'000};    // doubles each time, with jitter
    std::chrono::milliseconds longest_backoff{60'000};
    std::chrono::milliseconds longest_wait{600'000};   // a server that asks for more ends the conversation
    int attempts = 5;                                  // of one request, before giving the conversation up
    int same_failure = 3;                              // then the conversation is asked to ease()
    std::uint64_t requests = 100'000;                  // of one conversation
    std::uint64_t bytes = std::uint64_t{8} << 30;
    std::chrono::milliseconds duration{std::chrono::hours(6)};
};

struct Spent {
    std::uint64_t requests = 0;
    std::uint64_t bytes = 0;
    std::uint64_t retries = 0;
};

// What was just asked, failed or awaited; for progress, logs and status.
struct DriverNews {
    enum class What { answered, retrying, easing } what = What::answered;
    std::string sentence;                              // cause, for retrying and easing
    std::chrono::milliseconds wait{};
};

// Drives conversations with one source: one request in flight, min_delay between two, retries by Intent and
// ErrorKind with jittered back-off, obeys Wait, eases, limits, counts. One per source; survives its conversations.
class Driver {
public:
    // `jitter` answers in [0, 1).
    Driver(HttpClient& http, Clock& clock, Manners manners, std::function<double()> jitter);

    // The next reply of a conversation; nullopt when it has ended. Error: it was given up.
    template <class Reply>
    asio::awaitable<Result<std::optional<Reply>>> next_reply(Conversation<Reply>& talk);

    const Spent& spent() const noexcept { return spent_; }
    void start_counting() noexcept { spent_ = {}; }     // a new run begins
    void on_news(std::function<void(const DriverNews&)> listener) { listener_ = std::move(listener); }

private:
    // A failure's consequence, decided in one place.
    enum class Verdict { retry, ease, give_up };
    struct Trouble {
        int failures = 0;
        int same = 0;
        std::string last;
    };
    asio::awaitable<Result<HttpResponse>> ask(HttpRequest request);
    Verdict judge(const Error& error, Intent intent, Trouble& trouble) const;
    asio::awaitable<void> wait_before_retry(const Error& error, const Trouble& trouble);
    void tell(DriverNews::What what, const Error& error, std::chrono::milliseconds wait);
    Result<Done> within_limits() const;

    HttpClient& http_;
    Clock& clock_;
    Manners manners_;
    std::function<double()> jitter_;
    std::function<void(const DriverNews&)> listener_;
    Spent spent_;
    Instant not_before_{};
    Instant started_{};
};

template <class Reply>
asio::awaitable<Result<std::optional<Reply>>> Driver::next_reply(Conversation<Reply>& talk) {
    Trouble trouble;
    for (;;) {
        std::optional<HttpRequest> request = talk.next();
        if (!request) co_return std::optional<Reply>{};
        const Intent intent = request->intent;
        auto answer = co_await ask(std::move(*request));
        Error error;
        if (answer) {
            auto step = talk.accept(std::move(*answer));
            if (step) {
                trouble = {};
                if (auto* reply = std::get_if<Reply>(&*step)) co_return std::optional<Reply>(std::move(*reply));
                continue;
            }
            error = std::move(step.error());
        } else {
            error = std::move(answer.error());
        }
        Verdict verdict = judge(error, intent, trouble);
        if (verdict == Verdict::ease && talk.ease(error)) {
            tell(DriverNews::What::easing, error, {});
            trouble = {};
            continue;
        }
        if (verdict != Verdict::retry) co_return tl::unexpected<Error>(std::move(error));
        co_await wait_before_retry(error, trouble);
    }
}

}  // namespace moisson::daemon
