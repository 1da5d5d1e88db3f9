// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/http/driver.hpp"

#include "daemon/http/retry_after.hpp"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

namespace moisson::daemon {

namespace {

// An answer that took minutes is a fault, and has its back-off.
constexpr std::chrono::milliseconds longest_rest{60'000};

// How an error begins that no answer brought.
constexpr std::string_view not_asked = "not asked";

Error cancelled(const std::string& where) {
    return Error{ErrorKind::cancelled, where, "cancelled", {}, std::nullopt};
}

bool same_cause(const Error& one, const Error& other) {
    return one.kind == other.kind && one.where == other.where && one.what == other.what;
}

Error limit_reached(std::string what) {
    return Error{ErrorKind::conflict,
                 {},
                 std::move(what) + ": this run was ended",
                 "what was committed is kept; check whether the source pages endlessly, then run again",
                 std::nullopt};
}

}  // namespace

Driver::Driver(HttpClient& http, Clock& clock, Manners manners, std::function<double()> jitter)
    : http_(http), clock_(clock), manners_(manners), jitter_(std::move(jitter)), started_(clock.now()) {}

void Driver::start_counting() {
    spent_ = {};
    welcome_ = false;
    const Instant now = clock_.now();
    // The system's time was set back since the last run: what is left of the pause it ended with cannot be told.
    if (now < started_) not_before_ = std::min(not_before_, now + manners_.min_delay);
    started_ = now;
}

Result<Done> Driver::within_limits() const {
    const auto pause = not_before_ - clock_.now();
    if (pause > manners_.longest_wait) {
        const Closing why = closing_.value_or(Closing{});
        return fail(Error{ErrorKind::transport,
                          {},
                          std::string(not_asked) + (why.why.empty() ? "" : ": " + why.why),
                          why.remedy + (why.remedy.empty() ? "" : "; ") + "moisson resync asks all the same",
                          Wait{pause}});
    }
    if (spent_.requests >= manners_.requests)
        return fail(limit_reached("the limit of " + std::to_string(manners_.requests) + " requests was reached"));
    if (spent_.bytes >= manners_.bytes)
        return fail(limit_reached("the limit of " + std::to_string(manners_.bytes) + " bytes was reached"));
    if (std::max(clock_.now(), not_before_) - started_ > manners_.duration)
        return fail(
            limit_reached("the limit of " + std::to_string(manners_.duration.count() / 1000) + " s was reached"));
    return Done{};
}

std::chrono::milliseconds Driver::pause_after(std::chrono::milliseconds answer) const {
    const bool none = manners_.min_delay == std::chrono::milliseconds::zero();
    return none ? manners_.min_delay
                : std::clamp(answer, manners_.min_delay, std::max(manners_.min_delay, longest_rest));
}

asio::awaitable<Result<Done>> Driver::enter(Membership::Attempts& attempts) {
    while (auto talk = membership_->before_request(attempts, clock_.now())) {
        auto talking = next_reply(*talk);
        auto state = co_await std::move(talking);
        if (state && *state) {
            membership_->let_in(std::move(**state));
            break;
        }
        Error why = state ? Error{ErrorKind::invalid, {}, "signing in gave nothing", {}, std::nullopt} : state.error();
        if (why.kind == ErrorKind::cancelled) co_return fail(std::move(why));
        membership_->turned_away(why, clock_.now());
    }
    co_return Done{};
}

asio::awaitable<Result<HttpResponse>> Driver::ask_in_session(HttpRequest request) {
    const bool wanted = membership_ != nullptr && request.session == Session::wanted;
    Membership::Attempts attempts;
    for (;;) {
        if (wanted) {
            auto entering = enter(attempts);
            auto entered = co_await std::move(entering);
            if (!entered) co_return fail(std::move(entered.error()));
        }
        HttpRequest dressed = request;
        const bool in_session = wanted && membership_->dress(dressed);
        auto asked = ask(std::move(dressed));
        auto answer = co_await std::move(asked);
        if (!in_session || !answer || membership_->hear(*answer)) co_return answer;
    }
}

asio::awaitable<Result<HttpResponse>> Driver::ask(HttpRequest request) {
    asked_to_wait_.reset();
    const std::string where = request.url;
    auto allowed = within_limits();
    if (!allowed) {
        allowed.error().where = where;
        co_return fail(std::move(allowed.error()));
    }
    try {
        if (clock_.now() < not_before_) co_await clock_.sleep_until(not_before_);
        ++spent_.requests;
        const Instant asked = clock_.now();
        auto exchange = co_await http_.send(std::move(request));
        const Instant now = clock_.now();
        not_before_ = now + pause_after(now - asked);
        if (!exchange) co_return fail(std::move(exchange.error()));
        spent_.bytes += exchange->received_bytes;
        asked_to_wait_ = retry_after(exchange->response, now);
        if (listener_) listener_(DriverNews{DriverNews::What::answered, {}, {}});
        co_return std::move(exchange->response);
    } catch (const boost::system::system_error& thrown) {
        if (thrown.code() != asio::error::operation_aborted) throw;
    }
    co_return fail(cancelled(where));
}

void Driver::count_fault(const std::string& cause) {
    constexpr std::size_t most = 20;
    const bool room = spent_.faults.size() < most || spent_.faults.contains(cause);
    ++spent_.faults[room ? cause : "others"];
}

Verdict Driver::judge(Error& error, Intent intent, Trouble& trouble) {
    if (error.kind != ErrorKind::cancelled) count_fault(error.what);
    if (asked_to_wait_) error.wait = asked_to_wait_;  // the server's own word, not what the connector made of it
    Failures& failures = trouble.failures;
    failures.welcome = welcome_;
    const bool failed_before = failures.all > 0 || failures.eased > 0;
    failures.same = failed_before && same_cause(error, trouble.last) ? failures.same + 1 : 1;
    ++failures.all;
    trouble.last = error;
    if (error.wait) {
        // Kept even when we give up: the next conversation is with the same source.
        const Instant until = clock_.now() + error.wait->at_least;
        not_before_ = std::max(not_before_, until);
        const bool closes = error.wait->at_least > manners_.longest_wait;
        if (closes) {
            close(error, until);
            error.what += "; the source asks to be left alone until " + to_iso(until);
        }
    }
    return verdict(error, intent, failures, manners_.patience());
}

// What was not asked has told nothing new.
void Driver::close(const Error& why, Instant until) {
    if (!why.what.starts_with(not_asked)) closing_ = Closing{clock_.now(), until, {}, why.what, why.remedy};
}

void Driver::heed(const std::optional<Closing>& on_record, Knocking knocking) {
    const Instant now = clock_.now();
    if (!closing_) closing_ = on_record;
    if (closing_ && !holds(*closing_, now)) closing_.reset();
    if (knocking == Knocking::all_the_same)
        not_before_ = std::min(not_before_, now + manners_.min_delay);
    else if (closing_)
        not_before_ = std::max(not_before_, closing_->until);
}

std::optional<Closing> Driver::closing() const {
    return closing_ && holds(*closing_, clock_.now()) ? closing_ : std::nullopt;
}

Verdict Driver::without_easing(const Trouble& trouble) const {
    return trouble.failures.all < manners_.attempts ? Verdict::retry : Verdict::give_up;
}

void Driver::eased(const Error& why, Trouble& trouble) {
    // The cause is known by now: should it come again, less is asked for at once.
    const int eased = trouble.failures.eased + 1;
    trouble = {};
    trouble.failures.eased = eased;
    trouble.failures.same = manners_.same_failure - 1;
    trouble.last = why;
    if (listener_) listener_(DriverNews{DriverNews::What::easing, why.sentence(), {}});
}

void Driver::put_off(const Error& error, const Trouble& trouble) {
    auto pause = backoff(trouble.failures.all, manners_.first_backoff, manners_.longest_backoff, jitter_());
    if (error.wait) pause = std::max(pause, error.wait->at_least);
    not_before_ = std::max(not_before_, clock_.now() + pause);
    ++spent_.retries;
    spent_.waited += pause;
    if (listener_) listener_(DriverNews{DriverNews::What::retrying, error.sentence(), pause});
}

}  // namespace moisson::daemon
