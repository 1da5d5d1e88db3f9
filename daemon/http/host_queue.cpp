// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/http/host_queue.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace moisson::daemon {

asio::awaitable<Result<HostQueue::Turn>> HostQueue::enter(std::string host) {
    auto self = shared_from_this();  // the client may go while we wait
    if (self->waiting_.try_emplace(host).second) co_return Turn(self, host);
    auto executor = co_await asio::this_coro::executor;
    auto place = std::make_shared<Place>(executor);
    self->waiting_[host].push_back(place);
    boost::system::error_code woken;
    auto token = asio::redirect_error(asio::use_awaitable, woken);
    co_await place->called.async_wait(token);  // by leave(), or by cancellation
    if (place->turn) co_return Turn(self, host);
    std::erase(self->waiting_[host], place);
    co_return fail(ErrorKind::cancelled, host, "cancelled while waiting for its turn");
}

void HostQueue::leave(const std::string& host) {
    auto found = waiting_.find(host);
    if (found == waiting_.end()) return;
    if (found->second.empty()) {
        waiting_.erase(found);
        return;
    }
    auto next = std::move(found->second.front());
    found->second.pop_front();
    next->turn = true;
    next->called.cancel();
}

}  // namespace moisson::daemon
