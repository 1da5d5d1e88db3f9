// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/conversation.hpp"
#include "daemon/http/http_client.hpp"
#include "daemon/http/membership.hpp"
#include "daemon/http/verdict.hpp"
#include "daemon/system/clock.hpp"
#include "schema/closing.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>

namespace moisson::daemon {

// How gently a source is spoken to, and when we give up.
struct Manners {
    // Between the end of an answer and the next request: this, or as long as the answer took when that is longer, so
    // that a source which toils is given the time to breathe. Zero: no pause at all.
    std::chrono::milliseconds min_delay{1'000};
    std::chrono::milliseconds first_backoff{1'000};  // doubles each time, with jitter
    std::chrono::milliseconds longest_backoff{60'000};
    std::chrono::milliseconds longest_wait{600'000};  // a server that asks for more ends the conversation
    int attempts = 5;                                 // of one request, before giving the conversation up
    int same_failure = 3;                             // then the conversation is asked to ease()
    int eases = 12;                                   // without a success in between, before giving up
    std::uint64_t requests = 100'000;                 // since start_counting(), like the two that follow
    std::uint64_t bytes = std::uint64_t{8} << 30;
    std::chrono::milliseconds duration{std::chrono::hours(6)};

    Patience patience() const { return {attempts, same_failure, eases, longest_wait}; }
};

// Whether a source that asked to be left alone is asked all the same.
enum class Knocking {
    when_open,
    all_the_same,  // a person wants to know
};

struct Spent {
    std::uint64_t requests = 0;
    std::uint64_t bytes = 0;
    std::uint64_t retries = 0;
    std::chrono::milliseconds waited{};           // before them
    std::map<std::string, std::uint64_t> faults;  // cause → how often; the rarest beyond twenty under "others"
};

// What was just asked, failed or awaited; for progress, logs and status.
struct DriverNews {
    enum class What { answered, retrying, easing } what = What::answered;
    std::string sentence;  // cause, for retrying and easing
    std::chrono::milliseconds wait{};
};

// Drives conversations with one source: one request in flight, min_delay between two, retries by Intent and
// ErrorKind with jittered back-off, obeys Wait, eases, limits, counts. One per source; survives its conversations,
// which follow one another: the pauses are kept across them. `http` and `clock` must outlive it.
class Driver {
public:
    // `jitter` answers in [0, 1).
    Driver(HttpClient& http, Clock& clock, Manners manners, std::function<double()> jitter);

    // The next reply of a conversation; nullopt when it has ended. Error: it was given up.
    // Error{conflict}: a limit of the manners was reached. Error{cancelled}: the coroutine was cancelled.
    template <class Reply>
    asio::awaitable<Result<std::optional<Reply>>> next_reply(Conversation<Reply>& talk);

    // Signs in where that is due; membership.trouble() says why we were not let in. Error{cancelled} alone is an error
    // here.
    asio::awaitable<Result<Done>> enter(Membership::Attempts& attempts);

    const Spent& spent() const noexcept { return spent_; }
    void start_counting();  // a new run begins: its limits are whole again
    // A new run begins with a source that may be closed, as somebody kept it in mind: it is not asked before its time,
    // or at once where we knock. Only an answer opens it again.
    void heed(const std::optional<Closing>& on_record, Knocking knocking);
    // How it stands now: empty when it may be asked.
    std::optional<Closing> closing() const;
    // Whose session goes with the requests that want one; none by default. It must outlive the driver.
    void speak_for(Membership& membership) noexcept { membership_ = &membership; }
    void on_news(std::function<void(const DriverNews&)> listener) { listener_ = std::move(listener); }

private:
    // What one request went through; forgotten at its first success.
    struct Trouble {
        Failures failures;
        Error last;
    };
    // The answer to a request, with the session where that is wanted and we are let in: renewed once, entered anew
    // once, and then asked for as anybody may.
    asio::awaitable<Result<HttpResponse>> ask_in_session(HttpRequest request);
    // One exchange, at its time and within the limits.
    asio::awaitable<Result<HttpResponse>> ask(HttpRequest request);
    Result<Done> within_limits() const;
    std::chrono::milliseconds pause_after(std::chrono::milliseconds answer) const;
    void count_fault(const std::string& cause);
    // A failure's consequence. Completes the error with what the last answer asked for.
    Verdict judge(Error& error, Intent intent, Trouble& trouble);
    // Whether we go on although there is nothing smaller to ask for.
    Verdict without_easing(const Trouble& trouble) const;
    void close(const Error& why, Instant until);
    void eased(const Error& why, Trouble& trouble);
    // Puts the next request off: by the back-off, or by what the source asked for when that is longer.
    void put_off(const Error& error, const Trouble& trouble);

    HttpClient& http_;
    Membership* membership_ = nullptr;
    Clock& clock_;
    Manners manners_;
    std::function<double()> jitter_;
    std::function<void(const DriverNews&)> listener_;
    Spent spent_;
    std::optional<Wait> asked_to_wait_;  // by the last answer, whatever the connector made of it
    bool welcome_ = false;               // the source has answered in this run
    std::optional<Closing> closing_;     // that it is to be left alone for longer than a conversation waits
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
        auto asked = ask_in_session(std::move(*request));
        auto answer = co_await std::move(asked);
        Error error;
        if (answer) {
            auto step = talk.accept(std::move(*answer));
            if (step) {
                trouble = {};
                welcome_ = true;
                closing_.reset();
                if (auto* reply = std::get_if<Reply>(&*step)) co_return std::optional<Reply>(std::move(*reply));
                continue;
            }
            error = std::move(step.error());
        } else {
            error = std::move(answer.error());
        }
        Verdict verdict = judge(error, intent, trouble);
        if (verdict == Verdict::ease) {
            if (talk.ease(error)) {
                eased(error, trouble);
                continue;
            }
            verdict = without_easing(trouble);
        }
        if (verdict != Verdict::retry) co_return fail(std::move(error));
        put_off(error, trouble);
    }
}

}  // namespace moisson::daemon
