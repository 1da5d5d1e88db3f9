// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/poll/commit.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace moisson::daemon {

void Poller::Commit::start(WorkThread& store, Batch batch, Occasioned when) {
    // The absorber is held by the work itself: it outlives a run that is torn down meanwhile.
    auto work = [self = shared_from_this(), batch = std::move(batch), when]() mutable {
        Result<Counts> counts = fail(ErrorKind::storage, "store", "the commit did not end");
        try {
            counts = self->absorber_->absorb(std::move(batch), when);
        } catch (const std::exception& broken) {
            counts = fail(ErrorKind::storage, "store", broken.what());
        }
        auto tell = [self, counts = std::move(counts)]() mutable {
            self->result_ = std::move(counts);
            self->done_.cancel();
        };
        asio::post(self->loop_, std::move(tell));
    };
    store.leave(std::move(work));
}

asio::awaitable<Result<Counts>> Poller::Commit::finished() {
    if (!result_) {
        boost::system::error_code rung;
        auto token = asio::redirect_error(asio::use_awaitable, rung);
        co_await done_.async_wait(token);
    }
    if (!result_) co_return fail(ErrorKind::cancelled, "store", "stopped on request");
    co_return *result_;
}

asio::awaitable<Result<Done>> Poller::commit(Batch batch) {
    auto earlier = co_await commit_finished();
    if (!earlier) co_return earlier;
    auto loop = co_await asio::this_coro::executor;
    pending_ = std::make_shared<Commit>(loop, absorber_);
    pending_->start(parts_.store, std::move(batch), when());
    co_return Done{};
}

asio::awaitable<Result<Done>> Poller::commit_finished() {
    if (!pending_) co_return Done{};
    auto earlier = pending_;
    auto counts = co_await earlier->finished();
    pending_.reset();
    if (!counts) co_return fail(counts.error());
    report_.run.listed = counts->listed;
    report_.run.seen = counts->seen;
    report_.run.changed = counts->changed;
    report_.run.stale_derived = counts->stale_derived;
    report_.reasons = std::move(counts->reasons);
    progress_.listed = counts->listed;
    co_return Done{};
}

}  // namespace moisson::daemon
